import { newId } from '../../src/db/ids.ts'
import { cardRow, exchangeRow, openingRow, resumeRows, shareRow } from '../permissions/filled-cards.ts'

interface There {
  studentId: string
  mentorId: string
  requestId: string
  meetingId: string
}

/** A card, an exchange and a shared resume of the neighbour, with this text in each, and their ids. */
export function cardsThere({ studentId, mentorId, requestId, meetingId }: There, marker: string) {
  const ids = [newId(), newId(), newId(), newId(), newId(), newId()] as const
  const [card, exchange, resumeId, resumeVersionId, shareId, opening] = ids
  const people = { studentId, mentorId }
  const said = { displayName: marker, title: marker, organization: marker, note: marker }
  const rows = [
    cardRow({ id: card, personId: studentId, ...said }),
    exchangeRow({ id: exchange, meetingId, ...people }),
    ...resumeRows({ id: resumeId, studentId, title: marker }, resumeVersionId, marker),
    shareRow({ id: shareId, requestId, resumeId, resumeVersionId, ...people }),
    openingRow({ id: opening, shareId, studentId, openedById: mentorId })
  ]
  return { ids: [...ids], rows }
}
