import { newId } from '../../src/db/ids.ts'
import type { ReviewSubjectType } from '../../src/modules/reviews/reviews.types.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { approvedReviewRows, guidanceRows } from './filled-reviews.ts'

export interface Reviewed {
  /** Of a request, and of a pitch. */
  reviews: string[]
  guidance: string
}

interface Subjects {
  requestId: string
  pitchId: string
}

/** What a counselor said to a request and a pitch of a cast's student, and an item of guidance of the campus's own. */
export async function reviewedOf(there: Campus, student: Someone, { requestId, pitchId }: Subjects): Promise<Reviewed> {
  const counselor = await there.counselor()
  const [ofRequest, ofPitch, guidance] = [newId(), newId(), newId()]
  const of = { studentId: student.id, counselorId: counselor.id }
  await there.run(
    ...approvedReviewRows({ id: ofRequest, subjectId: requestId, ...of }),
    ...approvedReviewRows({ id: ofPitch, subjectType: 'PITCH', subjectId: pitchId, ...of }),
    ...guidanceRows(guidance, counselor.id, 'Ask in the first week of a term.')
  )
  return { reviews: [ofRequest, ofPitch], guidance }
}

/** And to each of more things of the student's, of one kind. */
export async function moreReviewsOf(
  there: Campus,
  student: Someone,
  subjectType: ReviewSubjectType,
  ids: readonly string[]
): Promise<void> {
  const counselor = await there.counselor()
  const of = { studentId: student.id, counselorId: counselor.id, subjectType }
  await there.run(...ids.flatMap((subjectId) => approvedReviewRows({ id: newId(), subjectId, ...of })))
}
