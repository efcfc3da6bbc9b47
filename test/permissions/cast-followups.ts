import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { contactRow } from './filled-contacts.ts'
import { commitmentRow, doneByMail, followUpMailRow, followUpRow, letGo, reported } from './filled-followups.ts'

/** What the student of a cast owes after a conversation, and has promised in it. */
export interface FollowUpCast {
  followUps: string[]
  /** One that is owed still. */
  owed: string
  commitments: string[]
}

/** Thanks by mail, something that was let go, and something owed to a contact; promises that are open, reported and dropped. */
export async function followUpsOf(
  { there, student, mentor }: { there: Campus; student: Someone; mentor: Someone },
  meetingId: string
): Promise<FollowUpCast> {
  const [thanks, update, owed, contactId] = [newId(), newId(), newId(), newId()]
  const commitments = [newId(), newId(), newId()]
  const to = { ownerId: student.id, personId: mentor.id, meetingId }
  const promised = { studentId: student.id, mentorId: mentor.id, meetingId }
  await there.run(
    contactRow({ id: contactId, ownerId: student.id }),
    followUpRow({ id: thanks, ...to, ...doneByMail }),
    followUpMailRow({ followUpId: thanks }),
    followUpRow({ id: update, ...to, kind: 'UPDATE', ...letGo }),
    followUpRow({ id: owed, ownerId: student.id, contactId, kind: 'LANDING_NOTICE' }),
    commitmentRow({ id: commitments[0], ...promised, ...reported }),
    commitmentRow({ id: commitments[1], ...promised, status: 'DROPPED', dropReason: 'Out of print.' }),
    commitmentRow({ id: commitments[2], ...promised })
  )
  return { followUps: [thanks, update, owed], owed, commitments }
}
