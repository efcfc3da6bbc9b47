import { inOrder, newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { assertMayWriteProfile } from '../people/people.policy.ts'
import { checkVersion } from '../state-machine.ts'
import { visibleCards } from './cards.policy.ts'
import { cardOf, cardRowsBy, lockPersonOf, returning } from './cards.queries.ts'
import { cardAsSeen, cardProblems, changesOf } from './cards.rules.ts'
import type { CardRow, ContactCard, SaveContactCardInput } from './cards.types.ts'

export { dispositionOf, vCardOf } from './vcard.rules.ts'

type Named = Pick<CardRow, 'givenName' | 'familyName'>

/**
 * Creates or changes the card of a person (S#51): by that person, or by who keeps people. What is left out stays, null
 * empties; nothing is written when nothing changes.
 * Throws FORBIDDEN, NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT for every field at once.
 */
export const saveContactCard = (
  scope: Scope,
  { personId, expectedVersion, ...fields }: SaveContactCardInput
): Promise<ContactCard> =>
  write(
    scope,
    async (tx, [persons, cards]) => {
      assertMayWriteProfile(tx.actor, personId)
      const person = persons?.[0] as unknown as Named | undefined
      if (!person) throw refuse('NOT_FOUND', { path: ['personId'] })
      const card = (cards?.[0] ?? null) as unknown as CardRow | null
      checkVersion(card ?? { version: 0 }, expectedVersion)
      refuseAll(cardProblems(fields))
      const changes = changesOf(card, fields)
      if (card && Object.keys(changes).length === 0) return cardAsSeen({ ...card, ...person, isShared: true })
      const toCard = ([row]: Rows) => cardAsSeen({ ...(row as unknown as CardRow), ...person, isShared: true })
      return new Last(savedCard(tx, personId.toLowerCase(), card, changes), toCard)
    },
    [lockPersonOf(personId), cardOf(personId)]
  )

function savedCard(tx: Tx, personId: string, card: CardRow | null, changes: Partial<CardRow>): Sql {
  const id = card?.id ?? newId()
  const action = card ? 'contact_card.updated' : 'contact_card.created'
  const payload = { personId, changed: Object.keys(changes) }
  tx.record({ action, subjectType: 'ContactCard', subjectId: id, changes, payload })
  if (card) return updateRow('contact_cards', id, changes, tx.now, returning)
  const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
  return insertRow('contact_cards', { id, personId, ...changes, ...stamps }, returning)
}

/** The card of a person as the actor may read it, or null. */
export async function findContactCard(scope: Scope, { personId }: { personId: string }): Promise<ContactCard | null> {
  const rows = await cardRowsBy(scope, scope.actor, visibleCards(scope.actor), 'person_id', [personId])
  return rows[0] ? cardAsSeen(rows[0]) : null
}

/** The same. Throws NOT_FOUND instead. */
export async function getContactCard(scope: Scope, args: { personId: string }): Promise<ContactCard> {
  const card = await findContactCard(scope, args)
  if (!card) throw refuse('NOT_FOUND', { path: ['id'] })
  return card
}

/** Cards by id in their order; null for what is missing or not for the actor to see. */
export const contactCardsByIds = async (scope: Scope, ids: readonly string[]): Promise<(ContactCard | null)[]> =>
  cardsBy(scope, visibleCards(scope.actor), 'id', ids)

/** The cards of persons whom the actor has come to, in order, null for who keeps none. */
export const contactCardsOf = (scope: Scope, personIds: readonly string[]): Promise<(ContactCard | null)[]> =>
  cardsBy(scope, sql`true`, 'person_id', personIds)

async function cardsBy(scope: Scope, visible: Sql, column: 'id' | 'person_id', ids: readonly string[]) {
  const rows = await cardRowsBy(scope, scope.actor, visible, column, ids)
  return inOrder(ids, rows.map(cardAsSeen), (card) => (column === 'id' ? card.id : card.personId))
}
