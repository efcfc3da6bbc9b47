import type { Actor } from '../../actor.ts'
import { groupedBy, newId } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow } from '../../db/statements.ts'
import type { Tx } from '../../db/write.ts'
import { type Problem, problem, refuseAll } from '../../errors.ts'
import { durationMinutesOf } from '../tenants/durations.rules.ts'
import { textProblems } from '../text.rules.ts'
import { insertDraft } from './draft-request.ts'
import { askableMentors, openWithMentors, referralColumns, referralRowsBy } from './referrals.queries.ts'
import { canSeeDraft, canSeeExternal } from './requests.policy.ts'
import { lockRequest } from './requests.queries.ts'
import { changeRequest } from './requests.service.ts'
import type { ReferralInput, ReferralRow, RequestRow } from './requests.types.ts'

interface ReferralOrigin {
  studentId: string
  referredById: string
  requestId?: string
  outcomeId?: string
  /** The request that the drafts for referred mentors take their type, targets and topic from. */
  like?: RequestRow
  /** Where the referrals stand in the input; an index is added when there may be several. */
  path: readonly (string | number)[]
}

/**
 * Records names passed on, each with its audit row and event, and makes the student a draft to each mentor of the campus
 * whom they have not asked yet, or the one that they have begun gets the name that led to it (S#31, S#59).
 * Throws INVALID_INPUT, NOT_A_MENTOR, SAME_PERSON with the way to the field.
 */
export async function recordReferrals(
  tx: Tx,
  origin: ReferralOrigin,
  referrals: readonly ReferralInput[]
): Promise<void> {
  if (referrals.length === 0) return
  const pathOf = (index: number) => (origin.outcomeId ? [...origin.path, index] : [...origin.path])
  const named = referrals.flatMap(({ mentorId }) => (mentorId ? [mentorId] : []))
  const [askable, open] = await tx.batch([askableMentors(named), openWithMentors(origin.studentId)])
  const mentors = new Set(askable?.map((row) => row.personId))
  refuseAll(referrals.flatMap((referral, index) => referralProblems(referral, origin, mentors, pathOf(index))))
  const taken = new Map(open?.map((row) => [row.mentorId as string, row.draftId as string | null]))
  for (const referral of referrals) await recordReferral(tx, origin, referral, taken)
}

function referralProblems(
  referral: ReferralInput,
  origin: ReferralOrigin,
  mentors: Set<unknown>,
  path: readonly (string | number)[]
): Problem[] {
  const mentorId = referral.mentorId?.toLowerCase()
  if (!mentorId === !referral.externalName?.trim()) {
    return [problem('INVALID_INPUT', { path, message: 'Give either mentorId or externalName.' })]
  }
  const isKnown = !mentorId || mentors.has(mentorId)
  const isOneOfThem = mentorId === origin.studentId || mentorId === origin.referredById
  return [
    ...(isKnown ? [] : [problem('NOT_A_MENTOR', { path: [...path, 'mentorId'] })]),
    ...(isOneOfThem ? [problem('SAME_PERSON', { path: [...path, 'mentorId'] })] : []),
    ...textProblems(referral.externalName, [...path, 'externalName'], 200),
    ...textProblems(referral.externalOrganization, [...path, 'externalOrganization'], 200),
    ...textProblems(referral.externalContact, [...path, 'externalContact'], 200),
    ...textProblems(referral.note, [...path, 'note'], 500)
  ]
}

async function recordReferral(
  tx: Tx,
  origin: ReferralOrigin,
  referral: ReferralInput,
  taken: Map<string, string | null>
): Promise<void> {
  const { studentId, referredById, requestId, outcomeId } = origin
  const mentorId = referral.mentorId?.toLowerCase() ?? null
  const draftRequestId = mentorId && (await draftFor(tx, origin, mentorId, taken))
  const id = newId()
  const external = mentorId ? {} : externalOf(referral)
  const values = {
    id,
    studentId,
    referredById,
    requestId,
    outcomeId,
    mentorId,
    ...external,
    note: referral.note ?? null
  }
  await tx.rows(insertRow('referrals', { ...values, draftRequestId, createdAt: tx.now }, referralColumns))
  const payload = { studentId, referredById, requestId, outcomeId, mentorId, draftRequestId }
  tx.record({ action: 'referral.made', subjectType: 'Referral', subjectId: id, changes: payload, payload })
}

const externalOf = ({ externalName, externalOrganization, externalContact }: ReferralInput) => ({
  externalName: externalName?.trim(),
  externalOrganization: externalOrganization ?? null,
  externalContact: externalContact ?? null
})

/**
 * The draft to a referred mentor: the student's own where they have begun one, which from now on says who named the mentor,
 * else a new one; null where the mentor has been asked already.
 */
async function draftFor(tx: Tx, origin: ReferralOrigin, mentorId: string, taken: Map<string, string | null>) {
  const known = taken.get(mentorId)
  if (known === null) return null
  if (known) {
    const [draft] = await tx.rows<RequestRow>(lockRequest(known))
    const isNamed = draft?.status !== 'DRAFT' || draft.viaPersonId !== null
    if (!isNamed) await changeRequest(tx, draft, 'meeting_request.updated', { viaPersonId: origin.referredById })
    return known
  }
  const { id } = await draftVia(tx, origin, mentorId)
  taken.set(mentorId, id)
  return id
}

// "Why you" stays empty: what the student admires about one mentor is not what they admire about the next (S#15).
function draftVia(tx: Tx, origin: ReferralOrigin, mentorId: string): Promise<RequestRow> {
  const { like, studentId, referredById: viaPersonId } = origin
  const taken = like && {
    type: like.type,
    purposes: like.purposes,
    targetOccupationCode: like.targetOccupationCode,
    targetOrganization: like.targetOrganization,
    targetRole: like.targetRole,
    targetTeam: like.targetTeam,
    topicKind: like.topicKind,
    topic: like.topic,
    channel: like.channel
  }
  const duration = like?.durationMinutes ?? durationMinutesOf(tx.policy, 'CAREER_EXPLORATION').default
  return insertDraft(tx, { type: 'CAREER_EXPLORATION', ...taken, studentId, mentorId, viaPersonId }, duration)
}

/**
 * The referrals of each request, grouped in the order of the ids; people outside the campus and drafts only for the
 * eyes that they are for.
 */
export const referralsByRequestIds = (scope: Scope, ids: readonly string[]): Promise<ReferralRow[][]> =>
  referralsBy(scope, 'request_id', ids, (row) => row.requestId)

/** The referrals of each outcome, in the same way. */
export const referralsByOutcomeIds = (scope: Scope, ids: readonly string[]): Promise<ReferralRow[][]> =>
  referralsBy(scope, 'outcome_id', ids, (row) => row.outcomeId)

async function referralsBy(
  scope: Scope,
  column: 'request_id' | 'outcome_id',
  ids: readonly string[],
  keyOf: (row: ReferralRow) => string | null
): Promise<ReferralRow[][]> {
  const rows = await referralRowsBy(scope, column, ids)
  const shown = rows.map((row) => asSeenBy(scope.actor, row))
  return groupedBy(ids, shown, (row) => keyOf(row) ?? '')
}

const noExternal = { externalName: null, externalOrganization: null, externalContact: null }

const asSeenBy = (actor: Actor, row: ReferralRow): ReferralRow => ({
  ...row,
  // A note about a mentor of the campus says nothing of a third person.
  ...(!canSeeExternal(actor, row) && { ...noExternal, ...(row.mentorId === null && { note: null }) }),
  draftRequestId: canSeeDraft(actor, row) ? row.draftRequestId : null
})
