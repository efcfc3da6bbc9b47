import { newId } from '../../db/ids.ts'
import { insertRow } from '../../db/statements.ts'
import { Last, type Tx } from '../../db/write.ts'
import { returning } from './followups.queries.ts'
import type { FollowUpRow } from './followups.types.ts'
import { recordFollowUp } from './thank-yous.service.ts'
import { type Other, openUpdate } from './updates.queries.ts'

export { lockDebtor } from './updates.queries.ts'

/**
 * Makes the actor owe somebody an update that can be edited and sent from here (S#68), or gives back the one that is begun
 * already: one at a time for each person. After the lock of the actor.
 */
export async function oweUpdate(tx: Tx, other: Other, dueAt: string): Promise<FollowUpRow | Last<FollowUpRow>> {
  const ownerId = tx.actor.id as string
  const [begun] = await tx.rows<FollowUpRow>(openUpdate(ownerId, other))
  if (begun) return begun
  const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
  const row = { id: newId(), kind: 'UPDATE', status: 'PENDING', ownerId, ...other, dueAt } as const
  recordFollowUp(tx, 'follow_up.owed', row, { dueAt })
  const statement = insertRow('follow_ups', { ...row, ...stamps }, returning)
  return new Last(statement, ([made]) => made as unknown as FollowUpRow)
}
