import { toUuid } from '../../db/ids.ts'
import { sql } from '../../db/sql.ts'
import type { Tx } from '../../db/write.ts'
import { campusDefaults, lockedStates, statesFrom } from './person-state.queries.ts'
import { type CampusDefaults, mergeDrafts, saveChanges } from './write-people.ts'

/**
 * Lets a mentor take no more requests, within a change of another object; the requests that wait for them close. Nothing
 * happens when they pause already.
 */
export async function pauseMentor(tx: Tx, personId: string): Promise<void> {
  const [campus, ...states] = await tx.batch([campusDefaults(), ...lockedStates(sql`p.id = ${toUuid(personId)}::uuid`)])
  const before = statesFrom(states)[0]?.state ?? null
  const draft = { before, input: { mentorProfile: { isPaused: true } }, path: [], mentorPath: [] }
  const { changes } = await mergeDrafts(tx, [draft], campus?.[0] as unknown as CampusDefaults)
  await saveChanges(tx, changes, () => 'mentor_profile.updated')
}
