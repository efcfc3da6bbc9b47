import type { FastifyReply } from 'fastify'
import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import { landedNotifiedOf } from '../followups/landing-notices.service.ts'
import type { RouteHandler } from '../module.ts'
import { setLandingAttribution, updateLanding, withdrawLanding } from './change-landings.ts'
import { recordOffer, removeOffer, setOfferAttribution, updateOffer } from './change-offers.ts'
import {
  acceptMentorInvitation,
  declineMentorInvitation,
  getMentorInvitation,
  listMentorInvitations
} from './invitations.service.ts'
import type { InvitationFilter } from './invitations.types.ts'
import { attributionOfLandings, getLanding, listLandings, salaryOf } from './landings.service.ts'
import type {
  AttributionRow,
  LandingFilter,
  LandingOrderField,
  LandingRow,
  OfferFilter,
  OfferOrderField,
  OfferRow
} from './landings.types.ts'
import { allowedStages, attributionOfOffers, getOffer, listOffers } from './offers.service.ts'
import { recordLanding } from './record-landing.ts'

type Path = { id: string }
type ToJson<Row> = (scope: Scope, row: Row) => object
type Verb<Row> = (scope: Scope, input: never) => Promise<Row>

const codesIn = ({ occupationCode, industryCode }: { occupationCode: string | null; industryCode: string | null }) => ({
  occupation: occupationCode,
  industry: industryCode
})

const linkJson = ({ meetingId, attribution, statedAt }: AttributionRow) => ({ meetingId, attribution, statedAt })

/** An offer or a landing of a list; what is said of conversations are statements of their own, and stand with it alone. */
const listedOfferJson = (scope: Scope) => (offer: OfferRow) => ({
  ...offer,
  ...codesIn(offer),
  allowedStages: allowedStages(scope, offer)
})

async function offerJson(scope: Scope, offer: OfferRow) {
  const [links = []] = await attributionOfOffers(scope, [offer.id])
  return { ...listedOfferJson(scope)(offer), attribution: links.map(linkJson) }
}

const listedLandingJson = (landing: LandingRow) => ({
  ...landing,
  ...codesIn(landing),
  program: landing.programCode,
  salary: salaryOf(landing)
})

async function landingJson(scope: Scope, landing: LandingRow) {
  const found = await Promise.all([attributionOfLandings(scope, [landing.id]), landedNotifiedOf(scope, [landing.id])])
  const [[links = []], [landedNotified]] = found
  return { ...listedLandingJson(landing), attribution: links.map(linkJson), landedNotified }
}

const changeRoute =
  <Row>(verb: Verb<Row>, toJson: ToJson<Row>): RouteHandler =>
  async ({ scope, body, params }) =>
    toJson(scope, await verb(scope, { ...(body as object), ...(params as Path) } as never))

const makeRoute =
  <Row extends { id: string }>(path: string, verb: Verb<Row>, toJson: ToJson<Row>): RouteHandler =>
  async ({ scope, body }, reply: FastifyReply) => {
    const made = await verb(scope, body as never)
    reply.code(201).header('location', `${path}/${made.id}`)
    return toJson(scope, made)
  }

const readRoute =
  <Row>(find: (scope: Scope, args: Path) => Promise<Row>, toJson: ToJson<Row>): RouteHandler =>
  async ({ scope, params }) => {
    scope.expectSeveralReads()
    return toJson(scope, await find(scope, params as Path))
  }

const same = <Row extends object>(_: Scope, row: Row): Row => row

export const routes: Record<string, RouteHandler> = {
  listOffers: async (request, reply) => {
    const args = pageArgs<OfferFilter, OfferOrderField>(request.query, 'DESC')
    return sendPage(request, reply, await listOffers(request.scope, args), listedOfferJson(request.scope))
  },
  getOffer: readRoute(getOffer, offerJson),
  recordOffer: makeRoute('/v1/offers', recordOffer, offerJson),
  updateOffer: changeRoute(updateOffer, offerJson),
  // What was said of conversations is gone with it.
  removeOffer: changeRoute(removeOffer, (scope, offer) => ({ ...listedOfferJson(scope)(offer), attribution: [] })),
  setOfferAttribution: changeRoute(setOfferAttribution, offerJson),
  listLandings: async (request, reply) => {
    const args = pageArgs<LandingFilter, LandingOrderField>(request.query, 'DESC')
    return sendPage(request, reply, await listLandings(request.scope, args), listedLandingJson)
  },
  getLanding: readRoute(getLanding, landingJson),
  recordLanding: makeRoute('/v1/landings', recordLanding, landingJson),
  updateLanding: changeRoute(updateLanding, landingJson),
  withdrawLanding: changeRoute(withdrawLanding, landingJson),
  setLandingAttribution: changeRoute(setLandingAttribution, landingJson),
  listMentorInvitations: async (request, reply) => {
    const args = pageArgs<InvitationFilter, 'CREATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listMentorInvitations(request.scope, args), (row) => row)
  },
  getMentorInvitation: async ({ scope, params }) => getMentorInvitation(scope, params as Path),
  acceptMentorInvitation: changeRoute(acceptMentorInvitation, same),
  declineMentorInvitation: changeRoute(declineMentorInvitation, same)
}
