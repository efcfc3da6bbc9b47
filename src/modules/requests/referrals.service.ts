import type { Actor } from '../../actor.ts'
import { groupedBy, inOrder, newId, toUuid } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import type { Tx } from '../../db/write.ts'
import { type Problem, problem, refuseAll } from '../../errors.ts'
import { durationMinutesOf } from '../tenants/durations.rules.ts'
import { textProblems } from '../text.rules.ts'
import { newDraft } from './draft-request.ts'
import { askableMentors, openWithMentors, referralColumns, referralRows, referralRowsBy } from './referrals.queries.ts'
import { canSeeDraft, canSeeExternal } from './requests.policy.ts'
import type { ReferralInput, ReferralRow, RequestRow } from './requests.types.ts'

type Path = readonly (string | number)[]

interface ReferralOrigin {
  studentId: string
  referredById: string
  requestId?: string
  outcomeId?: string
  /** The request that the drafts for referred mentors take their type, targets and topic from. */
  like?: RequestRow
}

/** A name to pass on, and where it stands in the input. */
export interface NamedReferral {
  referral: ReferralInput
  path: Path
}

/** What has to be known of names before they are passed on, read for the student with the change's first statements. */
export const referralLookUps = (referrals: readonly ReferralInput[], studentId: string): [Sql, Sql] => [
  askableMentors(referrals.flatMap(({ mentorId }) => (mentorId ? [mentorId] : []))),
  openWithMentors(toUuid(studentId))
]

/** What a student has open with a mentor, and its id while it is a draft to which no name led yet. */
interface OpenWith {
  mentorId: string
  draftId: string | null
  isNamed: boolean
}

type LookedUp = readonly [askable: Rows | undefined, open: Rows | undefined]

/**
 * What is wrong with names, once they have been looked up: INVALID_INPUT, NOT_A_MENTOR, SAME_PERSON with the way to the
 * field.
 */
export function namedProblems(
  named: readonly NamedReferral[],
  people: Pick<ReferralOrigin, 'studentId' | 'referredById'>,
  [askable]: LookedUp
): Problem[] {
  const mentors = new Set(askable?.map((row) => row.personId))
  return named.flatMap(({ referral, path }) => referralProblems(referral, people, mentors, path))
}

/**
 * Names passed on that nothing is wrong with, each recorded: the statements that write them, drafts to each mentor of the
 * campus whom the student has no open request with among them (S#31, S#59), and their ids in order. A draft that the student
 * has begun already is the one meant, and says from now on who named the mentor. A draft that somebody
 * made in the same instant fails the statements, and the change is tried again with what there is by then.
 */
export function newReferrals(
  tx: Tx,
  origin: ReferralOrigin,
  named: readonly NamedReferral[],
  [, open]: LookedUp
): { statements: Sql[]; ids: string[] } {
  const taken = new Map(open?.map((row) => [row.mentorId as string, row as unknown as OpenWith]))
  const made = named.map(({ referral }) => newReferral(tx, origin, referral, taken))
  return { statements: made.flatMap(({ statements }) => statements), ids: made.map(({ id }) => id) }
}

/**
 * Records a name passed on with an answer, with its audit row and event, and makes the student a draft where it is a
 * mentor of the campus whom they have no open request with (S#31).
 * Throws INVALID_INPUT, NOT_A_MENTOR, SAME_PERSON with the way to the field.
 */
export async function recordReferral(
  tx: Tx,
  origin: ReferralOrigin & { path: Path },
  referral: ReferralInput
): Promise<void> {
  const named = [{ referral, path: origin.path }]
  const lookedUp = (await tx.batch(referralLookUps([referral], origin.studentId))) as unknown as LookedUp
  refuseAll(namedProblems(named, origin, lookedUp))
  await tx.batch(newReferrals(tx, origin, named, lookedUp).statements)
}

