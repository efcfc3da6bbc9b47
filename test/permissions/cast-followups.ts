import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { contactRow } from './filled-contacts.ts'
import {
  commitmentRow,
  doneByMail,
  doneLate,
  followUpMailRow,
  followUpRow,
  letGo,
  reported
} from './filled-followups.ts'

/** What the student of a cast owes after a conversation, and has promised in it. */
export interface FollowUpCast {
  followUps: string[]
  /** One that is owed still. */
  owed: string
  commitments: string[]
}

/** Thanks by mail, something that was let go, and something owed to a contact; promises that are open, reported and dropped. */
export async function followUpsOf(
  pair: { there: Campus; student: Someone; mentor: Someone },
  meetings: readonly string[]
): Promise<FollowUpCast> {
  const { there, student, mentor } = pair
  const [meetingId, second, third, fourth] = meetings as [string, string, string, string]
  const [thanks, waived, owed, contactId] = [newId(), newId(), newId(), newId()]
  const commitments = [newId(), newId(), newId()]
  const to = { ownerId: student.id, personId: mentor.id }
  // For the report: thanks that ended in every way.
  const missed = { id: newId(), ...to, meetingId: await meetingOf(there, pair), status: 'MISSED' }
  const promised = { studentId: student.id, mentorId: mentor.id, meetingId }
  await there.run(
    contactRow({ id: contactId, ownerId: student.id }),
    followUpRow({ id: thanks, ...to, meetingId, ...doneByMail }),
    followUpMailRow({ followUpId: thanks }),
    followUpRow({ id: waived, ...to, meetingId: second, ...letGo }),
    followUpRow({ id: newId(), ...to, meetingId: third, ...doneLate }),
    followUpRow({ id: newId(), ...to, meetingId: fourth }),
    followUpRow(missed),
    followUpRow({ id: owed, ownerId: student.id, contactId, kind: 'LANDING_NOTICE' }),
    commitmentRow({ id: commitments[0], ...promised, ...reported }),
    commitmentRow({ id: commitments[1], ...promised, status: 'DROPPED', dropReason: 'Out of print.' }),
    commitmentRow({ id: commitments[2], ...promised })
  )
  return { followUps: [thanks, waived, owed], owed, commitments }
}
