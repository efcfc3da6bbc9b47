import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A question of a campus's own, with its version; of hiring managers unless it is said, so that no list lacks it. */
export function questionRows(id: string, authorId: string, text: string, values: Values = {}): Sql[] {
  const content = {
    types: ['HIRING_MANAGER'],
    tags: ['HIRING'],
    balance: 'CAREER',
    isMustAsk: false,
    competency: 'LEADERSHIP',
    texts: JSON.stringify({ en: text })
  }
  return [
    insertRow(
      'questions',
      { id, isOwn: true, status: 'SHOWN', rank: 500, number: 1, ...content, ...stamps, ...values },
      ignored
    ),
    insertRow('question_versions', { questionId: id, number: 1, ...content, authorId, createdAt: at }, ignored)
  ]
}

export interface ListSeed {
  id: string
  requestId: string
  studentId: string
  mentorId: string
}

/** A list in which nothing is empty: a question of the bank with notes, one that follows it up, and a comment on that. */
export function listRows(list: ListSeed, questionId: string, text: string, itemId = newId()): Sql[] {
  const followUp = newId()
  const item = { listId: list.id, text, balance: 'CAREER', isMustAsk: false, notes: text, answeredAt: at, ...stamps }
  const taken = { locale: 'en', questionId, questionNumber: 1 }
  const comment = { listId: list.id, itemId: followUp, itemText: text, authorId: list.mentorId, text, createdAt: at }
  return [
    insertRow('question_lists', { ...list, bankVersion: 1, ...stamps }, ignored),
    insertRow('question_items', { id: itemId, ordinal: 1, ...item, ...taken }, ignored),
    insertRow(
      'question_items',
      { id: followUp, ordinal: 2, ...item, balance: 'PERSONAL', followUpOfId: itemId },
      ignored
    ),
    insertRow('question_comments', { id: newId(), ...comment }, ignored)
  ]
}