function referralProblems(
  referral: ReferralInput,
  people: Pick<ReferralOrigin, 'studentId' | 'referredById'>,
  mentors: Set<unknown>,
  path: Path
): Problem[] {
  const mentorId = referral.mentorId?.toLowerCase()
  if (!mentorId === !referral.externalName?.trim()) {
    return [problem('INVALID_INPUT', { path, message: 'Give either mentorId or externalName.' })]
  }
  const isKnown = !mentorId || mentors.has(mentorId)
  const isOneOfThem = mentorId === people.studentId || mentorId === people.referredById
  return [
    ...(isKnown ? [] : [problem('NOT_A_MENTOR', { path: [...path, 'mentorId'] })]),
    ...(isOneOfThem ? [problem('SAME_PERSON', { path: [...path, 'mentorId'] })] : []),
    ...textProblems(referral.externalName, [...path, 'externalName'], 200),
    ...textProblems(referral.externalOrganization, [...path, 'externalOrganization'], 200),
    ...textProblems(referral.externalContact, [...path, 'externalContact'], 200),
    ...textProblems(referral.note, [...path, 'note'], 500)
  ]
}

function newReferral(tx: Tx, origin: ReferralOrigin, referral: ReferralInput, taken: Map<string, OpenWith>) {
  const { studentId, referredById, requestId, outcomeId } = origin
  const mentorId = referral.mentorId?.toLowerCase() ?? null
  const draft = mentorId && draftTo(tx, origin, mentorId, taken)
  const id = newId()
  const external = mentorId ? {} : externalOf(referral)
  const about = { studentId, referredById, requestId, outcomeId, mentorId }
  const values = { id, ...about, ...external, note: referral.note ?? null, draftRequestId: draft ? draft.id : null }
  const insert = insertRow('referrals', { ...values, createdAt: tx.now }, referralColumns)
  const payload = { ...about, draftRequestId: draft ? draft.id : null }
  tx.record({ action: 'referral.made', subjectType: 'Referral', subjectId: id, changes: payload, payload })
  return { id, statements: [...(draft ? draft.statements : []), insert] }
}

const externalOf = ({ externalName, externalOrganization, externalContact }: ReferralInput) => ({
  externalName: externalName?.trim(),
  externalOrganization: externalOrganization ?? null,
  externalContact: externalContact ?? null
})

function draftTo(tx: Tx, origin: ReferralOrigin, mentorId: string, taken: Map<string, OpenWith>) {
  const known = taken.get(mentorId)
  if (!known) {
    const { id, insert } = draftVia(tx, origin, mentorId)
    taken.set(mentorId, { mentorId, draftId: id, isNamed: true })
    return { id, statements: [insert] }
  }
  const { draftId, isNamed } = known
  if (draftId === null || isNamed) return { id: draftId, statements: [] }
  const { studentId, referredById: viaPersonId } = origin
  const changes = { viaPersonId, from: 'DRAFT' }
  const payload = { from: 'DRAFT', status: 'DRAFT', studentId, mentorId }
  tx.record({ action: 'meeting_request.updated', subjectType: 'MeetingRequest', subjectId: draftId, changes, payload })
  return { id: draftId, statements: [updateRow('meeting_requests', draftId, { viaPersonId }, tx.now, raw('id'))] }
}

// "Why you" stays empty: what the student admires about one mentor is not what they admire about the next (S#15).
function draftVia(tx: Tx, origin: ReferralOrigin, mentorId: string) {
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
  return newDraft(tx, { type: 'CAREER_EXPLORATION', ...taken, studentId, mentorId, viaPersonId }, duration)
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

/** Referrals by the ids that an object which the actor sees has of them, in order; null for null. */
export async function referralsByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(ReferralRow | null)[]> {
  const wanted = ids.filter((id) => id !== null)
  const rows = wanted.length > 0 ? await referralRows(scope, wanted) : []
  const seen = rows.map((row) => asReferralSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.id)
}

async function referralsBy(
  scope: Scope,
  column: 'request_id' | 'outcome_id',
  ids: readonly string[],
  keyOf: (row: ReferralRow) => string | null
): Promise<ReferralRow[][]> {
  const rows = await referralRowsBy(scope, column, ids)
  const shown = rows.map((row) => asReferralSeenBy(scope.actor, row))
  return groupedBy(ids, shown, (row) => keyOf(row) ?? '')
}

const noExternal = { externalName: null, externalOrganization: null, externalContact: null }

/** A referral as the actor may read it: outsiders are named to the student and to whoever passed them on (S#31). */
export const asReferralSeenBy = (actor: Actor, row: ReferralRow): ReferralRow => ({
  ...row,
  // A note about a mentor of the campus says nothing of a third person.
  ...(!canSeeExternal(actor, row) && { ...noExternal, ...(row.mentorId === null && { note: null }) }),
  draftRequestId: canSeeDraft(actor, row) ? row.draftRequestId : null
})
