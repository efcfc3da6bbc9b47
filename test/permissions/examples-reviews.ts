import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { requestRow } from './filled.ts'
import { guidanceRows, reviewRow } from './filled-reviews.ts'

async function freshDraft({ there, student }: Cast): Promise<string> {
  const id = newId()
  await there.run(requestRow({ id, studentId: student.id, mentorId: (await there.mentor()).id, status: 'DRAFT' }))
  return id
}

const onReview = (more: Arguments = {}) =>
  change('conversation', async (cast) => {
    const id = newId()
    await cast.there.run(reviewRow({ id, studentId: cast.student.id, subjectId: await freshDraft(cast) }))
    return { id, ...more }
  })

const onGuidance = (more: Arguments = {}, values: Arguments = {}) =>
  change('campus', async ({ there }) => {
    const id = newId()
    await there.run(...guidanceRows(id, (await there.counselor()).id, 'Ask early.', values))
    return { id, ...more }
  })

/** For every operation of guidance and reviews a call. */
export const reviewQueries: Record<string, Example> = {
  guidanceItem: example('campus', ({ guidance }) => ({ id: guidance })),
  guidanceItems: none,
  review: example('conversation', ({ reviews }) => ({ id: reviews[0] })),
  reviews: none,
  reviewComments: example('conversation', ({ reviews }) => ({ id: reviews[0] }))
}

export const reviewMutations: Record<string, Example> = {
  addGuidanceItem: change('anybody', () => ({ kind: 'TIP', stage: 'MEETING', text: 'Speak slowly.' })),
  reviseGuidanceItem: onGuidance({ locale: 'en', text: 'Ask very early.' }),
  hideGuidanceItem: onGuidance(),
  showGuidanceItem: onGuidance({}, { status: 'HIDDEN' }),
  retireGuidanceItem: onGuidance(),
  requestReview: change('conversation', async (cast) => ({
    subjectType: 'MEETING_REQUEST',
    subjectId: await freshDraft(cast)
  })),
  approveReview: onReview(),
  returnReview: onReview({ comment: 'Why this mentor?' }),
  withdrawReview: onReview(),
  addReviewComment: onReview({ text: 'Shorter, please.' })
}
