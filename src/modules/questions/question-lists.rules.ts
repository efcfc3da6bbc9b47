import { newId } from '../../db/ids.ts'
import { type Problem, problem } from '../../errors.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { textProblems } from '../text.rules.ts'
import { isClosed } from './question-lists.policy.ts'
import type { ItemContent, QuestionItemInput, QuestionListRow, QuestionListWarning } from './question-lists.types.ts'
import { inBestLanguage, questionTextMax } from './questions.rules.ts'
import type { QuestionRow } from './questions.types.ts'

/** How many questions a list has at most, whatever the time: more is no conversation. */
export const itemsMax = 50

/** As many questions as the minutes of a conversation leave room for, one at least (S#44). */
export const questionsAllowed = (durationMinutes: number, minutesPerQuestion: number): number =>
  Math.max(1, Math.floor(durationMinutes / minutesPerQuestion))

type Listed = Pick<
  QuestionListRow,
  'durationMinutes' | 'minutesPerQuestion' | 'figures' | 'isMustAskMissing' | 'requestStatus' | 'meetingStatus'
>

/** How many questions there are, and how many the time allows (S#44). */
export const budgetOf = ({ durationMinutes, minutesPerQuestion, figures }: Listed) => ({
  allowed: questionsAllowed(durationMinutes, minutesPerQuestion),
  used: figures.items
})

/** How the questions are spread between the person and the career: a healthy mix has both (S#45). */
export const balanceOf = ({ figures: { personal, career } }: Listed) => ({ personal, career })

/**
 * What the student may want to change before they meet: an interrogation leaves no room for talk (S#44), and what else to
 * read and whom else to ask is the question not to forget (S#42).
 */
export function warningsOf(list: Listed): QuestionListWarning[] {
  if (isClosed(list) || (list.meetingStatus !== null && list.meetingStatus !== 'SCHEDULED')) return []
  const { allowed, used } = budgetOf(list)
  const tooFull = `${list.durationMinutes} minutes have room for ${allowed} questions; there are ${used}.`
  const missing = 'A question that your career center asks everybody to ask is missing.'
  return [
    ...(used > allowed ? [warning('AGENDA_TOO_FULL', tooFull)] : []),
    ...(list.isMustAskMissing ? [warning('MUST_ASK_MISSING', missing)] : [])
  ]
}

const warning = (code: QuestionListWarning['code'], message: string): QuestionListWarning => ({ code, message })

type Path = readonly (string | number)[]

export interface Agenda {
  durationMinutes: number
  before: number
  after: number
  hasTakenPlace: boolean
  /** Where the questions stand in the input. */
  path: Path
}

/**
 * Refuses more questions than the time allows, where the campus says so (S#44): not fewer ones than there were, and not
 * what is noted once the conversation has taken place.
 */
export function agendaProblems(agenda: Agenda, { questions }: InstitutionPolicy): Problem[] {
  const { durationMinutes, before, after, hasTakenPlace, path } = agenda
  const allowed = questionsAllowed(durationMinutes, questions.minutesPerQuestion)
  if (!questions.isBudgetHard || hasTakenPlace || after <= allowed || after <= before) return []
  const message = `${durationMinutes} minutes have room for ${allowed} questions.`
  return [problem('AGENDA_TOO_FULL', { path, message })]
}

/** What a list is made from: what is on it, and the questions that may be taken. */
export interface Sources {
  current: readonly ItemContent[]
  bank: readonly QuestionRow[]
}

/** Where a whole list stands in the input, and where each of its items does. */
export const wholeList = { list: ['items'] as Path, item: (index: number): Path => ['items', index] }

/** The items of a list as it is to be, or what is wrong with them. */
export function planItems(
  inputs: readonly QuestionItemInput[],
  sources: Sources,
  paths: typeof wholeList
): { items: ItemContent[]; problems: Problem[] } {
  if (inputs.length > itemsMax) {
    const message = `A list has at most ${itemsMax} questions.`
    return { items: [], problems: [problem('INVALID_INPUT', { path: paths.list, message })] }
  }
  const problems: Problem[] = []
  const items: ItemContent[] = []
  inputs.forEach((input, index) => {
    const planned = planItem(input, sources, paths.item(index))
    const followUp = followUpOf(input, planned.item, items, paths.item(index))
    problems.push(...planned.problems, ...followUp.problems, ...repeated(planned.item, items, paths.item(index)))
    items.push({ ...planned.item, followUpOfId: followUp.id })
  })
  return { items, problems }
}

