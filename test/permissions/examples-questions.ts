import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { requestRow, sent } from './filled.ts'
import { listRows, questionRows } from './filled-questions.ts'

const ofRequest = ({ requests }: Cast) => ({ requestId: requests[1] })

const onQuestion = (more: Arguments = {}, values: Arguments = {}) =>
  change('campus', async ({ there }) => {
    const id = newId()
    await there.run(...questionRows(id, (await there.counselor()).id, 'Why them?', values))
    return { id, ...more }
  })

/** A request that was sent between people of the cast, as far as they must be these. */
async function freshRequest({ there, student, mentor, isMentor }: Cast) {
  const requestId = newId()
  const studentId = isMentor ? (await there.student()).id : student.id
  const mentorId = isMentor ? mentor.id : (await there.mentor()).id
  await there.run(requestRow({ id: requestId, studentId, mentorId, status: 'SENT', ...sent }))
  return { requestId, studentId, mentorId }
}

async function freshList(cast: Cast) {
  const request = await freshRequest(cast)
  const itemId = newId()
  await cast.there.run(...listRows({ id: newId(), ...request }, cast.question, 'Why them?', itemId))
  return { ...request, itemId }
}

const onRequest = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ requestId: (await freshRequest(cast)).requestId, ...more }))

/** For every operation of question banks and question lists a call. */
export const questionQueries: Record<string, Example> = {
  questionBank: example('anybody', () => ({ type: 'CAREER_EXPLORATION' })),
  question: example('campus', ({ question }) => ({ id: question })),
  questions: none,
  questionList: example('conversation', ofRequest),
  questionLists: none,
  questionComments: example('conversation', ofRequest)
}

export const questionMutations: Record<string, Example> = {
  addQuestion: change('anybody', () => ({ text: 'Why?', types: ['HIRING_MANAGER'], balance: 'CAREER' })),
  updateQuestion: onQuestion({ text: 'Why not?' }),
  translateQuestion: onQuestion({ locale: 'fr', text: 'Pourquoi ?' }),
  hideQuestion: onQuestion(),
  showQuestion: onQuestion({}, { status: 'HIDDEN' }),
  retireQuestion: onQuestion(),
  createQuestionList: onRequest({ items: [{ text: 'Why?' }] }),
  setQuestionList: onRequest({ items: [{ text: 'Why?' }] }),
  addQuestionItem: onRequest({ text: 'Why?' }),
  copyQuestionList: change('conversation', async (cast) => {
    const { requestId: toRequestId, studentId } = await freshRequest(cast)
    const from = { requestId: newId(), studentId, mentorId: (await cast.there.mentor()).id }
    await cast.there.run(
      requestRow({ id: from.requestId, studentId, mentorId: from.mentorId, status: 'DRAFT' }),
      ...listRows({ id: newId(), ...from }, cast.question, 'Why them?')
    )
    return { toRequestId, fromRequestId: from.requestId }
  }),
  recordAnswer: change('conversation', async (cast) => ({ id: (await freshList(cast)).itemId, notes: 'Because.' })),
  commentOnQuestionList: change('conversation', async (cast) => ({
    requestId: (await freshList(cast)).requestId,
    text: 'Ask more.'
  }))
}
