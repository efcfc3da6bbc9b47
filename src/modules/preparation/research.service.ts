import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { checkVersion } from '../state-machine.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { assertMayPrepare, maySeePreparation, visibleNotes } from './preparation.policy.ts'
import { checklistOf, noteProblems } from './preparation.rules.ts'
import type {
  ByChange,
  CopyResearchNoteInput,
  ResearchChecklist,
  ResearchNoteFilter,
  ResearchNoteRow,
  SaveResearchNoteInput
} from './preparation.types.ts'
import {
  deleteNote,
  type ListOrder,
  lockNote,
  lockNoteOfOccupation,
  lockNoteOfOrganization,
  lockNoteOfRequest,
  notePage,
  noteRows,
  notesOfRequests,
  ownerOfRequest,
  readinessRows,
  returning
} from './research.queries.ts'

/**
 * Writes a note of the actor on one subject of a request of theirs, on an occupation (FIELD) or on an organization
 * (S#36, S#37). The note that is there is written anew, whole; two that are written at once are one after the other.
 * Throws FORBIDDEN, NOT_FOUND for a request that is not theirs, VERSION_CONFLICT, UNKNOWN_OCCUPATION, INVALID_INPUT.
 */
export const saveResearchNote = (scope: Scope, input: SaveResearchNoteInput): Promise<ResearchNoteRow> =>
  write(
    scope,
    async (tx, [requests, notes]) => {
      assertMayPrepare(tx.actor)
      const occupations = input.occupation != null ? [{ code: input.occupation, path: ['occupation'] }] : []
      refuseAll([...noteProblems(input), ...(await codeProblems(tx, { occupations }))])
      if (input.requestId != null) assertOwnRequest(tx, requests)
      const found = notes?.[0] as unknown as ResearchNoteRow | undefined
      checkVersion({ version: found?.version ?? 0 }, input.expectedVersion)
      const sources = (input.sources ?? []).map(({ title, url }) => ({ title: title ?? null, url }))
      const values = { text: input.text, sources: JSON.stringify(sources) }
      if (found) return changeNote(tx, found, values)
      const { kind, requestId, occupation: occupationCode, organization } = input
      return insertNote(tx, { kind, requestId, occupationCode, organization, ...values })
    },
    [ownerOfRequest(input.requestId ?? ''), lockOf(scope, input)]
  )

function lockOf({ actor }: Scope, { kind, requestId, occupation, organization }: SaveResearchNoteInput): Sql {
  if (occupation != null) return lockNoteOfOccupation(actor.id, keepable(occupation))
  if (organization != null) return lockNoteOfOrganization(actor.id, keepable(organization))
  return lockNoteOfRequest(requestId ?? '', kind)
}

// What can't be kept can't be looked for either; it is refused with its place once the change has begun.
const keepable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

function assertOwnRequest(tx: Tx, requests: Rows | undefined, path = ['requestId']): void {
  if (!requests?.[0] || requests[0].studentId !== tx.actor.id) throw refuse('NOT_FOUND', { path })
}

function changeNote(tx: Tx, note: ResearchNoteRow, values: object): Last<ResearchNoteRow> {
  record(tx, 'research_note.saved', note)
  const statement = updateRow('research_notes', note.id, { ...values }, tx.now, returning)
  return new Last(statement, ([changed]) => changed as unknown as ResearchNoteRow)
}

function insertNote(tx: Tx, values: Partial<Record<keyof ResearchNoteRow, unknown>>): Last<ResearchNoteRow> {
  const stamps = { id: newId(), version: 1, createdAt: tx.now, updatedAt: tx.now }
  const row = { ...values, studentId: tx.actor.id, ...stamps }
  record(tx, 'research_note.saved', row as unknown as ResearchNoteRow)
  return new Last(insertRow('research_notes', row, returning), ([made]) => made as unknown as ResearchNoteRow)
}

// What was noted is in the note alone: somebody who removes it has removed it.
function record(tx: Tx, action: string, { id: subjectId, kind, studentId, requestId = null }: ResearchNoteRow): void {
  const payload = { kind, studentId, requestId }
  tx.record({ action, subjectType: 'ResearchNote', subjectId, changes: payload, payload })
}

/** A locked note of the actor's own. Throws NOT_FOUND for one that they may not see, FORBIDDEN for another's. */
function ownNote(tx: Tx, notes: Rows | undefined): ResearchNoteRow {
  const note = notes?.[0] as unknown as ResearchNoteRow | undefined
  if (!note || !maySeePreparation(tx.actor, note.studentId)) throw refuse('NOT_FOUND', { path: ['id'] })
  if (note.studentId !== tx.actor.id) throw refuse('FORBIDDEN')
  return note
}

/**
 * Copies a note to another request of its student, as fields and organizations come again (S#36).
 * Throws NOT_FOUND, FORBIDDEN, RESEARCH_NOTE_EXISTS when the request has a note on the subject.
 */
