import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'
import { visibleTo } from '../people/people.service.ts'
import { checkVersion } from '../state-machine.ts'
import { textProblems } from './contact-values.rules.ts'
import { assertMayKeepContacts, readableOwner } from './contacts.policy.ts'
import { linkableMentors } from './contacts.queries.ts'
import {
  deleteTouchpoint,
  keepContact,
  latestWith,
  lockTouchpoint,
  returning,
  touchpointPage,
  touchpointRows
} from './touchpoints.queries.ts'
import type {
  ListTouchpointsArgs,
  LogTouchpointInput,
  TouchpointRow,
  UpdateTouchpointInput
} from './touchpoints.types.ts'

const noteMax = 2_000
const latestMax = 20

/**
 * Writes down how the actor was in touch with a contact of theirs, or with a mentor directly, before asking as well as
 * after (S#23). Throws FORBIDDEN, INVALID_INPUT, NOT_FOUND for a contact, NOT_A_MENTOR, SAME_PERSON.
 */
export const logTouchpoint = (scope: Scope, input: LogTouchpointInput): Promise<TouchpointRow> =>
  write(
    scope,
    async (tx, [contacts, mentors]) => {
      assertMayKeepContacts(tx.actor)
      const occurredAt = input.occurredAt ?? tx.now
      refuseAll([...subjectProblems(tx, input, contacts, mentors), ...fieldProblems({ ...input, occurredAt }, tx.now)])
      const about = { contactId: contacts?.[0]?.id as string | undefined, mentorId: input.mentorId?.toLowerCase() }
      const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
      const values = { kind: input.kind, occurredAt, note: linesOf(input.note) ?? null }
      const row = { id: newId(), ownerId: tx.actor.id as string, ...about, ...values, ...stamps }
      record(tx, 'touchpoint.logged', row, [])
      return new Last(insertRow('touchpoints', row, returning), ([made]) => made as unknown as TouchpointRow)
    },
    [
      keepContact(readableOwner(scope.actor), input.contactId),
      linkableMentors(input.mentorId == null ? [] : [input.mentorId], visibleTo(scope.actor))
    ]
  )

/** Changes a touchpoint of the actor. Throws NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT. */
export const updateTouchpoint = (scope: Scope, input: UpdateTouchpointInput): Promise<TouchpointRow> =>
  write(
    scope,
    async (tx, [touchpoints]) => {
      const touchpoint = own(touchpoints)
      checkVersion(touchpoint, input.expectedVersion)
      refuseAll(fieldProblems(input, tx.now))
      const { kind, occurredAt } = input
      const given = { kind: kind ?? undefined, occurredAt: occurredAt ?? undefined, note: linesOf(input.note) }
      const differs = ([name, value]: [string, unknown]) =>
        value !== undefined && value !== touchpoint[name as keyof TouchpointRow]
      const changed = Object.fromEntries(Object.entries(given).filter(differs))
      if (Object.keys(changed).length === 0) return touchpoint
      record(tx, 'touchpoint.updated', touchpoint, Object.keys(changed))
      const statement = updateRow('touchpoints', touchpoint.id, changed, tx.now, returning)
      return new Last(statement, ([row]) => row as unknown as TouchpointRow)
    },
    [lockTouchpoint(readableOwner(scope.actor), input.id)]
  )

/** Deletes a touchpoint of the actor, and gives it back as it was. Throws NOT_FOUND. */
export const removeTouchpoint = (scope: Scope, { id }: { id: string }): Promise<TouchpointRow> =>
  write(
    scope,
    async (tx, [touchpoints]) => {
      const touchpoint = own(touchpoints)
      record(tx, 'touchpoint.removed', touchpoint, [])
      return new Last(deleteTouchpoint(touchpoint.ownerId, touchpoint.id), () => touchpoint)
    },
    [lockTouchpoint(readableOwner(scope.actor), id)]
  )

interface NewTouchpoint {
  ownerId: string
  contactId: string | null
  mentorId: string | null
  kind: string
  occurredAt: string
}

