import { type Problem, problem, refuse } from '../../errors.ts'
import { emailProblems } from '../people/value.rules.ts'
import { textProblems } from '../text.rules.ts'
import { urlProblems } from '../url.rules.ts'
import type { CardFields, CardRow, ContactCard, ExchangeRow, MetAt } from './cards.types.ts'

const lines = { displayName: 200, title: 200, organization: 200, phone: 40 } as const
const noteMax = 500

const fieldNames = ['displayName', 'title', 'organization', 'phone', 'email', 'url', 'note'] as const

const lineProblems = (value: string | null | undefined, name: keyof typeof lines): Problem[] =>
  /[\r\n]/.test(value ?? '')
    ? [problem('INVALID_INPUT', { path: [name], message: 'The text has to be one line.' })]
    : textProblems(value, [name], lines[name], 1)

/** What is wrong with the fields of a card as far as they are given. */
export const cardProblems = (fields: CardFields): Problem[] => [
  ...(Object.keys(lines) as (keyof typeof lines)[]).flatMap((name) => lineProblems(fields[name], name)),
  ...textProblems(fields.email, ['email'], 254),
  ...emailProblems(fields.email, ['email']),
  ...urlProblems(fields.url, ['url'], ['http', 'https']),
  ...textProblems(fields.note, ['note'], noteMax, 1)
]

/** What of the fields that are given differs from a card; from none, what is not empty. */
export function changesOf(card: CardFields | null, fields: CardFields): Partial<CardRow> {
  const changed = fieldNames.filter((name) => fields[name] !== undefined && fields[name] !== (card?.[name] ?? null))
  return Object.fromEntries(changed.map((name) => [name, fields[name]]))
}

/**
 * A card as its reader sees it: how to reach the person, and their note, only where it is shared; with the person's own
 * name when the card bears no other.
 */
export function cardAsSeen(row: CardRow): ContactCard {
  const displayName = row.displayName ?? `${row.givenName} ${row.familyName}`
  return row.isShared
    ? { ...row, displayName }
    : { ...row, displayName, phone: null, email: null, url: null, note: null }
}

/** Whether both have agreed. */
export const isExchanged = (exchange: Pick<ExchangeRow, 'studentConsentedAt' | 'mentorConsentedAt'>): boolean =>
  exchange.studentConsentedAt !== null && exchange.mentorConsentedAt !== null

/**
 * Cards are exchanged when people meet (S#51): from the planned beginning on, or once the meeting is said to have taken
 * place. Throws MEETING_NOT_HELD, MEETING_IN_FUTURE.
 */
export function assertMet({ status, startsAt }: MetAt, now: string): void {
  if (status === 'CANCELLED' || status === 'NO_SHOW') throw refuse('MEETING_NOT_HELD', { path: ['meetingId'] })
  if (status === 'SCHEDULED' && startsAt > now) throw refuse('MEETING_IN_FUTURE', { path: ['meetingId'] })
}
