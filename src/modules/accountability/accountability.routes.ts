import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import type { PairRow } from './accountability.types.ts'
import {
  acceptAccountabilityInvitation,
  declineAccountabilityInvitation,
  endAccountabilityPair,
  inviteAccountabilityPartner,
  updateAccountabilityPair
} from './change-pairs.service.ts'
import { getCheckIn, listCheckIns, logCheckIn, reactToCheckIn, smallStepIn } from './check-ins.service.ts'
import type { CheckInRow } from './check-ins.types.ts'
import {
  type AccountabilityLinkView,
  agreeByAccountabilityLink,
  checkInByAccountabilityLink,
  getAccountabilityLink,
  leaveByAccountabilityLink,
  reactByAccountabilityLink,
  renewAccountabilityLink,
  revokeAccountabilityLink,
  shownLink
} from './links.service.ts'
import { acceptPact, proposePact } from './pacts.service.ts'
import {
  accountabilityLinkIn,
  allowedPairActions,
  getAccountabilityPair,
  getPairProgress,
  listAccountabilityPairs,
  pactIn,
  proposedPactIn
} from './pairs.service.ts'

const pairJson = (scope: Scope, pair: PairRow) => ({
  ...{ id: pair.id, status: pair.status, inviterId: pair.inviterId, partnerId: pair.partnerId },
  ...{ partnerName: pair.partnerName, partnerEmail: pair.partnerEmail },
  ...{ platform: pair.platform, platformNote: pair.platformNote },
  ...{ inviterTimeZone: pair.inviterTimeZone, partnerTimeZone: pair.partnerTimeZone },
  ...{ pact: pactIn(pair), proposedPact: proposedPactIn(pair) },
  accountabilityLink: accountabilityLinkIn(scope, pair),
  allowedActions: allowedPairActions(scope, pair),
  ...{ acceptedAt: pair.acceptedAt, endedAt: pair.endedAt },
  ...{ createdAt: pair.createdAt, updatedAt: pair.updatedAt, version: pair.version }
})

const checkInJson = ({ linkedType, linkedId, ...checkIn }: CheckInRow) => ({
  ...checkIn,
  smallStep: smallStepIn({ linkedType, linkedId, ...checkIn })
})

const linkJson = (scope: Scope, view: AccountabilityLinkView) => ({
  ...shownLink(scope, view),
  checkIns: view.checkIns.map(checkInJson)
})

type Verb<Row> = (scope: Scope, input: never) => Promise<Row>
type ToJson<Row> = (scope: Scope, row: Row) => unknown

/** The object in the path, read or changed with the body as its input. */
const one =
  <Row>(verb: Verb<Row>, toJson: ToJson<Row>): RouteHandler =>
  async ({ scope, body, params }) =>
    toJson(scope, await verb(scope, { ...(body as object), ...(params as object) } as never))

/** A change that makes an object, which is then at this path. */
const made =
  <Row extends { id: string }>(verb: Verb<Row>, path: string, toJson: ToJson<Row>): RouteHandler =>
  async ({ scope, body }, reply) => {
    const row = await verb(scope, body as never)
    reply.code(201).header('location', `${path}/${row.id}`)
    return toJson(scope, row)
  }

const checkInOne = (_: Scope, row: CheckInRow) => checkInJson(row)

export const routes: Record<string, RouteHandler> = {
  listAccountabilityPairs: async (request, reply) => {
    const found = await listAccountabilityPairs(request.scope, pageArgs(request.query, 'DESC'))
    return sendPage(request, reply, found, (pair) => pairJson(request.scope, pair))
  },
  getAccountabilityPair: one(getAccountabilityPair, pairJson),
  getPairProgress: one(getPairProgress, (_, progress) => progress),
  inviteAccountabilityPartner: made(inviteAccountabilityPartner, '/v1/accountability-pairs', pairJson),
  updateAccountabilityPair: one(updateAccountabilityPair, pairJson),
  acceptAccountabilityInvitation: one(acceptAccountabilityInvitation, pairJson),
  declineAccountabilityInvitation: one(declineAccountabilityInvitation, pairJson),
  proposePact: one(proposePact, pairJson),
  acceptPact: one(acceptPact, pairJson),
  endAccountabilityPair: one(endAccountabilityPair, pairJson),
  renewAccountabilityLink: one(renewAccountabilityLink, pairJson),
  revokeAccountabilityLink: one(revokeAccountabilityLink, pairJson),
  listCheckIns: async (request, reply) =>
    sendPage(request, reply, await listCheckIns(request.scope, pageArgs(request.query, 'DESC')), checkInJson),
  getCheckIn: one(getCheckIn, checkInOne),
  logCheckIn: made(logCheckIn, '/v1/check-ins', checkInOne),
  reactToCheckIn: one(reactToCheckIn, checkInOne),
  getAccountabilityLink: one(getAccountabilityLink, linkJson),
  agreeByAccountabilityLink: one(agreeByAccountabilityLink, pairJson),
  leaveByAccountabilityLink: one(leaveByAccountabilityLink, pairJson),
  checkInByAccountabilityLink: one(checkInByAccountabilityLink, checkInOne),
  reactByAccountabilityLink: one(reactByAccountabilityLink, checkInOne)
}
