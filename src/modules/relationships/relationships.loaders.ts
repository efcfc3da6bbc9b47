import type { Scope } from '../../db/scope.ts'
import { contactsByIds } from '../contacts/contacts.service.ts'
import type { Loader } from '../module.ts'
import { personsByIds, visiblePersonsByIds } from '../people/people.service.ts'
import { updateCadencesOf } from './cadences.service.ts'
import { endReasonsOf, historiesOf, proposalsOf, relationshipsByIds, relationshipsOf } from './relationships.service.ts'
import type { ProposalRow, RelationshipRow } from './relationships.types.ts'
import type { CadenceRow, DuePersonRow } from './updates.types.ts'
import { warmthOfContacts, warmthOfRelationships } from './warmth.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

const itself = (row: RelationshipRow) => row

// As in the list of contacts: whoever is not to be found is not shown.
const findable = (scope: Scope, ids: (string | null)[]) =>
  visiblePersonsByIds(
    scope,
    ids.map((id) => id ?? '')
  )

/** What the seeker of each of these relationships has set, where that is the actor. */
export const cadencesOfRelationships = (scope: Scope, rows: readonly RelationshipRow[]) =>
  updateCadencesOf(
    scope,
    rows.map(({ seekerId, mentorId }) => (seekerId === scope.actor.id ? { contactId: null, mentorId } : null))
  )

export const loaders = {
  Relationship: {
    seeker: byKey(personsByIds, ({ seekerId }: RelationshipRow) => seekerId),
    mentor: byKey(personsByIds, ({ mentorId }: RelationshipRow) => mentorId),
    history: byKey(historiesOf, itself),
    mentorshipProposal: byKey(proposalsOf, itself),
    endReason: byKey(endReasonsOf, itself),
    warmth: byKey(warmthOfRelationships, itself),
    updateCadence: byKey(cadencesOfRelationships, itself)
  },
  MentorshipProposal: { proposedBy: byKey(personsByIds, ({ proposedById }: ProposalRow) => proposedById) },
  Meeting: { relationship: byKey(relationshipsOf, (meeting: { studentId: string; mentorId: string }) => meeting) },
  Contact: {
    warmth: byKey(warmthOfContacts, ({ id }: { id: string }) => id),
    updateCadence: byKey(updateCadencesOf, ({ id, personId }: { id: string; personId: string | null }) => ({
      contactId: id,
      mentorId: personId
    }))
  },
  UpdateCadence: {
    contact: byKey(contactsByIds, ({ contactId }: CadenceRow) => contactId),
    mentor: byKey(findable, ({ mentorId }: CadenceRow) => mentorId)
  },
  DuePerson: {
    contact: byKey(contactsByIds, ({ contactId }: DuePersonRow) => contactId),
    relationship: byKey(relationshipsByIds, ({ relationshipId }: DuePersonRow) => relationshipId),
    person: byKey(findable, ({ personId }: DuePersonRow) => personId)
  }
}
