import type { Actor } from '../../actor.ts'
import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { canSee } from '../requests/requests.policy.ts'
import { checkVersion } from '../state-machine.ts'
import { assertOwn, isTrusted, visibleShares } from './resumes.policy.ts'
import { canBeShown, expiryOf, expiryProblems, statusOf } from './resumes.rules.ts'
import type {
  AskedRequest,
  ById,
  OpenShare,
  OrderBy,
  ShareFilter,
  ShareResumeInput,
  ShareRow,
  VersionRow
} from './resumes.types.ts'
import {
  holdVersion,
  lastShares,
  lockAskedRequest,
  lockShare,
  lockShareOfRequest,
  revokeRows,
  type ShareOrderField,
  sharePage,
  shareRows,
  sharesInForce
} from './shares.queries.ts'

// As many as a page of a resume shows; the list has them all.
const lastCount = 20

interface HeldVersion {
  resumeId: string
  studentId: string
  archivedAt: string | null
  resumeVersion: VersionRow
}

/**
 * Shows a version to the mentor of a request until it expires or is revoked (S#50), in place of what the request showed
 * before. The mentor of a draft sees it once the draft is sent.
 * Throws NOT_FOUND, FORBIDDEN, RESUME_ARCHIVED, INVALID_TRANSITION for a request that has ended or whose
 * meeting nobody held, INVALID_INPUT.
 */
export const shareResume = (scope: Scope, input: ShareResumeInput): Promise<ShareRow> =>
  write(
    scope,
    async (tx, [requests, versions, shown]) => {
      const request = ownRequest(tx, requests)
      const version = usableVersion(tx, versions)
      const expiresAt = expiryOf(input.expiresAt, tx.policy.resumes.shareDays, tx.now)
      refuseAll(expiryProblems(expiresAt, tx.now))
      await endShares(tx, shown)
      const { resumeId, resumeVersion } = version
      const { id: requestId, studentId, mentorId } = request
      const values = { id: newId(), requestId, resumeId, studentId, mentorId, expiresAt }
      record(tx, 'resume_share.made', values, { resumeId, resumeVersionId: resumeVersion.id, expiresAt })
      const row = { ...values, version: 1, createdAt: tx.now, updatedAt: tx.now }
      const share = { ...row, resumeVersion, revokedAt: null, openedAt: null, openingCount: 0 }
      return new Last(insertRow('resume_shares', { ...row, resumeVersionId: resumeVersion.id }, raw('id')), () => share)
    },
    [lockAskedRequest(input.requestId), holdVersion(input.resumeVersionId), lockShareOfRequest(input.requestId)]
  )

function ownRequest(tx: Tx, requests: Rows | undefined): AskedRequest {
  const request = requests?.[0] as unknown as AskedRequest | undefined
  if (!request || !canSee(tx.actor, request)) throw refuse('NOT_FOUND', { path: ['requestId'] })
  assertOwn(tx.actor, request)
  const message = 'A request that has ended, or whose meeting nobody held, shows no resume.'
  if (!canBeShown(request)) throw refuse('INVALID_TRANSITION', { path: ['requestId'], message, allowed: [] })
  return request
}

function usableVersion(tx: Tx, versions: Rows | undefined): HeldVersion {
  const version = versions?.[0] as unknown as HeldVersion | undefined
  if (!version || version.studentId !== tx.actor.id) throw refuse('NOT_FOUND', { path: ['resumeVersionId'] })
  if (version.archivedAt !== null) throw refuse('RESUME_ARCHIVED', { path: ['resumeVersionId'] })
  return version
}

/** Ends locked shares within another change, each with its record; does nothing without any. */
export async function endShares(tx: Tx, shares: Rows | undefined): Promise<void> {
  const ended = (shares ?? []) as unknown as OpenShare[]
  if (ended.length === 0) return
  for (const share of ended) record(tx, 'resume_share.revoked', share, { revokedAt: tx.now })
  const ids = ended.map(({ id }) => id)
  await tx.rows(revokeRows(ids, tx.now))
}

