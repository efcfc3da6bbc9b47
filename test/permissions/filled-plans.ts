import { newId } from '../../src/db/ids.ts'
import { type Sql, sql, tenant } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

export const planRow = (values: Values): Sql =>
  insertRow('exploration_plans', { status: 'ACTIVE', goal: 'To find out.', ...stamps, ...values }, ignored)

export const targetRow = (values: Values): Sql =>
  insertRow(
    'target_occupations',
    { id: newId(), occupationCode: '15-1252.00', rank: 1, reason: 'I like to build.', addedAt: at, ...values },
    ignored
  )

/** Why a target is one no more. */
export const droppedTarget = { droppedAt: at, dropReason: 'It is done alone.' }
export const archived = { status: 'ARCHIVED', archivedAt: at }

/** Makes room for another plan of somebody. */
export const archivePlansOf = (studentId: string): Sql =>
  sql`update exploration_plans set status = 'ARCHIVED', archived_at = ${at}
    where tenant_id = ${tenant} and student_id = ${studentId} and status = 'ACTIVE'`

export const assignmentRow = (values: Values): Sql =>
  insertRow('counselor_assignments', { since: at, version: 1, updatedAt: at, ...values }, ignored)

export const sessionRow = (values: Values): Sql =>
  insertRow('counseling_sessions', { heldAt: at, note: 'Talk to testers too.', ...stamps, ...values }, ignored)
