import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { contactRow, touchpointRow } from './filled-contacts.ts'
import { cadenceRow, endingRow, proposalRow, relationshipRow, stageRows } from './filled-relationships.ts'

interface People {
  there: Campus
  subject: Someone
  student: Someone
  mentor: Someone
  isMentor: boolean
}

/** What two people are to each other, and whom the subject of a cast means to keep in touch with. */
export interface RelationshipCast {
  relationships: string[]
  cadences: string[]
}

/** What only the people of the casts are owed so early, so that a list can be asked for it alone. */
export const longAgo = '1990-01-01T09:00:00.000Z'
export const stillLongAgo = '1995-01-01T09:00:00.000Z'

/**
 * A relationship with an open proposal, and one with somebody else that the reader has ended, if it is theirs. Cadences
 * of the subject for the mentor whom they know and for somebody outside, and a friend of theirs who is owed an update.
 */
export async function relationshipsOf(
  { there, subject, student, mentor, isMentor }: People,
  acquaintanceId: string
): Promise<RelationshipCast> {
  const relationships = [newId(), newId()] as const
  const cadences = [newId(), newId()] as const
  const [contactId, friendId, ownerId] = [newId(), newId(), subject.id]
  const friend = await there.mentor()
  const [seekerId, mentorId] = isMentor
    ? [(await there.student()).id, mentor.id]
    : [student.id, (await there.mentor()).id]
  const endedById = isMentor ? mentorId : seekerId
  const ended = { stage: 'ENDED', awakeStage: 'ENDED' }
  await there.run(
    relationshipRow({ id: relationships[0], seekerId: student.id, mentorId: mentor.id }),
    relationshipRow({ id: relationships[1], seekerId, mentorId, ...ended }),
    ...stageRows(relationships[0]),
    proposalRow({ relationshipId: relationships[0], proposedById: mentor.id }),
    proposalRow({
      ...{ relationshipId: relationships[1], proposedById: mentorId },
      ...{ status: 'DECLINED', settledAt: '2026-02-21T09:00:00.000Z' }
    }),
    endingRow({ relationshipId: relationships[1], endedById }),
    contactRow({ id: contactId, ownerId }),
    cadenceRow({ id: cadences[0], ownerId, mentorId: acquaintanceId }),
    cadenceRow({ id: cadences[1], ownerId, contactId }),
    cadenceRow({ id: newId(), ownerId: student.id, mentorId: mentor.id }),
    relationshipRow({ id: newId(), seekerId: ownerId, mentorId: friend.id, openedAt: longAgo }),
    contactRow({ id: friendId, ownerId, personId: friend.id, createdAt: longAgo }),
    touchpointRow({ id: newId(), ownerId, contactId: friendId, occurredAt: longAgo })
  )
  return { relationships: [...relationships], cadences: [...cadences] }
}
