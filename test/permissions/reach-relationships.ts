import { stillLongAgo } from './cast-relationships.ts'
import { alone, both, byIds, list, type Reach, within } from './ways.ts'

const meeting = byIds('conversation', 'Meeting', ({ meetings }) => meetings)
const contact = byIds('person', 'Contact', (cast) => [cast.contact])
const relationship = byIds('conversation', 'Relationship', (cast) => cast.relationships)
const cadence = byIds('person', 'UpdateCadence', ({ cadences }) => cadences)
const relationships = list('conversation', 'relationships', ['seekerId', 'ID'], ({ student }) => student.id)
const duePeople = list('person', 'duePeople', ['dueUntil', 'DateTime'], () => stillLongAgo)
const warmth: Reach = both(within(contact, 'warmth'), {
  circle: 'person',
  ways: (cast) => [
    { steps: ['contactWarmth(contactId: $id)'], declared: '($id: ID!)', variables: { id: cast.contact } }
  ]
})

/** How to come to relationships and to what is kept of contacts and mentors. */
export const relationshipReaches: Record<string, Reach> = {
  Relationship: both(
    relationship,
    alone('relationship', relationship, (cast) => cast.relationships[0]),
    within(relationships, 'nodes'),
    within(meeting, 'relationship')
  ),
  RelationshipStageSpell: within(relationship, 'history'),
  MentorshipProposal: within(relationship, 'mentorshipProposal'),
  UpdateCadence: both(
    cadence,
    alone('updateCadence', cadence, (cast) => cast.cadences[0]),
    within(contact, 'updateCadence')
  ),
  DuePerson: within(duePeople, 'nodes'),
  Warmth: warmth,
  WarmthFactor: within(warmth, 'factors'),
  RelationshipConnection: relationships,
  RelationshipEdge: within(relationships, 'edges'),
  DuePersonConnection: duePeople,
  DuePersonEdge: within(duePeople, 'edges')
}
