import { newId } from '../../src/db/ids.ts'
import { depthRows, feedbackOn } from '../permissions/filled-outcome-depth.ts'

interface There {
  studentId: string
  mentorId: string
  requestId: string
  outcomeId: string
}

/** What the neighbour's student took away, with this text in each, and its ids. */
export function depthThere({ requestId, ...of }: There, marker: string) {
  const [lead, skillTask] = [newId(), newId()]
  const rows = [...depthRows(of, { lead, skillTask }, marker), feedbackOn(of.outcomeId, requestId, marker)]
  return { ids: [lead, skillTask], rows }
}
