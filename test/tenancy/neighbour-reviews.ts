import { newId } from '../../src/db/ids.ts'
import { approvedReviewRows, guidanceRows } from '../permissions/filled-reviews.ts'

/** A review of a request of the neighbour's student and an item of its guidance, with this text in each, and their ids. */
export function reviewsThere(studentId: string, subjectId: string, marker: string) {
  const [review, item] = [newId(), newId()]
  const of = { studentId, subjectId, counselorId: studentId, message: marker }
  return {
    ids: [review, item],
    rows: [...approvedReviewRows({ id: review, ...of }), ...guidanceRows(item, studentId, marker)]
  }
}
