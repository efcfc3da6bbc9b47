import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { lastChange, lockRequest, movable } from '../requests/requests.service.ts'
import type { ById, RequestRow } from '../requests/requests.types.ts'
import { checkVersion } from '../state-machine.ts'
import {
  holdPitch,
  lastVersions,
  lockPitch,
  pitchPage,
  pitchRows,
  presentText,
  versionRows
} from './pitches.queries.ts'
import { assertMayPrepare, maySeePreparation, visiblePitches } from './preparation.policy.ts'
import { pitchProblems } from './preparation.rules.ts'
import type {
  AttachPitchInput,
  ByChange,
  CreatePitchInput,
  PitchFilter,
  PitchRow,
  PitchVersionRow,
  RevisePitchInput
} from './preparation.types.ts'
import type { ListOrder } from './research.queries.ts'

const id = raw('id')

type LockedPitch = Pick<PitchRow, 'id' | 'studentId' | 'title' | 'number' | 'archivedAt' | 'version'>

/** Writes a pitch of the actor, with its first text (S#25). Throws FORBIDDEN, INVALID_INPUT. */
export const createPitch = (scope: Scope, { title, text }: CreatePitchInput): Promise<PitchRow> =>
  write(scope, async (tx) => {
    assertMayPrepare(tx.actor)
    refuseAll(pitchProblems({ title, text }))
    const studentId = tx.actor.id as string
    const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
    const pitch = { id: newId(), studentId, title, number: 1, archivedAt: null, ...stamps }
    record(tx, 'pitch.created', pitch)
    await tx.batch([insertRow('pitches', pitch, id), textRow(tx, pitch, text)])
    return { ...pitch, text, practisedAt: [] }
  })

const textRow = ({ now }: Tx, { id: pitchId, number }: { id: string; number: number }, text: string) =>
  insertRow('pitch_versions', { id: newId(), pitchId, number, text, createdAt: now }, id)

/**
 * Gives a pitch a new text. Those before stay as they were, and so does what a request was sent with (S#25).
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, PITCH_ARCHIVED, INVALID_INPUT.
 */
export const revisePitch = (scope: Scope, input: RevisePitchInput): Promise<PitchRow> =>
  write(
    scope,
    async (tx, [pitches]) => {
      const pitch = ownPitch(tx, pitches, input.expectedVersion)
      refuseAll(pitchProblems(input))
      const values = { number: pitch.number + 1, title: input.title ?? pitch.title }
      const revised = { ...pitch, ...values }
      record(tx, 'pitch.revised', revised)
      return changedPitch(tx, pitch, values, [textRow(tx, revised, input.text)])
    },
    [lockPitch(input.id)]
  )

/** Puts a pitch away for good. Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, PITCH_ARCHIVED when it is away already. */
export const archivePitch = (scope: Scope, input: ById): Promise<PitchRow> =>
  write(
    scope,
    async (tx, [pitches]) => {
      const pitch = ownPitch(tx, pitches, input.expectedVersion)
      record(tx, 'pitch.archived', pitch)
      return changedPitch(tx, pitch, { archivedAt: tx.now })
    },
    [lockPitch(input.id)]
  )

async function changedPitch(tx: Tx, pitch: LockedPitch, values: object, more: Sql[] = []): Promise<PitchRow> {
  const change = updateRow('pitches', pitch.id, { ...values }, tx.now, id)
  const rows = (await tx.batch([change, ...more, pitchRows(visiblePitches(tx.actor), [pitch.id])])).at(-1)
  return rows?.[0] as unknown as PitchRow
}

function record(tx: Tx, action: string, pitch: Pick<PitchRow, 'id' | 'studentId' | 'number'>): void {
  const { id: subjectId, studentId, number } = pitch
  const payload = { studentId, number }
  tx.record({ action, subjectType: 'Pitch', subjectId, changes: payload, payload })
}

