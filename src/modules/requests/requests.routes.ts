import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { acceptMeetingRequest, declineMeetingRequest } from './answer-request.ts'
import { createMeetingRequest, updateMeetingRequest } from './draft-request.ts'
import { statusText } from './requests.rules.ts'
import {
  allowedRequestActions,
  getMeetingRequest,
  listMeetingRequests,
  sendMeetingRequest,
  withdrawMeetingRequest
} from './requests.service.ts'
import type { RequestFilter, RequestRow } from './requests.types.ts'

const toJson = (scope: Scope) => (request: RequestRow) => {
  const { targetOccupationCode, ...row } = request
  const allowedActions = allowedRequestActions(scope, request)
  return { ...row, targetOccupation: targetOccupationCode, statusText: statusText(request.status), allowedActions }
}

type Verb = (scope: Scope, input: never) => Promise<RequestRow>

/** A move of the request in the path, with the body as its input. */
const moveRoute =
  (verb: Verb): RouteHandler =>
  async ({ scope, body, params }) =>
    toJson(scope)(await verb(scope, { ...(body as object), ...(params as { id: string }) } as never))

export const routes: Record<string, RouteHandler> = {
  listMeetingRequests: async (request, reply) => {
    const args = pageArgs<RequestFilter, 'CREATED_AT' | 'UPDATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listMeetingRequests(request.scope, args), toJson(request.scope))
  },
  getMeetingRequest: moveRoute(getMeetingRequest),
  createMeetingRequest: async ({ scope, body }, reply) => {
    const created = await createMeetingRequest(scope, body as never)
    reply.code(201).header('location', `/v1/meeting-requests/${created.id}`)
    return toJson(scope)(created)
  },
  updateMeetingRequest: moveRoute(updateMeetingRequest),
  sendMeetingRequest: moveRoute(sendMeetingRequest),
  withdrawMeetingRequest: moveRoute(withdrawMeetingRequest),
  acceptMeetingRequest: moveRoute(acceptMeetingRequest),
  declineMeetingRequest: moveRoute(declineMeetingRequest)
}
