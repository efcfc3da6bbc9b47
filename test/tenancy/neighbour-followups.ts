import { newId } from '../../src/db/ids.ts'
import {
  commitmentRow,
  doneByMail,
  followUpMailRow,
  followUpRow,
  letGo,
  reported
} from '../permissions/filled-followups.ts'

/** What a student of the neighbour owes and has promised, with this text in all that can hold one, and the ids. */
export function followUpsThere(
  { studentId, mentorId }: { studentId: string; mentorId: string },
  meetingId: string,
  marker: string
) {
  const ids = [newId(), newId(), newId(), newId()] as const
  const [thanks, update, kept, dropped] = ids
  const to = { ownerId: studentId, personId: mentorId, meetingId }
  const promised = { studentId, mentorId, meetingId, text: marker }
  const rows = [
    followUpRow({ id: thanks, ...to, ...doneByMail }),
    followUpMailRow({ followUpId: thanks, subject: marker, text: marker }),
    followUpRow({ id: update, ...to, kind: 'UPDATE', ...letGo, waiveReason: marker }),
    commitmentRow({ id: kept, ...promised, ...reported, reportNote: marker }),
    commitmentRow({ id: dropped, ...promised, status: 'DROPPED', dropReason: marker })
  ]
  return { ids: [...ids], rows }
}
