import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { checkVersion } from '../state-machine.ts'
import { sideOf, visibleCheckIns } from './accountability.policy.ts'
import { otherSide, personOn } from './accountability.rules.ts'
import type { PairRow, Side } from './accountability.types.ts'
import { movablePair, moved, pairFor } from './change-pairs.service.ts'
import { checkInPage, checkInRows, lockCheckIn, returning, saidLately } from './check-ins.queries.ts'
import { reactionProblems, saidProblems } from './check-ins.rules.ts'
import type { CheckInFilter, CheckInRow, LogCheckInInput, ReactInput, Said, SaidOfDay } from './check-ins.types.ts'
import { endOfLocalDay, localDay } from './local-days.rules.ts'
import { lockPairOfCheckIn, type PairKey } from './pairs.queries.ts'
import { ownerOfStep } from './small-steps.queries.ts'

interface Standing {
  pair: PairRow
  side: Side
}

const dayMinutes = 24 * 60
// No zone's present day began longer ago, wherever its person has travelled since.
const latelyMinutes = 3 * dayMinutes

/** What the two of a pair have said lately, after its lock: whoever checks in twice at once finds the first. */
export const latelySaid = (scope: Scope, pair: PairKey) =>
  saidLately(pair, addMinutes(scope.clock.now(), -latelyMinutes))

/** A check-in of one side, for its present day. */
export async function said(
  tx: Tx,
  { pair, side }: Standing,
  input: Said,
  { lately, owners }: { lately: Rows | undefined; owners?: Rows | undefined }
): Promise<Last<CheckInRow>> {
  refuseAll(saidProblems(input, owners !== undefined))
  const { kind, smallStep = null } = input
  const timeZone = (side === 'INVITER' ? pair.inviterTimeZone : pair.partnerTimeZone) as string
  const onDate = localDay(tx.now, timeZone)
  const before = ((lately ?? []) as unknown as SaidOfDay[]).filter(
    (one) => one.side === side && String(one.onDate) === onDate
  )
  if (before.some((one) => one.kind === kind)) throw refuse('ALREADY_CHECKED_IN', { path: ['kind'] })
  if (kind === 'COMPLETION' && before.length === 0) throw refuse('INTENTION_MISSING', { path: ['kind'] })
  if (smallStep && owners?.[0]?.ownerId !== tx.actor.id) throw refuse('NOT_FOUND', { path: ['smallStep', 'id'] })
  const row = {
    ...{ id: newId(), pairId: pair.id, side, kind, onDate, text: input.text ?? null },
    ...{ isDone: kind === 'COMPLETION' ? (input.isDone ?? true) : null, isAutomatic: false },
    ...{ linkedType: smallStep?.type, linkedId: smallStep?.id, dayEndsAt: endOfLocalDay(tx.now, timeZone) },
    ...{ version: 1, createdAt: tx.now, updatedAt: tx.now }
  }
  recordCheckIn(tx, 'check_in.made', pair, row as unknown as CheckInRow)
  return asLast(pair, insertRow('check_ins', row, returning))
}

/** Records what happened to a check-in: ids and states, for whom it is and no word of it. `by` is the side that did it. */
export function recordCheckIn(
  tx: Tx,
  action: string,
  pair: Pick<PairRow, 'inviterId' | 'partnerId'>,
  { id: subjectId, ...checkIn }: Pick<CheckInRow, 'id' | 'pairId' | 'side' | 'kind' | 'onDate'> & Partial<CheckInRow>,
  by: Side = checkIn.side,
  more: object = {}
): void {
  const { pairId, side, kind, onDate, isDone = null, isAutomatic = false } = checkIn
  const about = { fromId: personOn(by, pair), toId: personOn(otherSide(by), pair) }
  const payload = { pairId, side, kind, onDate, isDone, isAutomatic, ...about, ...more }
  tx.record({ action, subjectType: 'CheckIn', subjectId, changes: payload, payload })
}

