import { type Problem, problem, refuse } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import type { QuestionContent, QuestionRow, QuestionStatus, Texts, UpdateQuestionInput } from './questions.types.ts'

export type QuestionAction = 'UPDATE' | 'TRANSLATE' | 'HIDE' | 'SHOW' | 'RETIRE'

type State = Pick<QuestionRow, 'status' | 'origin'>

const moves: Readonly<Record<QuestionStatus, readonly QuestionAction[]>> = {
  SHOWN: ['UPDATE', 'TRANSLATE', 'HIDE', 'RETIRE'],
  HIDDEN: ['UPDATE', 'TRANSLATE', 'SHOW', 'RETIRE'],
  RETIRED: []
}

/** The moves that there are for those who keep the bank. What was shipped can be hidden, but is not a campus's to retire. */
export const questionActions = ({ status, origin }: State): QuestionAction[] =>
  moves[status].filter((action) => action !== 'RETIRE' || origin === 'CAMPUS')

/** Throws INVALID_TRANSITION with the moves that are allowed. */
export function assertMovable(question: State, action: QuestionAction): void {
  const allowed = questionActions(question)
  if (allowed.includes(action)) return
  const isShipped = action === 'RETIRE' && question.status !== 'RETIRED'
  const why = isShipped ? 'What is shipped can be hidden, not retired.' : `The question is ${question.status} now.`
  throw refuse('INVALID_TRANSITION', { message: why, allowed })
}

/**
 * A question in the best language there is: the first wish that it has, where a language alone also takes a regional form
 * of it; else whichever there is.
 */
export function inBestLanguage(texts: Texts, wishes: readonly string[]): { locale: string; text: string } {
  const known = Object.keys(texts).sort()
  const found = wishes.map(
    (wish) => known.find((locale) => locale === wish) ?? known.find((locale) => locale.startsWith(`${wish}-`))
  )
  const locale = found.find((one) => one !== undefined) ?? (known[0] as string)
  return { locale, text: texts[locale] as string }
}

export const questionTextMax = 300
const languagesMax = 50
const rankMax = 10_000
/** Where a campus's own question stands unless it says so: after all shipped ones but the last, which closes. */
export const ownRank = 500
/** How many questions of its own a campus has at most, so that a bank can be read at once. */
export const ownQuestionsMax = 100

type Given = Omit<UpdateQuestionInput, 'id'>

/** What is wrong with a question's words and place: no text, no type, a rank out of bounds. */
export function questionProblems({ text, types, rank }: Given): Problem[] {
  const invalid = (field: string, message: string) => [problem('INVALID_INPUT', { path: [field], message })]
  return [
    ...textProblems(text, ['text'], questionTextMax, 1),
    ...(types?.length === 0 ? invalid('types', 'A question is for one type of interview at least.') : []),
    ...(rank != null && (rank < 0 || rank > rankMax) ? invalid('rank', `The rank is from 0 to ${rankMax}.`) : [])
  ]
}

/** Says that a question has as many languages as it can have. */
export const languageProblems = (texts: Texts): Problem[] =>
  Object.keys(texts).length <= languagesMax
    ? []
    : [problem('INVALID_INPUT', { path: ['locale'], message: `A question has at most ${languagesMax} languages.` })]

/** New words take the place of all there are in the same language, or a reader of a regional form would get the old ones. */
export function reworded(texts: Texts, locale: string, text: string): Texts {
  const language = locale.split('-')[0]
  const others = Object.entries(texts).filter(([known]) => known.split('-')[0] !== language)
  return Object.fromEntries([...others, [locale, text]])
}

/** What a question says once this is changed of it; what is left out stays. */
export function contentAfter(before: QuestionContent, input: Given, textsAfter: Texts): QuestionContent {
  const { types, tags, balance, isMustAsk, competency } = before
  return {
    types: input.types ? [...new Set(input.types)] : types,
    tags: input.tags ? [...new Set(input.tags)] : tags,
    balance: input.balance ?? balance,
    isMustAsk: input.isMustAsk ?? isMustAsk,
    competency: input.competency === undefined ? competency : input.competency,
    texts: textsAfter
  }
}

/** Whether two versions of a question say the same. */
export function isSameContent(one: QuestionContent, other: QuestionContent): boolean {
  const told = ({ types, tags, balance, isMustAsk, competency, texts }: QuestionContent) =>
    JSON.stringify([types, tags, balance, isMustAsk, competency, Object.entries(texts).sort()])
  return told(one) === told(other)
}
