import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'
import { visibleTo } from '../people/people.service.ts'
import { checkVersion } from '../state-machine.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { assertMayKeepContacts, readableOwner } from './contacts.policy.ts'
import {
  clearIntroducer,
  deleteContact,
  linkableMentors,
  lockContact,
  lockOwner,
  returning,
  type Surroundings,
  surroundings
} from './contacts.queries.ts'
import { columnsOf, contactsMax, differences, fieldProblems, nameProblems, newContact } from './contacts.rules.ts'
import type { ContactFields, ContactRow, CreateContactInput, UpdateContactInput } from './contacts.types.ts'
import { deleteTouchpointsWith } from './touchpoints.queries.ts'

const leadOf = ({ actor }: Scope, fields: ContactFields) => {
  const owner = readableOwner(actor)
  return [
    lockOwner(owner),
    surroundings(owner, fields.personId ?? null, fields.introducedById ?? null),
    linkableMentors(fields.personId == null ? [] : [fields.personId], visibleTo(actor))
  ]
}

/**
 * Adds somebody to the actor's contacts, of the platform or not (S#10, S#11).
 * Throws FORBIDDEN, INVALID_INPUT for every field at once, UNKNOWN_OCCUPATION, NOT_A_MENTOR, SAME_PERSON,
 * CONTACT_ALREADY_LISTED, NOT_FOUND for an introducer, CONTACT_LIST_FULL.
 */
export const createContact = (scope: Scope, input: CreateContactInput): Promise<ContactRow> =>
  write(
    scope,
    async (tx, [, around, mentors]) => {
      assertMayKeepContacts(tx.actor)
      const given = columnsOf(input)
      const values = { ...newContact, ...given, connectionState: given.connectionState ?? 'NONE' }
      const { connectionState: _, ...fields } = input
      const problems = [...(await problemsOf(tx, fields)), ...nameProblems(values)]
      const stands = around?.[0] as unknown as Surroundings
      refuseAll([...problems, ...linkProblems(tx, input, stands, mentors), ...introducerProblems(input, stands)])
      if (stands.contactCount >= contactsMax) throw refuse('CONTACT_LIST_FULL')
      const id = newId()
      const ownerId = tx.actor.id as string
      const row = { id, ownerId, uid: uidOf(id), ...values, version: 1, createdAt: tx.now, updatedAt: tx.now }
      recordContact(tx, 'contact.created', row, Object.keys(given))
      return new Last(insertRow('contacts', row, returning), ([made]) => made as unknown as ContactRow)
    },
    leadOf(scope, input)
  )

/** What files know a contact by that did not come with a UID of its own. */
export const uidOf = (id: string): string => `urn:uuid:${id}`

/**
 * Changes a contact of the actor, or archives it. What it is introduced by never leads back to it (S#11).
 * Throws NOT_FOUND, VERSION_CONFLICT, INTRODUCTION_CYCLE, and what `createContact` throws.
 */
export const updateContact = (scope: Scope, input: UpdateContactInput): Promise<ContactRow> =>
  write(
    scope,
    async (tx, [, around, mentors, contacts]) => {
      const contact = ownContact(contacts)
      checkVersion(contact, input.expectedVersion)
      const { id: _, expectedVersion: __, ...fields } = input
      const changed = differences(contact, columnsOf(fields))
      const stands = around?.[0] as unknown as Surroundings
      refuseAll([
        ...(await problemsOf(tx, fields)),
        ...nameProblems({ ...contact, ...changed }),
        // Whom it was linked to stays, though they may not be found any more.
        ...('personId' in changed ? linkProblems(tx, fields, stands, mentors) : []),
        ...introducerProblems(fields, stands, contact.id)
      ])
      if (Object.keys(changed).length === 0) return contact
      recordContact(tx, 'contact.updated', contact, Object.keys(changed))
      const statement = updateRow('contacts', contact.id, changed, tx.now, returning)
      return new Last(statement, ([row]) => row as unknown as ContactRow)
    },
    [...leadOf(scope, input), lockContact(readableOwner(scope.actor), input.id)]
  )

/**
 * Deletes a contact of the actor with its touchpoints, because third persons have a right to be forgotten; those whom it
 * introduced stay. `updateContact` puts a contact away that is only out of the way. Throws NOT_FOUND.
 */
export const removeContact = (scope: Scope, { id }: { id: string }): Promise<ContactRow> =>
  write(
    scope,
    async (tx, [, contacts]) => {
      const contact = ownContact(contacts)
      const { ownerId } = contact
      const statements = [clearIntroducer(ownerId, contact.id, tx.now), deleteTouchpointsWith(ownerId, contact.id)]
      const [introduced = [], touchpoints = []] = await tx.batch(statements)
      for (const row of introduced)
        recordContact(tx, 'contact.updated', { ...row, ownerId } as never, ['introducedById'])
      for (const row of touchpoints) {
        const payload = { ownerId, contactId: contact.id }
        const about = { subjectType: 'Touchpoint', subjectId: String(row.id), changes: payload, payload } as const
        tx.record({ action: 'touchpoint.removed', ...about })
      }
      recordContact(tx, 'contact.removed', contact, [])
      return new Last(deleteContact(ownerId, contact.id), () => contact)
    },
    [lockOwner(readableOwner(scope.actor)), lockContact(readableOwner(scope.actor), id)]
  )

function ownContact(rows: Rows | undefined): ContactRow {
  const contact = rows?.[0] as unknown as ContactRow | undefined
  if (!contact) throw refuse('NOT_FOUND', { path: ['id'] })
  return contact
}

async function problemsOf(tx: Tx, fields: ContactFields): Promise<Problem[]> {
  const occupations = fields.occupation == null ? [] : [{ code: plausible(fields.occupation), path: ['occupation'] }]
  return [...fieldProblems(fields), ...(await codeProblems(tx, { occupations }))]
}

/** What can be no code is asked for as one that no taxonomy has, so that its text never reaches the database. */
export const plausible = (code: string): string => (/^[\d.-]{2,10}$/.test(code) ? code : '?')

function linkProblems(tx: Tx, { personId }: ContactFields, stands: Surroundings, mentors: Rows | undefined): Problem[] {
  if (personId == null) return []
  const path = ['personId']
  if (mentors?.length !== 1) return [problem('NOT_A_MENTOR', { path })]
  if (personId.toLowerCase() === tx.actor.id) return [problem('SAME_PERSON', { path })]
  return stands.listedId === null ? [] : [problem('CONTACT_ALREADY_LISTED', { path })]
}

function introducerProblems({ introducedById }: ContactFields, stands: Surroundings, id?: string): Problem[] {
  if (introducedById == null) return []
  const path = ['introducedById']
  if (stands.introducerIds.length === 0) return [problem('NOT_FOUND', { path })]
  return stands.introducerIds.includes(id ?? '') ? [problem('INTRODUCTION_CYCLE', { path })] : []
}

/** One change of a contact: which of its fields changed, and never what they say, for it is private to the owner. */
export function recordContact(
  tx: Tx,
  action: string,
  { id: subjectId, ownerId }: Pick<ContactRow, 'id' | 'ownerId'>,
  changed: readonly string[]
): void {
  tx.record({ action, subjectType: 'Contact', subjectId, changes: { ownerId, changed }, payload: { ownerId } })
}
