import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { draft } from '../requests/sent-request.ts'

/** Ids of shipped questions, which are the same at every campus. */
export const shipped = {
  whyEnter: '019ac000-0000-7000-8001-000000000001',
  typicalDay: '019ac000-0000-7000-8001-000000000002',
  likeBest: '019ac000-0000-7000-8001-000000000005',
  resources: '019ac000-0000-7000-8001-000000000008',
  projects: '019ac000-0000-7000-8001-000000000022'
}

export const listFields = `questionList { id version bankVersion budget { allowed used } balance { personal career } allowedActions
  warnings { code message } items { id text locale question { id number text } questionNumber balance isMustAsk followUpOf { id } notes version } }`

export interface Asking {
  student: Someone
  mentor: Someone
  id: string
}

/** A drafted request of half an hour. */
export async function drafted(app: TestApp, home: Campus, asker?: Someone, more: object = {}): Promise<Asking> {
  const [student, mentor] = [asker ?? (await home.student()), await home.mentor()]
  const input = { mentorId: mentor.id, ...draft, ...more }
  const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
  return { student, mentor, id: meetingRequest.id }
}

/** The same, with these questions. */
export async function withQuestions(app: TestApp, home: Campus, items: object[], asker?: Someone) {
  const asking = await drafted(app, home, asker)
  const input = { requestId: asking.id, items }
  const { questionList, problems } = await mutate(app, asking.student, 'createQuestionList', input, listFields)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return { ...asking, list: questionList }
}

/** So many questions of one's own. */
export const ownQuestions = (count: number) => Array.from({ length: count }, (_, n) => ({ text: `Question ${n + 1}?` }))
