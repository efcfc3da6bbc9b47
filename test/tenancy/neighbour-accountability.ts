import { newId } from '../../src/db/ids.ts'
import { activeRow, checkInRow, linkedPair, missedRow } from '../permissions/filled-accountability.ts'

/** Pairs of the neighbour's student, and what they said, with this text in each, and their ids. */
export function accountabilityThere(
  { studentId: inviterId, mentorId: partnerId }: { studentId: string; mentorId: string },
  marker: string
) {
  const ids = [newId(), newId(), newId(), newId(), newId()] as const
  const [pair, outside, intention, completion, link] = ids
  const said = { pact: marker, platformNote: marker }
  const rows = [
    activeRow({ id: pair, inviterId, partnerId, ...said }),
    activeRow({
      ...{ id: outside, inviterId, partnerName: marker, partnerEmail: `${marker}@a.example`, ...said },
      ...{ ...linkedPair(), partnerLinkId: link }
    }),
    missedRow({ id: intention, pairId: pair, text: marker, missedPact: marker, reactionText: marker }),
    checkInRow({ id: completion, pairId: pair, kind: 'COMPLETION', isDone: true, text: marker })
  ]
  return { ids: [...ids], rows }
}
