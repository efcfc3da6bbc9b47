import { ownQuestions, withQuestions } from '../modules/questions/prepared-questions.ts'
import { asked } from '../modules/reviews/reviewed.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Every change of guidance and reviews, so that each of its statements has been sent. */
export async function reviewEverything(app: TestApp, home: Campus): Promise<void> {
  const counselor = await home.counselor()
  const change = (name: string, input: object, fields = '') => mutate(app, counselor, name, input, fields)
  const own = { kind: 'DO', stage: 'MEETING', text: 'Listen.' }
  const { guidanceItem } = await change('addGuidanceItem', own, 'guidanceItem { id }')
  for (const id of [guidanceItem.id, '019ac000-0000-7000-8000-000000000051']) {
    await change('reviseGuidanceItem', { id, locale: 'es', text: 'Escucha.' })
    await change('hideGuidanceItem', { id })
    await change('showGuidanceItem', { id })
    await rest(app, counselor, 'GET', `/v1/guidance-items/${id}`)
  }
  await change('retireGuidanceItem', { id: guidanceItem.id })
  const { student, id: requestId, reviewId } = await asked(app, home)
  await mutate(app, student, 'addReviewComment', { id: reviewId, text: 'Please.' }, '')
  await change('returnReview', { id: reviewId, comment: 'Shorter.' })
  for (const verb of ['approveReview', 'withdrawReview']) {
    const { student: owner, reviewId: id } = await asked(app, home, { counselorId: counselor.id })
    await mutate(app, verb === 'approveReview' ? counselor : owner, verb, { id }, '')
  }
  const { explorationPlan } = await mutate(app, student, 'startExplorationPlan', {}, 'explorationPlan { id }')
  const plan = { subjectType: 'EXPLORATION_PLAN', subjectId: explorationPlan.id }
  await mutate(app, student, 'requestReview', plan, '')
  const asking = await withQuestions(app, home, ownQuestions(1), student)
  const list = { subjectType: 'QUESTION_LIST', subjectId: asking.list.id }
  await mutate(app, student, 'requestReview', list, '')
  await rest(app, counselor, 'GET', `/v1/reviews/${reviewId}/comments?totalCount=true`)
  await rest(app, counselor, 'GET', `/v1/reviews?status=PENDING&isForAnybody=true&counselorId=${counselor.id}`)
  const latest = '{ review { status subject { id } comments { totalCount nodes { author { id } } } } }'
  await graphql(app, student, `{ meetingRequest(id: "${requestId}") ${latest} }`)
}
