import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayKeepResumes, assertOwn, visibleResumes } from './resumes.policy.ts'
import {
  lockResume,
  type ResumeOrderField,
  resumePage,
  resumeRows,
  returning,
  versionRows,
  versionRowsByIds
} from './resumes.queries.ts'
import { countProblems, titleProblems, versionProblems } from './resumes.rules.ts'
import type {
  AddResumeVersionInput,
  ById,
  CreateResumeInput,
  OrderBy,
  ResumeFilter,
  ResumeRow,
  VersionFields,
  VersionRow
} from './resumes.types.ts'
import { lockSharesOfResume } from './shares.queries.ts'
import { endShares } from './shares.service.ts'

/**
 * Registers a resume of the actor with its first version (S#50); the file stays where the student keeps it.
 * Throws FORBIDDEN, INVALID_INPUT for every field at once.
 */
export const createResume = (scope: Scope, { title, ...fields }: CreateResumeInput): Promise<ResumeRow> =>
  write(scope, async (tx) => {
    assertMayKeepResumes(tx.actor)
    refuseAll([...titleProblems(title), ...versionProblems(fields)])
    const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
    const values = { id: newId(), studentId: tx.actor.id as string, title, versionCount: 1, ...stamps }
    const [resume] = await tx.rows<ResumeRow>(insertRow('resumes', values, returning))
    record(tx, 'resume.created', resume as ResumeRow)
    return new Last(versionRow(tx, resume as ResumeRow, fields), () => resume as ResumeRow)
  })

function versionRow(tx: Tx, { id: resumeId, versionCount: number }: ResumeRow, fields: VersionFields): Sql {
  const { label, url, fileName, sha256, note } = fields
  const version = { id: newId(), resumeId, number, label, url, fileName, sha256: sha256?.toLowerCase() ?? null }
  return insertRow('resume_versions', { ...version, note: note ?? null, createdAt: tx.now }, raw('id'))
}

/**
 * Adds a version. Those before stay as they are, and so does what they are shared as.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, RESUME_ARCHIVED, INVALID_INPUT, also past 50 versions.
 */
export const addResumeVersion = (
  scope: Scope,
  { id, expectedVersion, ...fields }: AddResumeVersionInput
): Promise<ResumeRow> =>
  write(
    scope,
    async (tx, [resumes]) => {
      const resume = ownResume(tx, resumes, expectedVersion)
      const versionCount = resume.versionCount + 1
      refuseAll([...versionProblems(fields), ...countProblems(versionCount)])
      const revised = { ...resume, versionCount }
      await tx.rows(versionRow(tx, revised, fields))
      record(tx, 'resume.version_added', revised)
      return lastChange(tx, resume, { versionCount })
    },
    [lockResume(id, visibleResumes(scope.actor))]
  )

/**
 * Puts a resume away for good, and ends what is shared of it in the same commit.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, RESUME_ARCHIVED when it is away already.
 */
export const archiveResume = (scope: Scope, { id, expectedVersion }: ById): Promise<ResumeRow> =>
  write(
    scope,
    async (tx, [resumes, shares]) => {
      const resume = ownResume(tx, resumes, expectedVersion)
      await endShares(tx, shares)
      record(tx, 'resume.archived', resume)
      return lastChange(tx, resume, { archivedAt: tx.now })
    },
    [lockResume(id, visibleResumes(scope.actor)), lockSharesOfResume(id, scope.clock.now())]
  )

function ownResume(tx: Tx, resumes: Rows | undefined, expectedVersion: number | null | undefined): ResumeRow {
  const resume = resumes?.[0] as unknown as ResumeRow | undefined
  if (!resume) throw refuse('NOT_FOUND', { path: ['id'] })
  assertOwn(tx.actor, resume)
  checkVersion(resume, expectedVersion)
  if (resume.archivedAt !== null) throw refuse('RESUME_ARCHIVED', { path: ['id'] })
  return resume
}

const lastChange = (tx: Tx, { id }: ResumeRow, values: Partial<ResumeRow>): Last<ResumeRow> =>
  new Last(updateRow('resumes', id, values, tx.now, returning), ([row]) => row as unknown as ResumeRow)

function record(tx: Tx, action: string, { id: subjectId, studentId, versionCount }: ResumeRow): void {
  const payload = { studentId, versionCount }
  tx.record({ action, subjectType: 'Resume', subjectId, changes: payload, payload })
}

interface ListArgs extends PageArgs {
  filter?: ResumeFilter | null
  orderBy?: OrderBy<ResumeOrderField> | null
}

/** The resumes that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listResumes = (scope: Scope, args: ListArgs): Promise<Connection<ResumeRow>> =>
  resumePage(
    scope,
    visibleResumes(scope.actor),
    args.filter ?? {},
    args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' },
    args
  )

/** Resumes by id in their order; null for what is missing or not for the actor to see. */
export const resumesByIds = async (scope: Scope, ids: readonly (string | null)[]): Promise<(ResumeRow | null)[]> =>
  inOrder(ids, await resumeRows(scope, visibleResumes(scope.actor), ids), (row) => row.id)

/** One resume, or null. */
export const findResume = async (scope: Scope, { id }: { id: string }): Promise<ResumeRow | null> =>
  (await resumesByIds(scope, [id]))[0] ?? null

/** One resume. Throws NOT_FOUND. */
export async function getResume(scope: Scope, args: { id: string }): Promise<ResumeRow> {
  const resume = await findResume(scope, args)
  if (!resume) throw refuse('NOT_FOUND', { path: ['id'] })
  return resume
}

/** The versions of each of these resumes, latest first, for whoever sees the resumes. */
export const versionsOfResumes = async (scope: Scope, ids: readonly string[]): Promise<VersionRow[][]> =>
  groupedBy(ids, await versionRows(scope, ids), ({ resumeId }) => resumeId)

/** Versions by id in their order; null for those of resumes that the actor does not see. */
export async function resumeVersionsByIds(
  scope: Scope,
  ids: readonly (string | null)[]
): Promise<(VersionRow | null)[]> {
  const wanted = ids.filter((id) => id !== null)
  const rows = wanted.length > 0 ? await versionRowsByIds(scope, visibleResumes(scope.actor), wanted) : []
  return inOrder(ids, rows, (row) => row.id)
}
