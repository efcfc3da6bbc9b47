import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  addQuestion,
  hideQuestion,
  retireQuestion,
  showQuestion,
  translateQuestion,
  updateQuestion
} from './change-questions.ts'
import {
  allowedQuestionActions,
  getQuestion,
  getQuestionBank,
  listQuestions,
  versionsOf,
  wordsOf
} from './questions.service.ts'
import type {
  ListQuestionsArgs,
  QuestionFilter,
  QuestionOrderField,
  QuestionRow,
  QuestionVersionRow
} from './questions.types.ts'

/** A question of a list: its versions would be a statement of their own, and stand with the question alone. */
const listedJson =
  (scope: Scope) =>
  ({ texts, locales, ...question }: QuestionRow) => ({
    ...question,
    ...wordsOf({ texts, locales }),
    allowedActions: allowedQuestionActions(scope, { texts, locales, ...question })
  })

const versionJson = ({ texts, locales, questionId: _, ...version }: QuestionVersionRow) => ({
  ...version,
  ...wordsOf({ texts, locales })
})

async function questionJson(scope: Scope, question: QuestionRow) {
  const [versions = []] = await versionsOf(scope, [question])
  return { ...listedJson(scope)(question), versions: versions.map(versionJson) }
}

function listArgs(query: unknown): ListQuestionsArgs {
  const { filter, ...args } = pageArgs<QuestionFilter & { locale?: string }, QuestionOrderField>(query, 'ASC')
  const { locale, ...conditions } = filter
  return { ...args, filter: conditions, ...(locale !== undefined && { locale }) }
}

/** A change of the question in the path, with the body as its input. */
const changeRoute =
  (verb: (scope: Scope, input: never) => Promise<QuestionRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    questionJson(scope, await verb(scope, { ...(body as object), ...(params as object) } as never))

export const routes: Record<string, RouteHandler> = {
  getQuestionBank: async ({ scope, query }) => {
    const { questions, ...bank } = await getQuestionBank(scope, query as never)
    return { ...bank, questions: questions.map(listedJson(scope)) }
  },
  listQuestions: async (request, reply) => {
    const found = await listQuestions(request.scope, listArgs(request.query))
    return sendPage(request, reply, found, listedJson(request.scope))
  },
  getQuestion: async ({ scope, params, query }) => {
    scope.expectSeveralReads()
    return questionJson(scope, await getQuestion(scope, { ...(query as object), ...(params as { id: string }) }))
  },
  addQuestion: async ({ scope, body }, reply) => {
    const added = await addQuestion(scope, body as never)
    reply.code(201).header('location', `/v1/questions/${added.id}`)
    return questionJson(scope, added)
  },
  updateQuestion: changeRoute(updateQuestion),
  translateQuestion: changeRoute(translateQuestion),
  hideQuestion: changeRoute(hideQuestion),
  showQuestion: changeRoute(showQuestion),
  retireQuestion: changeRoute(retireQuestion)
}
