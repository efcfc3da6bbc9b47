import { newId } from '../../db/ids.ts'
import { campusLocale } from '../../db/locales.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { canonicalLocale } from '../locale.rules.ts'
import { checkVersion } from '../state-machine.ts'
import { mayKeepBank } from './questions.policy.ts'
import { countBankChange, lockBank, lockKept, ownQuestionCount, questionRows } from './questions.queries.ts'
import {
  assertMovable,
  contentAfter,
  isSameContent,
  languageProblems,
  ownQuestionsMax,
  ownRank,
  type QuestionAction,
  questionProblems,
  reworded
} from './questions.rules.ts'
import type {
  AddQuestionInput,
  ById,
  QuestionContent,
  QuestionRow,
  QuestionStatus,
  Texts,
  TranslateQuestionInput,
  UpdateQuestionInput
} from './questions.types.ts'

const nothing = raw('1')

/** A locked question, whether the campus has a row of its own for it, and whether that says something else than is shipped. */
interface Locked {
  question: QuestionRow
  isKept: boolean
  isWorded: boolean
}

function assertMayKeepBank(tx: Tx): void {
  if (!mayKeepBank(tx.actor)) throw refuse('FORBIDDEN', { message: 'Counselors and admins keep the questions.' })
}

/**
 * Adds a question of the campus's own, in the language given or else the campus's; it is shown at once (S#40).
 * Throws FORBIDDEN for all but counselors and admins, INVALID_INPUT, QUESTION_BANK_FULL.
 */
export const addQuestion = (scope: Scope, { locale: given, ...input }: AddQuestionInput): Promise<QuestionRow> =>
  write(
    scope,
    async (tx, [, counts, institutions]) => {
      assertMayKeepBank(tx)
      const locale = canonicalLocale(given ?? (institutions?.[0]?.locale as string), ['locale']) as string
      refuseAll(questionProblems(input))
      if (Number(counts?.[0]?.count) >= ownQuestionsMax) throw refuse('QUESTION_BANK_FULL')
      const none = { types: [], tags: [], balance: input.balance, isMustAsk: false, competency: null, texts: {} }
      const content = contentAfter(none, input, { [locale]: input.text })
      const questionId = newId()
      const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
      const place = { id: questionId, isOwn: true, status: 'SHOWN', rank: input.rank ?? ownRank }
      const row = insertRow('questions', { ...place, number: 1, ...columnsOf(content), ...stamps }, nothing)
      record(tx, 'question.added', questionId, { ...content, rank: place.rank }, { status: 'SHOWN', number: 1 })
      const version = versionRow(questionId, 1, content, tx.actor.id, tx.now)
      return reread(tx, questionId, locale, [row, version, countBankChange(tx.now)])
    },
    [lockBank(), ownQuestionCount(), campusLocale()]
  )

/**
 * Changes a question, the campus's own or a shipped one, which makes a new version of it; lists and old versions keep what
 * they have (S#40). Changing only its place makes none. A shipped one keeps its id and key.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION for what is retired, INVALID_INPUT.
 */
export const updateQuestion = (scope: Scope, input: UpdateQuestionInput): Promise<QuestionRow> =>
  write(scope, (tx, lead) => reword(tx, lead, 'UPDATE', input, reworded), leadOf(scope, input.id))

/**
 * Gives a question its words in one language, or in a regional form of one, as a new version of it; all others stay. Throws as
 * `updateQuestion` does.
 */
export const translateQuestion = (scope: Scope, input: TranslateQuestionInput): Promise<QuestionRow> =>
  write(scope, (tx, lead) => reword(tx, lead, 'TRANSLATE', input, added), leadOf(scope, input.id))

const added = (texts: Texts, locale: string, text: string): Texts => ({ ...texts, [locale]: text })

/** Hides a question, of the campus or shipped, from all but those who keep the bank. Throws as `updateQuestion` does. */
export const hideQuestion = moving('HIDE', 'HIDDEN', 'question.hidden')

/** Shows a question again. Throws as `updateQuestion` does. */
export const showQuestion = moving('SHOW', 'SHOWN', 'question.shown')

/** Retires a question of the campus's own for good; a shipped one can only be hidden. Throws as `updateQuestion` does. */
export const retireQuestion = moving('RETIRE', 'RETIRED', 'question.retired')

