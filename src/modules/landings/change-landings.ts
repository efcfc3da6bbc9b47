import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { alongWith, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { dropLandingNotices, lockPendingNotices, type OwedNotice } from '../followups/landing-notices.service.ts'
import { checkVersion } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import { linkProblems } from './attribution.rules.ts'
import { holdMeetings, replaceLinks } from './attributions.queries.ts'
import { studentOf } from './graduate.queries.ts'
import { codesOf, problemsOf, valuesGiven, valuesIn } from './landing-input.ts'
import { landed, recordChange } from './landing-record.ts'
import { assertMayCorrect, assertOwn, visibleLandings, visibleOffers } from './landings.policy.ts'
import { landingsWith, lockLanding, returning } from './landings.queries.ts'
import { classOf, destinationOf, fitting, isGoodNews, precedenceOf } from './landings.rules.ts'
import type {
  LandingRow,
  LandingValues,
  SetAttributionInput,
  UpdateLandingInput,
  WithdrawLandingInput
} from './landings.types.ts'
import { holdOffer } from './offers.queries.ts'
import { graduateIn, leadOfGraduate } from './record-landing.ts'
import { tellOfLanding } from './tell-of-landing.ts'

/**
 * Corrects a landing. What its new category does not have goes; when it becomes good news those who helped are to be told as by
 * recordLanding, and when it is none any more, what is not written yet is let go.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION when it was withdrawn, VERSION_CONFLICT, OFFER_NOT_ACCEPTED, unknown codes,
 * INVALID_INPUT.
 */
export const updateLanding = (scope: Scope, input: UpdateLandingInput): Promise<LandingRow> =>
  write(
    scope,
    async (tx, [landings, offers, pending, ...rows]) => {
      const landing = correctable(tx, landings, input)
      const { degrees } = graduateIn(rows)
      const before = valuesIn(landing)
      const merged = { ...before, ...valuesGiven(input) }
      const values = fitting({
        ...merged,
        classYear: input.classYear === null ? classOf(null, degrees) : merged.classYear
      })
      const codes = await codesOf(tx, input)
      const { studentId } = landing
      refuseAll([...problemsOf(input, values, { studentId, degrees, offers }), ...codes.problems])
      const changes = differences(before, { ...values, ...codes.values })
      if (Object.keys(changes).length === 0) return landed(tx, landingsWith(seenBy(tx), [landing.id]))
      recordChange(tx, 'landing.updated', { ...landing, ...changes }, changes)
      const folded = { destination: destinationOf(values), precedence: precedenceOf(landing.source, values.category) }
      const update = updateRow(
        'landings',
        landing.id,
        { ...changes, ...folded },
        tx.now,
        returning(visibleOffers(tx.actor))
      )
      const after = { ...landing, ...values, ...folded }
      return landed(tx, alongWith(update, consequences(tx, landing, after, { pending, rows })))
    },
    [
      lockLanding(input.id, visibleLandings(scope.actor)),
      holdOffer(input.offerId, visibleOffers(scope.actor)),
      lockPendingNotices(input.id),
      ...leadOfGraduate(studentOf(input.id))
    ]
  )

/**
 * Withdraws a landing that should not have been recorded. It stays to be read, is believed no more, holds its offer no more, and
 * what is not written of it yet is let go.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION when it was withdrawn before, VERSION_CONFLICT, INVALID_INPUT.
 */
export const withdrawLanding = (scope: Scope, input: WithdrawLandingInput): Promise<LandingRow> =>
  write(
    scope,
    async (tx, [landings, pending]) => {
      const landing = correctable(tx, landings, input)
      refuseAll(textProblems(input.reason, ['reason'], 500, 1))
      const changes = { withdrawnAt: tx.now, withdrawReason: input.reason, offerId: null }
      recordChange(tx, 'landing.withdrawn', landing, changes)
      const update = updateRow('landings', landing.id, changes, tx.now, returning(visibleOffers(tx.actor)))
      return landed(tx, alongWith(update, dropLandingNotices(tx, noticesIn(pending))))
    },
    [lockLanding(input.id, visibleLandings(scope.actor)), lockPendingNotices(input.id)]
  )

/**
 * Says which of the student's completed conversations a landing came of, in place of what was said before (S#61). It counts
 * once, however many they are. Throws NOT_FOUND, FORBIDDEN for all but the student, INVALID_TRANSITION when it was withdrawn,
 * VERSION_CONFLICT, MEETING_NOT_COMPLETED, INVALID_INPUT.
 */
export const setLandingAttribution = (scope: Scope, input: SetAttributionInput): Promise<LandingRow> =>
  write(
    scope,
    async (tx, [landings, meetings]) => {
      const landing = present(landings)
      assertOwn(tx.actor, landing)
      holding(landing, input)
      refuseAll(linkProblems(input.links, (meetings ?? []) as never))
      const { id: subjectId, studentId } = landing
      const payload = { studentId, links: input.links }
      tx.record({ action: 'landing.attributed', subjectType: 'Landing', subjectId, changes: payload, payload })
      await tx.batch(replaceLinks('landing_id', landing, input.links, tx.now))
      return landed(
        tx,
        updateRow('landings', landing.id, { attributedAt: tx.now }, tx.now, returning(visibleOffers(tx.actor)))
      )
    },
    [
      lockLanding(input.id, visibleLandings(scope.actor)),
      holdMeetings(
        scope.actor.id,
        input.links.map(({ meetingId }) => meetingId)
      )
    ]
  )

function present(landings: Rows | undefined): LandingRow {
  const landing = landings?.[0] as unknown as LandingRow | undefined
  if (!landing) throw refuse('NOT_FOUND', { path: ['id'] })
  return landing
}

function holding(landing: LandingRow, { expectedVersion }: { expectedVersion?: number | null }): void {
  if (landing.withdrawnAt !== null)
    throw refuse('INVALID_TRANSITION', { message: 'The landing has been withdrawn.', allowed: [] })
  checkVersion(landing, expectedVersion)
}

function correctable(tx: Tx, landings: Rows | undefined, input: { expectedVersion?: number | null }): LandingRow {
  const landing = present(landings)
  assertMayCorrect(tx.actor, landing)
  holding(landing, input)
  return landing
}

const seenBy = ({ actor }: Tx) => ({ landings: visibleLandings(actor), offers: visibleOffers(actor) })

const noticesIn = (pending: Rows | undefined) => (pending ?? []) as unknown as OwedNotice[]

const differences = (before: LandingValues, after: LandingValues): Partial<LandingValues> =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name as keyof LandingValues]))

// Only a change from one to the other has any: a title that is corrected tells nobody anything anew.
function consequences(
  tx: Tx,
  before: LandingRow,
  after: LandingRow,
  { pending, rows }: { pending: Rows | undefined; rows: Rows[] }
) {
  if (isGoodNews(before.category) === isGoodNews(after.category)) return []
  if (!isGoodNews(after.category)) return dropLandingNotices(tx, noticesIn(pending))
  const { graduate, known } = graduateIn(rows)
  return graduate?.isSeeker ? tellOfLanding(tx, after, graduate, known) : []
}
