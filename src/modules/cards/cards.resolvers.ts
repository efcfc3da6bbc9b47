import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { findContactCard, saveContactCard } from './cards.service.ts'
import type { ExchangeRow } from './cards.types.ts'
import { exchangeCards, findCardExchange, isExchanged, withdrawCardConsent } from './exchanges.service.ts'

type Verb<Input> = (scope: Scope, input: Input) => Promise<unknown>

const mutation =
  <Input>(noun: string, verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))

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
