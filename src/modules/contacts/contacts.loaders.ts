import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { visiblePersonsByIds } from '../people/people.service.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { contactCountsOf, contactsByIds } from './contacts.service.ts'
import type { ContactRow } from './contacts.types.ts'
import { milestonesOfMentors } from './milestones.service.ts'
import type { MilestoneRow } from './milestones.types.ts'
import { touchpointsOfContacts } from './touchpoints.service.ts'
import type { TouchpointRow } from './touchpoints.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

// Who wrote somebody down sees them no longer once the directory hides them; the contact itself stays.
const findable = (scope: Scope, ids: (string | null)[]) =>
  visiblePersonsByIds(
    scope,
    ids.map((id) => id ?? '')
  )

export const loaders = {
  Contact: {
    person: byKey(findable, (contact: ContactRow) => contact.personId),
    introducedBy: byKey(contactsByIds, (contact: ContactRow) => contact.introducedById),
    occupation: byKey(occupationsByCodes, (contact: ContactRow) => contact.occupationCode),
    touchpoints: byKey(touchpointsOfContacts, (contact: ContactRow) => contact.id)
  },
  Touchpoint: {
    contact: byKey(contactsByIds, (touchpoint: TouchpointRow) => touchpoint.contactId),
    mentor: byKey(findable, (touchpoint: TouchpointRow) => touchpoint.mentorId)
  },
  Milestone: { mentor: byKey(findable, (milestone: MilestoneRow) => milestone.mentorId) },
  Person: { contactCounts: byKey(contactCountsOf, (person: { id: string }) => person.id) },
  MentorProfile: { milestones: byKey(milestonesOfMentors, (profile: { personId: string }) => profile.personId) }
}