/** A locked pitch of the actor's own that is in use. Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, PITCH_ARCHIVED. */
function ownPitch(tx: Tx, pitches: Rows | undefined, expectedVersion?: number | null): LockedPitch {
  const pitch = pitches?.[0] as unknown as LockedPitch | undefined
  if (!pitch || !maySeePreparation(tx.actor, pitch.studentId)) throw refuse('NOT_FOUND', { path: ['id'] })
  if (pitch.studentId !== tx.actor.id) throw refuse('FORBIDDEN')
  checkVersion(pitch, expectedVersion)
  if (pitch.archivedAt !== null) throw refuse('PITCH_ARCHIVED', { path: ['id'] })
  return pitch
}

/**
 * Attaches the present text of a pitch to a draft, which is the text that the mentor will read (S#25).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION once it is sent, VERSION_CONFLICT, PITCH_ARCHIVED.
 */
export const attachPitch = (scope: Scope, input: AttachPitchInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests, pitches, texts]) => {
      const { request } = movable(tx, requests, 'UPDATE', input.expectedVersion)
      assertUsable(tx, pitches)
      return lastChange(tx, request, 'meeting_request.pitch_attached', { pitchVersionId: texts?.[0]?.id as string })
    },
    [lockRequest(input.id), holdPitch(input.pitchId), presentText(input.pitchId)]
  )

/** The pitch named by `pitchId` is the actor's own, and in use. Throws NOT_FOUND, PITCH_ARCHIVED. */
export function assertUsable(tx: Tx, pitches: Rows | undefined): void {
  const pitch = pitches?.[0] as LockedPitch | undefined
  if (!pitch || pitch.studentId !== tx.actor.id) throw refuse('NOT_FOUND', { path: ['pitchId'] })
  if (pitch.archivedAt !== null) throw refuse('PITCH_ARCHIVED', { path: ['pitchId'] })
}

/** Takes the pitch off a draft. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION once it is sent, VERSION_CONFLICT. */
export const detachPitch = (scope: Scope, input: ById): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request } = movable(tx, requests, 'UPDATE', input.expectedVersion)
      if (request.pitchVersionId === null) return request
      return lastChange(tx, request, 'meeting_request.pitch_detached', { pitchVersionId: null })
    },
    [lockRequest(input.id)]
  )

interface ListArgs extends PageArgs {
  filter?: PitchFilter | null
  orderBy?: ListOrder<ByChange> | null
}

/** The pitches that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listPitches = (scope: Scope, args: ListArgs): Promise<Connection<PitchRow>> =>
  pitchPage(
    scope,
    visiblePitches(scope.actor),
    args.filter ?? {},
    args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' },
    args
  )

/** Pitches by id in their order; null for what is missing or not for the actor to see. */
export const pitchesByIds = async (scope: Scope, ids: readonly (string | null)[]): Promise<(PitchRow | null)[]> =>
  inOrder(ids, await scope.rows<PitchRow>(pitchRows(visiblePitches(scope.actor), ids)), (row) => row.id)

/** One pitch, or null. */
export const findPitch = async (scope: Scope, args: { id: string }): Promise<PitchRow | null> =>
  (await pitchesByIds(scope, [args.id]))[0] ?? null

/** One pitch. Throws NOT_FOUND. */
export async function getPitch(scope: Scope, args: { id: string }): Promise<PitchRow> {
  const pitch = await findPitch(scope, args)
  if (!pitch) throw refuse('NOT_FOUND', { path: ['id'] })
  return pitch
}

/** The texts that requests go with, in order: whoever sees a request may read what it is sent with. */
export const pitchVersionsByIds = async (
  scope: Scope,
  ids: readonly (string | null)[]
): Promise<(PitchVersionRow | null)[]> => inOrder(ids, await versionRows(scope, ids), (row) => row.id)

/** The text that a request goes with, or null. Reads nothing for a request without one. */
export const pitchVersionOf = async (scope: Scope, request: RequestRow): Promise<PitchVersionRow | null> =>
  request.pitchVersionId === null ? null : ((await pitchVersionsByIds(scope, [request.pitchVersionId]))[0] ?? null)

/** The last 20 texts of each of these pitches, latest first, for whoever sees the pitches. */
export const versionsOfPitches = async (scope: Scope, ids: readonly string[]): Promise<PitchVersionRow[][]> =>
  groupedBy(ids, await lastVersions(scope, ids), ({ pitchId }) => pitchId)