function record(tx: Tx, action: string, share: Omit<OpenShare, 'version'>, changes: Record<string, unknown>): void {
  const { id: subjectId, requestId, studentId, mentorId } = share
  tx.record({ action, subjectType: 'ResumeShare', subjectId, changes, payload: { requestId, studentId, mentorId } })
}

/**
 * Ends a share: its mentor finds nothing of it from the next request on. One that has ended stays as it ended.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT.
 */
export const revokeResumeShare = (scope: Scope, { id, expectedVersion }: ById): Promise<ShareRow> =>
  write(
    scope,
    async (tx, [shares]) => {
      const share = shares?.[0] as unknown as ShareRow | undefined
      if (!share) throw refuse('NOT_FOUND', { path: ['id'] })
      assertOwn(tx.actor, share)
      checkVersion(share, expectedVersion)
      if (statusOf(share, tx.now) !== 'IN_FORCE') return share
      record(tx, 'resume_share.revoked', share, { revokedAt: tx.now })
      return new Last(revokeRows([share.id], tx.now), ([row]) => ({ ...share, ...(row as object) }))
    },
    [lockShare(id, visibleShares(scope.actor, scope.clock.now()))]
  )

/** A share as the actor may read it: the mentor is led to the file and not told where it is, nor what else there is. */
export function shareAsSeen(actor: Actor, share: ShareRow): ShareRow {
  if (isTrusted(actor, share.studentId)) return share
  return { ...share, resumeId: null, resumeVersion: { ...share.resumeVersion, url: null, note: null } }
}

interface ListArgs extends PageArgs {
  filter?: ShareFilter | null
  orderBy?: OrderBy<ShareOrderField> | null
}

/** The shares that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listResumeShares(scope: Scope, args: ListArgs): Promise<Connection<ShareRow>> {
  const now = scope.clock.now()
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' }
  const found = await sharePage(scope, visibleShares(scope.actor, now), { filter: args.filter ?? {}, now }, order, args)
  // In place, because the edges of the page hold the same rows.
  found.nodes.forEach((share) => Object.assign(share, shareAsSeen(scope.actor, share)))
  return found
}

/** Shares by id in their order; null for what is missing or not for the actor to see now. */
export async function resumeSharesByIds(scope: Scope, ids: readonly string[]): Promise<(ShareRow | null)[]> {
  const rows = await scope.rows<ShareRow>(shareRows(visibleShares(scope.actor, scope.clock.now()), ids))
  return inOrder(ids, seen(scope, rows), (row) => row.id)
}

/** The share in force with each request, in order; null where there is none, or none for the actor to see. */
export async function resumeSharesOf(scope: Scope, requestIds: readonly string[]): Promise<(ShareRow | null)[]> {
  const now = scope.clock.now()
  const rows = await sharesInForce(scope, visibleShares(scope.actor, now), requestIds, now)
  return inOrder(requestIds, seen(scope, rows), (row) => row.requestId)
}

/** The last 20 shares of each of these resumes, latest first, for whoever sees the resumes. */
export const sharesOfResumes = async (scope: Scope, ids: readonly string[]): Promise<ShareRow[][]> =>
  groupedBy(ids, await lastShares(scope, ids, lastCount), ({ resumeId }) => resumeId ?? '')

const seen = ({ actor }: Scope, rows: ShareRow[]) => rows.map((row) => shareAsSeen(actor, row))

/** One share, or null. */
export const findResumeShare = async (scope: Scope, { id }: { id: string }): Promise<ShareRow | null> =>
  (await resumeSharesByIds(scope, [id]))[0] ?? null

/** One share. Throws NOT_FOUND. */
export async function getResumeShare(scope: Scope, args: { id: string }): Promise<ShareRow> {
  const share = await findResumeShare(scope, args)
  if (!share) throw refuse('NOT_FOUND', { path: ['id'] })
  return share
}

/** Where a share stands at this instant. */
export const shareStatus = ({ clock }: Scope, share: ShareRow) => statusOf(share, clock.now())

/** What leads the mentor to the file, and nobody else: the others read where it is. */
export const openUrlOf = ({ actor }: Scope, share: ShareRow): string | null =>
  actor.id === share.mentorId ? `/v1/resume-shares/${share.id}/open` : null