const asLast = (pair: PairRow, statement: Last<unknown>['statement']): Last<CheckInRow> =>
  new Last(statement, ([row]) => {
    const checkIn = row as unknown as CheckInRow
    return { ...checkIn, personId: personOn(checkIn.side, pair) }
  })

/**
 * Says what the actor will do today, or that it is done, each once a local day (S#76): the day is the one that their zone in
 * the pair has at this instant. An intention may be about an object of theirs (S#81).
 * Throws what `movablePair` throws, INVALID_INPUT, ALREADY_CHECKED_IN, INTENTION_MISSING, NOT_FOUND for an object that is not theirs.
 */
export const logCheckIn = (scope: Scope, input: LogCheckInInput): Promise<CheckInRow> =>
  write(
    scope,
    async (tx, [pairs, lately, owners]) =>
      said(tx, movablePair(tx, pairs, 'CHECK_IN', { path: 'pairId' }), input, { lately, owners: owners ?? [] }),
    [pairFor(scope, input.pairId), latelySaid(scope, input.pairId), ownerOfStep(input.smallStep)]
  )

/** An answer of one side to a check-in of the other. Throws FORBIDDEN for one's own, VERSION_CONFLICT, INVALID_INPUT. */
export function reacted(tx: Tx, { pair, side }: Standing, checkIn: CheckInRow, input: ReactInput): Last<CheckInRow> {
  if (checkIn.side === side)
    throw refuse('FORBIDDEN', { message: 'A check-in is answered by the other one of the two.' })
  checkVersion(checkIn, input.expectedVersion)
  refuseAll(reactionProblems(input))
  const values = { reaction: input.reaction, reactionText: input.text ?? null, reactedAt: tx.now }
  recordCheckIn(tx, 'check_in.answered', pair, checkIn, side, { reaction: input.reaction })
  return asLast(pair, updateRow('check_ins', checkIn.id, values, tx.now, returning))
}

/**
 * Answers a check-in of the other one (S#78), for praise keeps people going; said again, it takes the place of what was there.
 * Throws NOT_FOUND, FORBIDDEN for one's own, INVALID_TRANSITION once the pair has ended, VERSION_CONFLICT, INVALID_INPUT.
 */
export const reactToCheckIn = (scope: Scope, input: ReactInput): Promise<CheckInRow> =>
  write(
    scope,
    async (tx, [pairs, checkIns]) => {
      const pair = pairs?.[0] as unknown as PairRow | undefined
      const row = checkIns?.[0] as unknown as CheckInRow | undefined
      if (!pair || !row || sideOf(tx.actor, pair) === null) throw refuse('NOT_FOUND', { path: ['id'] })
      return reacted(tx, moved(tx, pair, 'REACT'), row, input)
    },
    [lockPairOfCheckIn(input.id), lockCheckIn(input.id)]
  )

interface ListArgs extends PageArgs {
  filter?: CheckInFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/** The check-ins of the actor's own pairs, latest first unless ordered otherwise; at most 100 a page. */
export const listCheckIns = (scope: Scope, args: ListArgs): Promise<Connection<CheckInRow>> =>
  checkInPage(scope, visibleCheckIns(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Check-ins by id in their order; null for what is missing or not for the actor to see. */
export const checkInsByIds = async (scope: Scope, ids: readonly string[]): Promise<(CheckInRow | null)[]> =>
  inOrder(ids, await checkInRows(scope, visibleCheckIns(scope.actor), ids), ({ id }) => id)

/** One check-in, or null. */
export const findCheckIn = async (scope: Scope, { id }: { id: string }): Promise<CheckInRow | null> =>
  (await checkInsByIds(scope, [id]))[0] ?? null

/** One check-in. Throws NOT_FOUND. */
export async function getCheckIn(scope: Scope, args: { id: string }): Promise<CheckInRow> {
  const found = await findCheckIn(scope, args)
  if (!found) throw refuse('NOT_FOUND', { path: ['id'] })
  return found
}

/** What an intention is about, as the doors show it. */
export const smallStepIn = ({ linkedType: type, linkedId: id }: CheckInRow) => (id === null ? null : { type, id })
