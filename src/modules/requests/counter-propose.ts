import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { accepted } from './answer-request.ts'
import { acceptRow, latestOf, lockRequestOf, proposalRow } from './counter-proposals.queries.ts'
import { acceptanceProblems, counterProblems, sideOf, termsOf } from './counter-proposals.rules.ts'
import type { AcceptCounterProposalInput, CounterProposalRow, CounterProposeInput } from './counter-proposals.types.ts'
import { partiesOf } from './requests.policy.ts'
import { lockRequest } from './requests.queries.ts'
import { durationProblems, secondsLeft } from './requests.rules.ts'
import { lastChange, movable, movesFor } from './requests.service.ts'
import type { RequestRow } from './requests.types.ts'

const minutesPerDay = 24 * 60

/**
 * Proposes other times, another technology or length instead of the terms that stand; it takes the place of those, and the
 * other side has the campus's reply window from now on, so that nothing waits in silence (S#27). The sides take turns, and
 * a request sees only so many, so that it comes to an end.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION (against one's own terms, too), VERSION_CONFLICT,
 * TOO_MANY_COUNTER_PROPOSALS, DURATION_OUT_OF_BOUNDS, INVALID_INPUT.
 */
export const counterPropose = (scope: Scope, input: CounterProposeInput): Promise<CounterProposalRow> =>
  write(
    scope,
    async (tx, [requests, latest]) => {
      const { request, to } = movable(tx, requests, 'COUNTER_PROPOSE', input.expectedVersion)
      assertNotTooMany(tx, request)
      const standing = (latest?.[0] as unknown as CounterProposalRow | undefined) ?? request
      refuseAll(counterProblems(input, standing, { type: request.type, policy: tx.policy, now: tx.now }))
      const side = sideOf(partiesOf(tx.actor, request))
      const ordinal = request.counterCount + 1
      const terms = { ...termsOf(input, standing), note: input.note ?? null }
      const row = { id: newId(), requestId: request.id, ordinal, proposedById: tx.actor.id as string, ...terms }
      record(tx, 'counter_proposal.made', row, request, { proposedBy: side, ...terms })
      const until = addMinutes(tx.now, tx.policy.requests.replyWindowDays * minutesPerDay)
      const expiresAt = latestInstant(request, until)
      // Where the mentor's question stands, its answer gives back the time that these terms were promised.
      const replySecondsLeft = request.status === 'NEEDS_INFO' ? secondsLeft(expiresAt, tx.now) : null
      const values = { status: to, counterCount: ordinal, counteredBy: side, expiresAt, replySecondsLeft }
      const changed = lastChange(tx, request, 'meeting_request.counter_proposed', values)
      await tx.batch([insertRow('counter_proposals', { ...row, createdAt: tx.now }, raw('id')), changed.statement])
      return { ...row, status: 'OPEN', createdAt: tx.now, acceptedAt: null }
    },
    [lockRequest(input.id), latestOf(input.id)]
  )

function assertNotTooMany({ policy }: Tx, { counterCount }: RequestRow): void {
  const { counterProposalsMax: max } = policy.requests
  if (counterCount < max) return
  throw refuse('TOO_MANY_COUNTER_PROPOSALS', { message: `A request sees at most ${max} counter-proposals.` })
}

// A campus that has shortened its window since takes nothing away from who was promised more.
const latestInstant = ({ expiresAt }: RequestRow, until: string): string =>
  expiresAt && expiresAt > until ? expiresAt : until

function record(
  tx: Tx,
  action: string,
  { id, ordinal }: Pick<CounterProposalRow, 'id' | 'ordinal'>,
  { id: requestId, studentId, mentorId }: RequestRow,
  changes: Record<string, unknown>
): void {
  const payload = { requestId, ordinal, studentId, mentorId, actorId: tx.actor.id }
  tx.record({ action, subjectType: 'CounterProposal', subjectId: id, changes: { ordinal, ...changes }, payload })
}

/**
 * Accepts the counter-proposal that stands, at one of its times, which makes the meeting exactly as the mentor's accepting
 * does, for its length and by its technology (S#27).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION for one that does not stand or is one's own, VERSION_CONFLICT,
 * DURATION_OUT_OF_BOUNDS when the campus's bounds have changed, INVALID_INPUT for another time or one that is past.
 */
export const acceptCounterProposal = (scope: Scope, input: AcceptCounterProposalInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests, proposals]) => {
      const { request, to } = movable(tx, requests, 'ACCEPT_COUNTER_PROPOSAL', input.expectedVersion)
      const proposal = standing(tx, request, proposals)
      const { startsAt, location = null } = input
      const { durationMinutes, channel } = proposal
      refuseAll([
        ...acceptanceProblems(input, proposal, tx.now),
        ...durationProblems(durationMinutes, request.type, tx.policy)
      ])
      record(tx, 'counter_proposal.accepted', proposal, request, { startsAt })
      const place = { startsAt, durationMinutes, channel, location }
      return accepted(tx, request, to, place, [acceptRow(proposal.id, tx.now)])
    },
    [lockRequestOf(input.id), proposalRow(input.id)]
  )

function standing(tx: Tx, request: RequestRow, rows: Rows | undefined): CounterProposalRow {
  const proposal = rows?.[0] as unknown as CounterProposalRow
  if (proposal.status === 'OPEN') return proposal
  const message = 'A later counter-proposal has taken its place.'
  throw refuse('INVALID_TRANSITION', { message, allowed: movesFor(tx.actor, request) })
}
