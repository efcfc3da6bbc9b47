import { inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { findPerson } from '../people/people.service.ts'
import { textProblems } from '../text.rules.ts'
import { maySeeCounts, readableOwner } from './contacts.policy.ts'
import { contactPage, contactRows, countRows } from './contacts.queries.ts'
import type { ContactCounts, ContactRow, ListContactsArgs, ListedContactRow } from './contacts.types.ts'

export { vCardsOf } from './contact-vcard.ts'
export { nameOf } from './contacts.rules.ts'

const searchMax = 200

/**
 * A page of the actor's own contacts (S#38), by name unless ordered otherwise: one statement. Nobody reads anybody else's.
 * Throws INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listContacts(scope: Scope, args: ListContactsArgs): Promise<Connection<ListedContactRow>> {
  const filter = args.filter ?? {}
  refuseAll(textProblems(filter.text, ['filter', 'text'], searchMax))
  const words = (filter.text ?? '').split(/\s+/).filter((word) => word !== '')
  const order = args.orderBy ?? { field: 'NAME', direction: 'ASC' }
  return contactPage(scope, readableOwner(scope.actor), { filter, words }, order, args)
}

/** Contacts by id in their order; null for what is missing or somebody else's, which are the same to the actor. */
export async function contactsByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(ContactRow | null)[]> {
  const owner = readableOwner(scope.actor)
  const rows = owner === null ? [] : await contactRows(scope, owner, ids)
  return inOrder(ids, rows, (row) => row.id)
}

/** One contact, or null. */
export const findContact = async (scope: Scope, { id }: { id: string }): Promise<ContactRow | null> =>
  (await contactsByIds(scope, [id]))[0] ?? null

/** One contact. Throws NOT_FOUND. */
export async function getContact(scope: Scope, args: { id: string }): Promise<ContactRow> {
  const contact = await findContact(scope, args)
  if (!contact) throw refuse('NOT_FOUND', { path: ['id'] })
  return contact
}

/**
 * How many contacts in use these people have, in order: null for each whose counts are not for the actor. Counselors and
 * admins learn so much, and nothing of what the contacts say.
 */
export async function contactCountsOf(scope: Scope, personIds: readonly string[]): Promise<(ContactCounts | null)[]> {
  const seen = personIds.filter((id) => maySeeCounts(scope.actor, id))
  const rows = seen.length > 0 ? await countRows(scope, seen) : []
  const counts = new Map(rows.map(({ ownerId, existing, target }) => [ownerId, { existing, target }]))
  return personIds.map((id) => (seen.includes(id) ? (counts.get(id) ?? { existing: 0, target: 0 }) : null))
}

/** The same for one person of the campus, or null. */
export async function findContactCounts(
  scope: Scope,
  { personId }: { personId: string }
): Promise<ContactCounts | null> {
  // Who is not there has no counts, and neither has who is not to be found.
  const person = await findPerson(scope, { id: personId })
  return person && ((await contactCountsOf(scope, [person.id]))[0] ?? null)
}

/** The same. Throws NOT_FOUND. */
export async function getContactCounts(scope: Scope, args: { personId: string }): Promise<ContactCounts> {
  const counts = await findContactCounts(scope, args)
  if (!counts) throw refuse('NOT_FOUND', { path: ['id'] })
  return counts
}