export const copyResearchNote = (scope: Scope, input: CopyResearchNoteInput): Promise<ResearchNoteRow> =>
  write(
    scope,
    async (tx, [notes, requests]) => {
      const { kind, text, sources } = ownNote(tx, notes)
      assertOwnRequest(tx, requests)
      if ((await tx.rows(lockNoteOfRequest(input.requestId, kind))).length > 0)
        throw refuse('RESEARCH_NOTE_EXISTS', { path: ['requestId'] })
      return insertNote(tx, { kind, requestId: input.requestId, text, sources: JSON.stringify(sources) })
    },
    [lockNote(input.id), ownerOfRequest(input.requestId)]
  )

/** Removes a note, and gives it back. Throws NOT_FOUND, FORBIDDEN. */
export const removeResearchNote = (scope: Scope, { id }: { id: string }): Promise<ResearchNoteRow> =>
  write(
    scope,
    async (tx, [notes]) => {
      const note = ownNote(tx, notes)
      record(tx, 'research_note.removed', note)
      return new Last(deleteNote(note.id), () => note)
    },
    [lockNote(id)]
  )

interface ListArgs extends PageArgs {
  filter?: ResearchNoteFilter | null
  orderBy?: ListOrder<ByChange> | null
}

/** The notes that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listResearchNotes = (scope: Scope, args: ListArgs): Promise<Connection<ResearchNoteRow>> =>
  notePage(
    scope,
    visibleNotes(scope.actor),
    args.filter ?? {},
    args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' },
    args
  )

/** Notes by id in their order; null for what is missing or not for the actor to see. */
export const researchNotesByIds = async (scope: Scope, ids: readonly string[]): Promise<(ResearchNoteRow | null)[]> =>
  inOrder(ids, await noteRows(scope, visibleNotes(scope.actor), ids), ({ id }) => id)

/** One note, or null. */
export const findResearchNote = async (scope: Scope, { id }: { id: string }): Promise<ResearchNoteRow | null> =>
  (await researchNotesByIds(scope, [id]))[0] ?? null

/** One note. Throws NOT_FOUND. */
export async function getResearchNote(scope: Scope, args: { id: string }): Promise<ResearchNoteRow> {
  const note = await findResearchNote(scope, args)
  if (!note) throw refuse('NOT_FOUND', { path: ['id'] })
  return note
}

/** What is done of the homework for each of these requests, in one statement; null where that is not for the actor (S#37). */
export async function checklistsOf(
  scope: Scope,
  requests: readonly { id: string; studentId: string }[]
): Promise<(ResearchChecklist | null)[]> {
  const seen = requests.filter(({ studentId }) => maySeePreparation(scope.actor, studentId)).map(({ id }) => id)
  const checklists = seen.length > 0 ? await researchOf(scope, seen) : new Map()
  return requests.map(({ id }) => checklists.get(id) ?? null)
}

async function researchOf(reader: Reader, ids: readonly string[]): Promise<Map<string, ResearchChecklist>> {
  const { researchNoteMinLength } = defaultInstitutionPolicy.preparation
  const notes = Map.groupBy(
    await notesOfRequests(reader, ids, researchNoteMinLength),
    ({ forRequestId }) => forRequestId
  )
  return new Map(
    ids.map((id) => {
      const own = notes.get(id) ?? []
      return [id, checklistOf(own, own[0]?.minLength ?? researchNoteMinLength)]
    })
  )
}

/** What is done of the homework for a request, or null: for its student, counselors and admins. */
export async function findResearchChecklist(scope: Scope, { id }: { id: string }): Promise<ResearchChecklist | null> {
  const [request] = await requestsByIds(scope, [id])
  return request ? ((await checklistsOf(scope, [request]))[0] ?? null) : null
}

/** The same. Throws NOT_FOUND. */
export async function getResearchChecklist(scope: Scope, args: { id: string }): Promise<ResearchChecklist> {
  const checklist = await findResearchChecklist(scope, args)
  if (!checklist) throw refuse('NOT_FOUND', { path: ['id'] })
  return checklist
}

export interface PreparationReadiness {
  researchPercent: number
  isPractised: boolean
  hasPitch: boolean
}

/**
 * How far the preparation for each of these requests is, by request, in two statements of one round trip: for whoever
 * works out readiness. It asks nobody who they are. Research (S#37), a mock session held (S#47), a pitch attached (S#25).
 */
export async function preparationReadiness(
  reader: Reader,
  requestIds: readonly string[]
): Promise<Map<string, PreparationReadiness>> {
  const [checklists, rows] = await Promise.all([researchOf(reader, requestIds), readinessRows(reader, requestIds)])
  return new Map(
    rows.map(({ requestId, isPractised, hasPitch }) => {
      const researchPercent = checklists.get(requestId)?.percentComplete ?? 0
      return [requestId, { researchPercent, isPractised, hasPitch }]
    })
  )
}
