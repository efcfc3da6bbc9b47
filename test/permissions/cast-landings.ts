import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import {
  attributionRow,
  invitationRow,
  landingRow,
  noticeRow,
  offerRow,
  toldOnTime,
  withdrawn
} from './filled-landings.ts'

interface People {
  there: Campus
  student: Someone
  mentor: Someone
}

/** Where the student of a cast has come to, and what came of it. */
export interface LandingsCast {
  offers: string[]
  landings: string[]
  invitation: string
}

/** An accepted offer with the landing that comes of it, of a meeting, and one that was withdrawn; a notice, and an invitation. */
export async function landingsOf({ there, student, mentor }: People, meetingId: string): Promise<LandingsCast> {
  const studentId = student.id
  const [offer, landing, gone, invitation] = [newId(), newId(), newId(), newId()]
  await there.run(
    offerRow({ id: offer, studentId }),
    landingRow({ id: landing, studentId, offerId: offer }),
    landingRow({ id: gone, studentId, destination: 'lakeside labs', ...withdrawn }),
    attributionRow({ studentId, meetingId, offerId: offer }),
    attributionRow({ studentId, meetingId, landingId: landing }),
    noticeRow({ id: newId(), ownerId: studentId, personId: mentor.id, landingId: landing, ...toldOnTime }),
    invitationRow({ id: invitation, personId: studentId, landingId: landing }),
    // Of somebody else, who accepted, for the report.
    invitationRow({ id: newId(), personId: (await there.student()).id, landingId: landing, status: 'ACCEPTED' })
  )
  return { offers: [offer], landings: [landing, gone], invitation }
}