/** A touchpoint that comes of something else that its owner did: the statement that writes it, to travel with that change. */
export function newTouchpoint(tx: Tx, touchpoint: NewTouchpoint): Sql {
  const row = { id: newId(), ...touchpoint, version: 1, createdAt: tx.now, updatedAt: tx.now }
  record(tx, 'touchpoint.logged', row, [])
  return insertRow('touchpoints', row, returning)
}

function own(rows: Rows | undefined): TouchpointRow {
  const touchpoint = rows?.[0] as unknown as TouchpointRow | undefined
  if (!touchpoint) throw refuse('NOT_FOUND', { path: ['id'] })
  return touchpoint
}

const linesOf = (note: string | null | undefined) => note?.replace(/\r\n?/g, '\n') ?? note

function subjectProblems(
  tx: Tx,
  { contactId, mentorId }: LogTouchpointInput,
  contacts: Rows | undefined,
  mentors: Rows | undefined
): Problem[] {
  if ((contactId == null) === (mentorId == null))
    return [problem('INVALID_INPUT', { path: ['contactId'], message: 'Give either a contact or a mentor.' })]
  if (contactId != null) return contacts?.length === 1 ? [] : [problem('NOT_FOUND', { path: ['contactId'] })]
  if (mentors?.length !== 1) return [problem('NOT_A_MENTOR', { path: ['mentorId'] })]
  return mentorId?.toLowerCase() === tx.actor.id ? [problem('SAME_PERSON', { path: ['mentorId'] })] : []
}

function fieldProblems({ occurredAt, note }: { occurredAt?: string | null; note?: string | null }, now: string) {
  const problems = textProblems(note, ['note'], noteMax, 'note')
  if (occurredAt != null && occurredAt > now)
    problems.push(problem('INVALID_INPUT', { path: ['occurredAt'], message: 'A touchpoint has happened already.' }))
  return problems
}

function record(
  tx: Tx,
  action: string,
  row: { id: string; ownerId: string; contactId?: string | null; mentorId?: string | null },
  changed: readonly string[]
): void {
  const { id: subjectId, ownerId, contactId = null, mentorId = null } = row
  const payload = { ownerId, contactId, mentorId }
  tx.record({ action, subjectType: 'Touchpoint', subjectId, changes: { ...payload, changed }, payload })
}

/** A page of the actor's own touchpoints, latest first unless ordered otherwise. Throws INVALID_PAGING, INVALID_CURSOR. */
export const listTouchpoints = async (scope: Scope, args: ListTouchpointsArgs): Promise<Connection<TouchpointRow>> =>
  touchpointPage(scope, readableOwner(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Touchpoints by id in their order; null for what is missing or somebody else's. */
export async function touchpointsByIds(scope: Scope, ids: readonly string[]): Promise<(TouchpointRow | null)[]> {
  const owner = readableOwner(scope.actor)
  return inOrder(ids, owner === null ? [] : await touchpointRows(scope, owner, ids), (row) => row.id)
}

/** One touchpoint, or null. */
export const findTouchpoint = async (scope: Scope, { id }: { id: string }): Promise<TouchpointRow | null> =>
  (await touchpointsByIds(scope, [id]))[0] ?? null

/** One touchpoint. Throws NOT_FOUND. */
export async function getTouchpoint(scope: Scope, args: { id: string }): Promise<TouchpointRow> {
  const touchpoint = await findTouchpoint(scope, args)
  if (!touchpoint) throw refuse('NOT_FOUND', { path: ['id'] })
  return touchpoint
}

/** The latest touchpoints with each of these contacts of the actor, at most 20 each. */
export const touchpointsOfContacts = async (scope: Scope, ids: readonly string[]): Promise<TouchpointRow[][]> =>
  groupedBy(ids, await latestWith(scope, readableOwner(scope.actor), ids, latestMax), ({ contactId }) =>
    String(contactId)
  )