function moving(action: QuestionAction, status: QuestionStatus, recorded: string) {
  return (scope: Scope, { id, expectedVersion }: ById): Promise<QuestionRow> =>
    write(
      scope,
      async (tx, lead) => {
        const locked = movable(tx, lead, action, expectedVersion)
        const { status: from, number } = locked.question
        record(tx, recorded, id, { from, status }, { from, status, number })
        return reread(tx, id, null, [keep(tx, locked, { status }), countBankChange(tx.now)])
      },
      leadOf(scope, id)
    )
}

// Read after the lock, to see what others committed who had it before.
const leadOf = ({ actor }: Scope, id: string): Sql[] => [
  lockKept(id),
  questionRows(sql`true`, { locale: null, actorId: actor.id }, [id]),
  campusLocale()
]

function movable(tx: Tx, [kept, rows]: Rows[], action: QuestionAction, expectedVersion?: number | null): Locked {
  const question = rows?.[0] as unknown as QuestionRow | undefined
  if (!question || (question.status !== 'SHOWN' && !mayKeepBank(tx.actor))) throw refuse('NOT_FOUND', { path: ['id'] })
  assertMayKeepBank(tx)
  checkVersion(question, expectedVersion)
  assertMovable(question, action)
  const [row] = kept ?? []
  return { question, isKept: row !== undefined, isWorded: row !== undefined && row.number !== null }
}

async function reword(
  tx: Tx,
  lead: Rows[],
  action: 'UPDATE' | 'TRANSLATE',
  input: UpdateQuestionInput,
  textsAfter: typeof reworded
): Promise<QuestionRow> {
  const locked = movable(tx, lead, action, input.expectedVersion)
  const { question } = locked
  const locale = canonicalLocale(input.locale ?? (lead[2]?.[0]?.locale as string), ['locale']) as string
  const texts = input.text == null ? question.texts : textsAfter(question.texts, locale, input.text)
  const content = contentAfter(question, input, texts)
  refuseAll([...questionProblems(input), ...languageProblems(content.texts)])
  const rank = input.rank ?? question.rank
  const isReworded = !isSameContent(question, content)
  if (!isReworded && rank === question.rank) return question
  const number = question.number + (isReworded ? 1 : 0)
  const recorded = action === 'UPDATE' ? 'question.updated' : 'question.translated'
  record(tx, recorded, question.id, { ...content, rank, number }, { status: question.status, number })
  const change = keep(tx, locked, { rank, ...(isReworded && { number, ...columnsOf(content) }) })
  const versions = isReworded ? versionRows(tx, locked, content) : []
  return reread(tx, question.id, input.text == null ? null : locale, [change, ...versions, countBankChange(tx.now)])
}

// With the first version of its own a campus also keeps what was shipped before, which a release may change.
function versionRows(tx: Tx, { question, isWorded }: Locked, content: QuestionContent): Sql[] {
  const { id, number, createdAt } = question
  const shipped = isWorded ? [] : [versionRow(id, number, question, null, createdAt)]
  return [...shipped, versionRow(id, number + 1, content, tx.actor.id, tx.now)]
}

// Of two first changes of a shipped question at once the second meets the first one's key, and is tried again after it.
function keep(tx: Tx, { question, isKept }: Locked, values: Record<string, unknown>): Sql {
  if (isKept) return updateRow('questions', question.id, values, tx.now, nothing)
  const { id, status, rank, version, createdAt } = question
  const unworded = { isOwn: false, types: [], tags: [] }
  const stamps = { version: version + 1, createdAt, updatedAt: tx.now }
  return insertRow('questions', { id, status, rank, ...unworded, ...stamps, ...values }, nothing)
}

const columnsOf = ({ types, tags, balance, isMustAsk, competency, texts }: QuestionContent) => ({
  ...{ types, tags, balance, isMustAsk, competency },
  texts: JSON.stringify(texts)
})

const versionRow = (id: string, number: number, content: QuestionContent, authorId: string | null, createdAt: string) =>
  insertRow('question_versions', { questionId: id, number, ...columnsOf(content), authorId, createdAt }, nothing)

// Answered in the language that was written in, so that whoever wrote sees their words.
async function reread(tx: Tx, id: string, locale: string | null, changes: Sql[]): Promise<QuestionRow> {
  const question = questionRows(sql`true`, { locale, actorId: tx.actor.id }, [id])
  return (await tx.batch([...changes, question])).at(-1)?.[0] as unknown as QuestionRow
}

function record(tx: Tx, action: string, subjectId: string, changes: object, payload: Record<string, unknown>): void {
  tx.record({ action, subjectType: 'Question', subjectId, changes: { ...changes }, payload })
}
