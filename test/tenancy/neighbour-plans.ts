import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'

const id = sql`1`
const at = '2026-02-02T10:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A plan of somebody, whoever counsels them, and a session, with a text in each. */
export function plansThere(studentId: string, counselorId: string, text: string): { rows: Sql[]; ids: string[] } {
  const [plan, target, assignment, session] = [newId(), newId(), newId(), newId()]
  const pair = { studentId, counselorId }
  const rows = [
    insertRow('exploration_plans', { id: plan, studentId, status: 'ACTIVE', goal: text, ...stamps }, id),
    insertRow(
      'target_occupations',
      { id: target, planId: plan, occupationCode: '15-1252.00', rank: 1, reason: text, addedAt: at },
      id
    ),
    insertRow('counselor_assignments', { id: assignment, ...pair, since: at, version: 1, updatedAt: at }, id),
    insertRow(
      'counseling_sessions',
      { id: session, ...pair, planId: plan, heldAt: at, note: text, loggedById: counselorId, ...stamps },
      id
    )
  ]
  return { rows, ids: [plan, target, assignment, session, counselorId] }
}
