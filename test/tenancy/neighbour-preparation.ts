import { newId } from '../../src/db/ids.ts'
import { heldSessionRow, linked, noteRow, pitchRows } from '../permissions/filled-preparation.ts'

/** Notes, a pitch and a session of the neighbour's student, with this text in each, and their ids. */
export function preparationThere(studentId: string, requestId: string, marker: string) {
  const ids = [newId(), newId(), newId(), newId()] as const
  const [note, pitch, session, link] = ids
  const said = { selfReflection: marker, feedbackStrengths: marker, feedbackImprovements: marker }
  const of = { studentId, requestId, pitchId: pitch, partnerName: marker, partnerEmail: `${marker}@a.example` }
  const rows = [
    noteRow({
      id: note,
      studentId,
      requestId,
      text: marker,
      sources: JSON.stringify([{ title: marker, url: marker }])
    }),
    ...pitchRows({ id: pitch, studentId, title: marker }, newId(), marker),
    heldSessionRow({ id: session, ...of, ...said, ...linked(), partnerLinkId: link })
  ]
  return { ids: [...ids], rows }
}