const blank: Omit<ItemContent, 'id'> = {
  questionId: null,
  questionNumber: null,
  text: '',
  locale: null,
  balance: null,
  isMustAsk: false,
  followUpOfId: null
}

function planItem(input: QuestionItemInput, { current, bank }: Sources, path: Path) {
  const { id, questionId, text, balance } = input
  const problems = textProblems(text, [...path, 'text'], questionTextMax, 1)
  const item = { id: newId(), ...blank }
  const refused = (...more: Problem[]) => ({ item, problems: [...problems, ...more] })
  if (id != null && questionId != null)
    return refused(problem('INVALID_INPUT', { path, message: 'Give either id or questionId.' }))
  if (id == null && questionId == null && text == null)
    return refused(problem('INVALID_INPUT', { path, message: 'Give id, questionId or text.' }))
  const found = id != null ? current.find((one) => one.id === id.toLowerCase()) : taken(questionId, bank, item)
  if (!found && id != null) return refused(problem('NOT_FOUND', { path: [...path, 'id'] }))
  if (!found && questionId != null) return refused(problem('UNKNOWN_QUESTION', { path: [...path, 'questionId'] }))
  const from = found ?? item
  const words = text == null || text === from.text ? {} : { text, locale: null }
  return { item: { ...from, ...words, ...(balance !== undefined && { balance }) }, problems }
}

/** A question of the bank as an item: in its words of now, which stay with it (S#40). */
function taken(questionId: string | null | undefined, bank: readonly QuestionRow[], item: ItemContent) {
  const question = bank.find(({ id }) => id === questionId?.toLowerCase())
  if (!question) return undefined
  const { number, balance, isMustAsk, texts, locales } = question
  const words = inBestLanguage(texts, locales)
  return { ...item, questionId: question.id, questionNumber: number, balance, isMustAsk, ...words }
}

// Only on what stands before it, so that no question follows itself up by a detour (S#48).
function followUpOf(
  { followUpOf: place }: QuestionItemInput,
  item: ItemContent,
  before: readonly ItemContent[],
  path: Path
): { id: string | null; problems: Problem[] } {
  if (place == null) {
    const isKept = place === undefined && before.some(({ id }) => id === item.followUpOfId)
    return { id: isKept ? item.followUpOfId : null, problems: [] }
  }
  const parent = before[place]
  if (parent) return { id: parent.id, problems: [] }
  const message = 'A question follows up one that stands before it in the list.'
  return { id: null, problems: [problem('INVALID_INPUT', { path: [...path, 'followUpOf'], message })] }
}

function repeated(item: ItemContent, before: readonly ItemContent[], path: Path): Problem[] {
  const isThere = before.some(
    ({ id, questionId }) => id === item.id || (questionId !== null && questionId === item.questionId)
  )
  return isThere ? [problem('INVALID_INPUT', { path, message: 'The question is on the list already.' })] : []
}

/** The items of another list as new ones: same words, same order, without notes (S#39). */
export function copied(items: readonly ItemContent[]): ItemContent[] {
  const ids = new Map(items.map(({ id }) => [id, newId()]))
  return items.map((item) => ({
    ...item,
    id: ids.get(item.id) as string,
    followUpOfId: (item.followUpOfId && ids.get(item.followUpOfId)) ?? null
  }))
}

/** Whether two lists say the same in the same order. */
export function isSameList(one: readonly ItemContent[], other: readonly ItemContent[]): boolean {
  const told = (items: readonly ItemContent[]) =>
    JSON.stringify(items.map(({ id, text, balance, followUpOfId }) => [id, text, balance, followUpOfId]))
  return told(one) === told(other)
}
