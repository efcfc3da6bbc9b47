import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

// Rows in which every column that may stay empty has a value, so that what somebody reads as empty is kept from them.

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const later = '2026-02-20T10:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

export const doneByMail = { status: 'DONE_ON_TIME', doneAt: later, channel: 'MAIL', remindedAt: at }
export const doneLate = { status: 'DONE_LATE', doneAt: '2026-02-20T11:00:00.000Z', channel: 'ELSEWHERE' }
export const letGo = { status: 'WAIVED', waiveCause: 'OWNER', waiveReason: 'We talk every day.' }

/** Thanks that are owed, unless said otherwise. */
export const followUpRow = (values: Values): Sql =>
  insertRow('follow_ups', { kind: 'THANK_YOU', status: 'PENDING', dueAt: later, ...stamps, ...values }, ignored)

export const followUpMailRow = (values: Values): Sql =>
  insertRow(
    'follow_up_mails',
    {
      subject: 'Thank you',
      text: 'I have begun to read.',
      state: 'SENT',
      attempts: 1,
      dueAt: at,
      settledAt: later,
      createdAt: at,
      ...values
    },
    ignored
  )

export const reported = { status: 'REPORTED', reportedBackAt: later, reportNote: 'It helped.', remindedAt: at }

/** An open promise, unless said otherwise. */
export const commitmentRow = (values: Values): Sql =>
  insertRow(
    'commitments',
    {
      text: 'Read the book.',
      dueOn: '2026-02-27',
      remindAt: '2026-02-27T14:00:00.000Z',
      overdueAt: '2026-02-28T06:00:00.000Z',
      status: 'OPEN',
      ...stamps,
      ...values
    },
    ignored
  )
