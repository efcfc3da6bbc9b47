import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { contactRow } from './filled-contacts.ts'
import { proposalRow, relationshipRow } from './filled-relationships.ts'

type End = 'own' | 'other'

/** A relationship of the reader's, if they are one of the two, with a proposal that they made or have to answer. */
async function freshRelationship({ there, student, mentor, isMentor }: Cast, proposedBy?: End): Promise<Arguments> {
  const id = newId()
  const seekerId = isMentor ? (await there.student()).id : student.id
  const mentorId = isMentor ? mentor.id : (await there.mentor()).id
  const [own, other] = isMentor ? [mentorId, seekerId] : [seekerId, mentorId]
  const proposal = { relationshipId: id, proposedById: proposedBy === 'own' ? own : other }
  await there.run(relationshipRow({ id, seekerId, mentorId }), ...(proposedBy ? [proposalRow(proposal)] : []))
  return { id }
}

const onRelationship = (proposedBy?: End, more: Arguments = {}) =>
  change('conversation', async (cast) => ({ ...(await freshRelationship(cast, proposedBy)), ...more }))

const onContact = (more: Arguments = {}) =>
  change('person', async ({ there, subject }) => {
    const contactId = newId()
    await there.run(contactRow({ id: contactId, ownerId: subject.id }))
    return { contactId, ...more }
  })

export const relationshipQueries: Record<string, Example> = {
  relationship: example('conversation', ({ relationships }) => ({ id: relationships[0] })),
  relationships: none,
  duePeople: none,
  updateCadence: example('person', ({ cadences }) => ({ id: cadences[0] })),
  contactWarmth: example('person', ({ contact }) => ({ contactId: contact }))
}

export const relationshipMutations: Record<string, Example> = {
  proposeMentorship: onRelationship(undefined, { message: 'Go on with me.' }),
  acceptMentorship: onRelationship('other'),
  declineMentorship: onRelationship('other'),
  withdrawMentorshipProposal: onRelationship('own'),
  endRelationship: onRelationship(undefined, { reason: 'Another field.' }),
  setUpdateCadence: onContact({ everyDays: 30 }),
  snoozeUpdate: onContact({ until: '2026-04-01T09:00:00.000Z' }),
  startUpdate: onContact()
}
