import { newId } from '../../src/db/ids.ts'
import { attributionRow, invitationRow, landingRow, noticeRow, offerRow } from '../permissions/filled-landings.ts'

interface Ids {
  studentId: string
  mentorId: string
  meetingId: string
}

/** An offer, its landing with a notice of it, and an invitation of the neighbour, with this text in each, and their ids. */
export function landingsThere({ studentId, mentorId, meetingId }: Ids, marker: string) {
  const ids = [newId(), newId(), newId(), newId()] as const
  const [offerId, landingId, notice, invitation] = ids
  const place = { organization: marker, destination: marker, title: marker, occupationCode: null, industryCode: null }
  const rows = [
    offerRow({ id: offerId, studentId, ...place, note: marker }),
    landingRow({ id: landingId, studentId, offerId, ...place, city: marker, region: marker, programCode: null }),
    attributionRow({ studentId, meetingId, offerId }),
    attributionRow({ studentId, meetingId, landingId }),
    noticeRow({ id: notice, ownerId: studentId, personId: mentorId, landingId }),
    invitationRow({ id: invitation, personId: studentId, landingId })
  ]
  return { ids: [...ids], rows }
}
