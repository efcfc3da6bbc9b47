import { type Actor, isOfficial } from '../../actor.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import { visibleTo } from '../people/people.policy.ts'
import type { MetAt } from './cards.types.ts'

/** Whether the actor and the person of card `c` have both agreed to exchange theirs, at whichever meeting (S#51). */
const exchangedWith = (actor: Actor): Sql => sql`exists (select 1 from card_exchanges e
  where e.tenant_id = ${tenant} and e.student_consented_at is not null and e.mentor_consented_at is not null
    and ((e.student_id = c.person_id and e.mentor_id = ${actor.id}::uuid)
      or (e.mentor_id = c.person_id and e.student_id = ${actor.id}::uuid)))`

/** Whether the actor reads of card `c` how to reach its person (`p`): the person, officials, and who exchanged cards. */
export function sharedWith(actor: Actor): Sql {
  if (isOfficial(actor)) return sql`true`
  return sql`(c.person_id = ${actor.id}::uuid or ${exchangedWith(actor)})`
}

/** Which cards `c` of persons `p` an actor may find: of whom they may find, and of whom they hold the card already. */
export const visibleCards = (actor: Actor): Sql =>
  isOfficial(actor) ? sql`true` : sql`(${visibleTo(actor)} or ${exchangedWith(actor)})`

export type Side = 'studentConsentedAt' | 'mentorConsentedAt'

/** At which end of a meeting the actor stands. Throws FORBIDDEN for who only looks on: nobody agrees for another. */
export function sideOf(actor: Actor, { studentId, mentorId }: Pick<MetAt, 'studentId' | 'mentorId'>): Side {
  if (actor.id === studentId) return 'studentConsentedAt'
  if (actor.id === mentorId) return 'mentorConsentedAt'
  throw refuse('FORBIDDEN')
}
