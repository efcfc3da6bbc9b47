import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'

/** A review that waits, unless it is said to be decided. */
export const reviewRow = (values: Values): Sql =>
  insertRow(
    'reviews',
    {
      subjectType: 'MEETING_REQUEST',
      subjectVersion: 1,
      subjectMark: 'as it was',
      status: 'PENDING',
      message: 'Is it clear?',
      requestedAt: at,
      updatedAt: at,
      version: 1,
      ...values
    },
    ignored
  )

/** A review that was decided by its counselor, with a comment. */
export const approvedReviewRows = (values: Values & { id: string; counselorId: string }): Sql[] => [
  reviewRow({ status: 'APPROVED', decidedAt: at, decidedById: values.counselorId, ...values }),
  insertRow(
    'review_comments',
    { id: newId(), reviewId: values.id, authorId: values.counselorId, text: 'Send it.', createdAt: at },
    ignored
  )
]

/** An item of a campus's own, with a wording. */
export const guidanceRows = (id: string, authorId: string, text: string, values: Values = {}): Sql[] => [
  insertRow(
    'guidance_items',
    {
      id,
      kind: 'DO',
      stage: 'ASKING',
      interviewType: 'COMPANY_INSIDER',
      origin: 'CAMPUS',
      rank: 1000,
      status: 'SHOWN',
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...values
    },
    ignored
  ),
  insertRow('guidance_texts', { itemId: id, locale: 'en', number: 1, text, authorId, createdAt: at }, ignored)
]
