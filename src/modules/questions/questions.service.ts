import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { canonicalLocale } from '../locale.rules.ts'
import { mayKeepBank, visibleQuestions } from './questions.policy.ts'
import { bankRows, bankVersion, questionPage, questionRows, versionRows } from './questions.queries.ts'
import { inBestLanguage, type QuestionAction, questionActions } from './questions.rules.ts'
import type {
  InterviewType,
  ListQuestionsArgs,
  QuestionBank,
  QuestionRow,
  QuestionVersionRow,
  Texts
} from './questions.types.ts'

interface FindArgs {
  id: string
  locale?: string | null
}

/**
 * What students of the campus see for a type of interview, in order, with the version of the bank (S#40, S#41). Each question
 * in the language asked for, or the actor's own; else the campus's, else English; it says which.
 * Throws INVALID_INPUT for a locale that is none.
 */
export async function getQuestionBank(
  scope: Scope,
  { type, locale }: { type: InterviewType; locale?: string | null }
): Promise<QuestionBank> {
  const reading = { locale: canonicalLocale(locale, ['locale']), actorId: scope.actor.id }
  const [questions, [found]] = await Promise.all([
    bankRows(scope, reading, type),
    scope.rows<{ version: number }>(bankVersion())
  ])
  return { type, version: found?.version ?? 1, questions }
}

/**
 * The questions of the campus, in the order in which they are to be asked unless ordered otherwise; at most 100 a page. What
 * is hidden or retired, only to those who keep the bank and ask for it.
 * Throws INVALID_INPUT for a locale that is none, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listQuestions(scope: Scope, args: ListQuestionsArgs): Promise<Connection<QuestionRow>> {
  const reading = { locale: canonicalLocale(args.locale, ['locale']), actorId: scope.actor.id }
  const order = args.orderBy ?? { field: 'RANK', direction: 'ASC' }
  return questionPage(scope, visibleQuestions(scope.actor), reading, { filter: args.filter ?? {}, order, args })
}

/** Questions by id in their order; null for what is missing or not for the actor to see. */
export async function questionsByIds(
  scope: Scope,
  ids: readonly (string | null)[],
  locale: string | null = null
): Promise<(QuestionRow | null)[]> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return ids.map(() => null)
  const reading = { locale, actorId: scope.actor.id }
  const rows = await scope.rows<QuestionRow>(questionRows(visibleQuestions(scope.actor), reading, known))
  return inOrder(ids, rows, ({ id }) => id)
}

/** One question, or null. Throws INVALID_INPUT for a locale that is none. */
export async function findQuestion(scope: Scope, { id, locale }: FindArgs): Promise<QuestionRow | null> {
  return (await questionsByIds(scope, [id], canonicalLocale(locale, ['locale'])))[0] ?? null
}

/** One question. Throws NOT_FOUND, INVALID_INPUT. */
export async function getQuestion(scope: Scope, args: FindArgs): Promise<QuestionRow> {
  const question = await findQuestion(scope, args)
  if (!question) throw refuse('NOT_FOUND', { path: ['id'] })
  return question
}

/** The last 50 versions of each of these questions, latest first; who made them is told to those who keep the bank. */
export async function versionsOf(scope: Scope, questions: readonly QuestionRow[]): Promise<QuestionVersionRow[][]> {
  const ids = questions.map(({ id }) => id)
  const rows = await versionRows(scope, ids)
  const isKeeper = mayKeepBank(scope.actor)
  const told = rows.map((row) => ({ ...row, authorId: isKeeper ? row.authorId : null, locales: [] as string[] }))
  const groups = groupedBy(ids, told, ({ questionId }) => questionId)
  questions.forEach(({ locales }, index) => {
    for (const version of groups[index] ?? []) version.locales = locales
  })
  return groups
}

/** A question, or a version of one, in the best language there is for whoever reads, and in all of them. */
export function wordsOf({ texts, locales }: { texts: Texts; locales: readonly string[] }) {
  const translations = Object.entries(texts).map(([locale, text]) => ({ locale, text }))
  return {
    ...inBestLanguage(texts, locales),
    translations: translations.sort((a, b) => (a.locale < b.locale ? -1 : 1))
  }
}

/** The moves that the actor may make with a question now. */
export const allowedQuestionActions = (scope: Scope, question: QuestionRow): QuestionAction[] =>
  mayKeepBank(scope.actor) ? questionActions(question) : []
