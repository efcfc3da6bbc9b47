import type { Scope } from '../../db/scope.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { contactCardsOf } from './cards.service.ts'
import type { ContactCard, ExchangeRow } from './cards.types.ts'
import { cardExchangesOf } from './exchanges.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row>(lookUp: (scope: Scope, keys: string[]) => Promise<unknown[]>, keyOf: (row: Row) => string): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  Person: { contactCard: byKey(contactCardsOf, (person: { id: string }) => person.id) },
  Meeting: { cardExchange: byKey(cardExchangesOf, (meeting: { id: string }) => meeting.id) },
  ContactCard: { person: byKey(personsByIds, (card: ContactCard) => card.personId) },
  CardExchange: { meeting: byKey(meetingsByIds, (exchange: ExchangeRow) => exchange.meetingId) }
}
