import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { getCounterProposal, listCounterProposals } from './counter-proposals.service.ts'
import { acceptCounterProposal, counterPropose } from './counter-propose.ts'
import { addDeclineReferral } from './decline-referral.ts'
import { moveRoute } from './requests.routes.ts'
import { getSuggestedNext } from './suggestions.service.ts'

type ById = { id: string }

export const routes: Record<string, RouteHandler> = {
  listCounterProposals: async (request, reply) => {
    const { filter: _, ...page } = pageArgs(request.query, 'ASC')
    const { id: requestId } = request.params as ById
    const found = await listCounterProposals(request.scope, { requestId, ...page })
    return sendPage(request, reply, found, (row) => row)
  },
  getCounterProposal: async ({ scope, params }) => getCounterProposal(scope, params as ById),
  counterPropose: async ({ scope, body, params }, reply) => {
    const made = await counterPropose(scope, { ...(body as object), ...(params as ById) })
    reply.code(201).header('location', `/v1/counter-proposals/${made.id}`)
    return made
  },
  acceptCounterProposal: moveRoute(acceptCounterProposal),
  addDeclineReferral: moveRoute(addDeclineReferral),
  getSuggestedNext: async ({ scope, params, query }) => {
    const { id: requestId } = params as ById
    return getSuggestedNext(scope, { requestId, ...(query as { first?: number }) })
  }
}
