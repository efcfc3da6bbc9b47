import { isOfficial } from '../../actor.ts'
import { inOrder, newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse } from '../../errors.ts'
import { canSeeMeeting } from '../meetings/meetings.policy.ts'
import { checkVersion } from '../state-machine.ts'
import { type Side, sideOf } from './cards.policy.ts'
import { assertMet, isExchanged } from './cards.rules.ts'
import type { ExchangeCardsInput, ExchangeRow, MetAt } from './cards.types.ts'
import {
  exchangeAt,
  exchangeRowsBy,
  lockExchangesOfPair,
  lockMetAt,
  returning,
  withdrawRows
} from './exchanges.queries.ts'

export { isExchanged } from './cards.rules.ts'

/**
 * Agrees to hand over one's card to the other one of a meeting; once both have, each reads the other's whole (S#51).
 * Agreeing again changes nothing.
 * Throws NOT_FOUND, FORBIDDEN for officials, VERSION_CONFLICT, MEETING_NOT_HELD, MEETING_IN_FUTURE before the beginning.
 */
export const exchangeCards = (scope: Scope, { meetingId, expectedVersion }: ExchangeCardsInput): Promise<ExchangeRow> =>
  write(
    scope,
    async (tx, [meetings, exchanges]) => {
      const meeting = seenMeeting(tx, meetings)
      const side = sideOf(tx.actor, meeting)
      const exchange = exchanges?.[0] as unknown as ExchangeRow | undefined
      checkVersion(exchange ?? { version: 0 }, expectedVersion)
      if (exchange && exchange[side] !== null) return exchange
      assertMet(meeting, tx.now)
      return new Last(agreed(tx, meeting, exchange, side), ([row]) => row as unknown as ExchangeRow)
    },
    [lockMetAt(meetingId), exchangeAt(meetingId)]
  )

function seenMeeting(tx: Tx, meetings: Rows | undefined): MetAt {
  const meeting = meetings?.[0] as unknown as MetAt | undefined
  if (!meeting || !canSeeMeeting(tx.actor, meeting)) throw refuse('NOT_FOUND', { path: ['meetingId'] })
  return meeting
}

const nobody = { studentConsentedAt: null, mentorConsentedAt: null }

function agreed(tx: Tx, meeting: MetAt, exchange: ExchangeRow | undefined, side: Side): Sql {
  const id = exchange?.id ?? newId()
  const { id: meetingId, studentId, mentorId } = meeting
  const values = { [side]: tx.now }
  record(
    tx,
    'card_exchange.consented',
    { ...nobody, ...exchange, id, meetingId, studentId, mentorId, ...values },
    values
  )
  if (exchange) return updateRow('card_exchanges', id, values, tx.now, returning)
  const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
  return insertRow('card_exchanges', { id, meetingId, studentId, mentorId, ...values, ...stamps }, returning)
}

/**
 * Takes back what the actor agreed to, at this meeting and at every other with the same person, so that from the next
 * request on neither reads the other's card by any of them. The rest of what the two have stays.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, CARD_NOT_OFFERED.
 */
export const withdrawCardConsent = (
  scope: Scope,
  { meetingId, expectedVersion }: ExchangeCardsInput
): Promise<ExchangeRow> =>
  write(
    scope,
    async (tx, [meetings, exchanges]) => {
      const meeting = seenMeeting(tx, meetings)
      const side = sideOf(tx.actor, meeting)
      const ofPair = (exchanges ?? []) as unknown as ExchangeRow[]
      const exchange = ofPair.find((row) => row.meetingId === meeting.id)
      checkVersion(exchange ?? { version: 0 }, expectedVersion)
      if (!exchange || exchange[side] === null) throw refuse('CARD_NOT_OFFERED', { path: ['meetingId'] })
      const ids: Record<Side, string[]> = { studentConsentedAt: [], mentorConsentedAt: [] }
      for (const row of ofPair) {
        const own = sideOf(tx.actor, row)
        if (row[own] === null) continue
        ids[own].push(row.id)
        record(tx, 'card_exchange.withdrawn', { ...row, [own]: null }, { [own]: null })
      }
      const toResult = (rows: Rows) => rows.find(({ id }) => id === exchange.id) as unknown as ExchangeRow
      return new Last(withdrawRows(ids, tx.now), toResult)
    },
    [lockMetAt(meetingId), lockExchangesOfPair(meetingId)]
  )

type Recorded = Omit<ExchangeRow, 'version' | 'createdAt' | 'updatedAt'>

function record(tx: Tx, action: string, exchange: Recorded, changes: Record<string, unknown>): void {
  const { id: subjectId, meetingId, studentId, mentorId } = exchange
  const payload = { meetingId, studentId, mentorId, isExchanged: isExchanged(exchange) }
  tx.record({ action, subjectType: 'CardExchange', subjectId, changes, payload })
}

// As the meeting itself (S#55).
const visibleExchanges = ({ actor }: Scope): Sql =>
  isOfficial(actor) ? sql`true` : sql`(e.student_id = ${actor.id} or e.mentor_id = ${actor.id})`

/** Exchanges by id in their order; null for what is missing or not for the actor to see. */
export const cardExchangesByIds = async (scope: Scope, ids: readonly string[]): Promise<(ExchangeRow | null)[]> =>
  inOrder(ids, await exchangeRowsBy(scope, visibleExchanges(scope), 'id', ids), (row) => row.id)

/** The exchange of each meeting in their order; null where nobody has agreed, or not for the actor to see. */
export const cardExchangesOf = async (scope: Scope, meetingIds: readonly string[]): Promise<(ExchangeRow | null)[]> =>
  inOrder(
    meetingIds,
    await exchangeRowsBy(scope, visibleExchanges(scope), 'meeting_id', meetingIds),
    (row) => row.meetingId
  )

/** The exchange of one meeting, or null. */
export const findCardExchange = async (
  scope: Scope,
  { meetingId }: { meetingId: string }
): Promise<ExchangeRow | null> => (await cardExchangesOf(scope, [meetingId]))[0] ?? null

/** The same. Throws NOT_FOUND instead. */
export async function getCardExchange(scope: Scope, args: { meetingId: string }): Promise<ExchangeRow> {
  const exchange = await findCardExchange(scope, args)
  if (!exchange) throw refuse('NOT_FOUND', { path: ['id'] })
  return exchange
}
