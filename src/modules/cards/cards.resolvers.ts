import type { GraphqlContext } from '../module.ts'
import { mutation } from '../verb-fields.ts'
import { findContactCard, saveContactCard } from './cards.service.ts'
import type { ExchangeRow } from './cards.types.ts'
import { exchangeCards, findCardExchange, isExchanged, withdrawCardConsent } from './exchanges.service.ts'

export const resolvers = {
  Query: {
    contactCard: (_: unknown, args: { personId: string }, { scope }: GraphqlContext) => findContactCard(scope, args),
    cardExchange: (_: unknown, args: { meetingId: string }, { scope }: GraphqlContext) => findCardExchange(scope, args)
  },
  Mutation: {
    saveContactCard: mutation('contactCard', saveContactCard),
    exchangeCards: mutation('cardExchange', exchangeCards),
    withdrawCardConsent: mutation('cardExchange', withdrawCardConsent)
  },
  CardExchange: { isExchanged: (exchange: ExchangeRow) => isExchanged(exchange) }
}
