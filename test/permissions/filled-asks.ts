import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'

/** Whose counter-proposal stands for a request. */
export const counteredBy = (side: 'STUDENT' | 'MENTOR') => ({ counteredBy: side, counterCount: 1 })

export const counterProposalRow = (values: Values): Sql =>
  insertRow(
    'counter_proposals',
    {
      ordinal: 1,
      proposedTimes: ['2026-03-11T16:00:00.000Z'],
      channel: 'PHONE',
      durationMinutes: 20,
      note: 'Mornings are better for me.',
      createdAt: at,
      ...values
    },
    ignored
  )

/** Of a request that waits: what its student is warned of. */
export const warned = { type: 'COMPANY_INSIDER', message: 'Are you hiring?' }

/** Of a campus: bounds of a type of interview. */
export const byType = [{ type: 'HIRING_MANAGER' as const, min: 15, max: 60, default: 30 }]

/** The name that led to a request. */
export const leadingReferral = (values: Values): Sql =>
  insertRow('referrals', { id: newId(), note: 'Ask about compilers.', createdAt: at, ...values }, ignored)
