import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { listRows, questionRows } from './filled-questions.ts'

export interface Questions {
  /** A question of the campus's own. */
  question: string
  /** The list of the cast's request that is sent, and of one that is not, with an item of each. */
  questionLists: string[]
}

/** What a cast's student means to ask its mentor, and a question of the campus's own. */
export async function questionsOf(
  there: Campus,
  { student, mentor }: { student: Someone; mentor: Someone },
  requestIds: readonly string[]
): Promise<Questions> {
  const question = newId()
  await there.run(...questionRows(question, (await there.counselor()).id, 'Whom did you hire last?'))
  const of = { studentId: student.id, mentorId: mentor.id }
  const lists = requestIds.map((requestId) => ({ id: newId(), requestId, ...of }))
  for (const list of lists) await there.run(...listRows(list, question, 'Why them?'))
  return { question, questionLists: lists.map(({ id }) => id) }
}
