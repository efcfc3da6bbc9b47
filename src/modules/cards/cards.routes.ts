import { bestMediaType } from '../../media-type.ts'
import type { RouteHandler } from '../module.ts'
import { dispositionOf, getContactCard, saveContactCard, vCardOf } from './cards.service.ts'
import type { ContactCard, ExchangeRow } from './cards.types.ts'
import { exchangeCards, getCardExchange, isExchanged, withdrawCardConsent } from './exchanges.service.ts'

const cardJson = ({ givenName: _, familyName: __, ...card }: ContactCard) => card
const exchangeJson = ({ studentId: _, mentorId: __, ...exchange }: ExchangeRow) => ({
  ...exchange,
  isExchanged: isExchanged(exchange)
})

type Path = { id: string }

export const routes: Record<string, RouteHandler> = {
  getContactCard: async (request, reply) => {
    const card = await getContactCard(request.scope, { personId: (request.params as Path).id })
    reply.header('vary', 'accept')
    if (bestMediaType(request.headers.accept, ['application/json', 'text/vcard']) !== 'text/vcard')
      return cardJson(card)
    // The ETag of what is no JSON: the version is noted by hand.
    request.objectVersion = String(card.version)
    reply.header('content-disposition', dispositionOf(card))
    return reply.type('text/vcard; charset=utf-8').send(vCardOf(card))
  },
  saveContactCard: async ({ scope, body, params }) =>
    cardJson(await saveContactCard(scope, { ...(body as object), personId: (params as Path).id })),
  getCardExchange: async ({ scope, params }) =>
    exchangeJson(await getCardExchange(scope, { meetingId: (params as Path).id })),
  exchangeCards: async ({ scope, body, params }) =>
    exchangeJson(await exchangeCards(scope, { ...(body as object), meetingId: (params as Path).id })),
  withdrawCardConsent: async ({ scope, body, params }) =>
    exchangeJson(await withdrawCardConsent(scope, { ...(body as object), meetingId: (params as Path).id }))
}
