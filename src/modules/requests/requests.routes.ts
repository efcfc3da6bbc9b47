import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { pitchVersionOf } from '../preparation/pitches.service.ts'
import { acceptMeetingRequest, answerTo, declineMeetingRequest } from './answer-request.ts'
import { waitsFor } from './counter-proposals.service.ts'
import { createMeetingRequest, updateMeetingRequest } from './draft-request.ts'
import { provideMoreInfo, requestMoreInfo } from './more-info.ts'
import {
  allowedRequestActions,
  getMeetingRequest,
  listMeetingRequests,
  sendMeetingRequest,
  statusText,
  withdrawMeetingRequest
} from './requests.service.ts'
import type { RequestFilter, RequestRow } from './requests.types.ts'

/** A request of a list: what came of it would be statements of their own, and stands with the request alone. */
const listedJson = (scope: Scope) => (request: RequestRow) => {
  const { targetOccupationCode, pitchVersionId: _, ...row } = request
  const allowedActions = allowedRequestActions(scope, request)
  const told = { waitsFor: waitsFor(request), statusText: statusText(request), allowedActions }
  return { ...row, targetOccupation: targetOccupationCode, ...told }
}

/** A request alone, with what came of it, what led to it, what its student is warned of and the pitch that goes with it. */
export async function requestJson(scope: Scope, request: RequestRow) {
  const [came, pitch] = await Promise.all([answerTo(scope, request), pitchVersionOf(scope, request)])
  return { ...listedJson(scope)(request), ...came, pitch }
}

type Verb = (scope: Scope, input: never) => Promise<RequestRow>

/** A move of the request in the path, with the body as its input. */
export const moveRoute =
  (verb: Verb): RouteHandler =>
  async ({ scope, body, params }) =>
    requestJson(scope, await verb(scope, { ...(body as object), ...(params as { id: string }) } as never))

export const routes: Record<string, RouteHandler> = {
  listMeetingRequests: async (request, reply) => {
    const args = pageArgs<RequestFilter, 'CREATED_AT' | 'UPDATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listMeetingRequests(request.scope, args), listedJson(request.scope))
  },
  getMeetingRequest: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return requestJson(scope, await getMeetingRequest(scope, params as { id: string }))
  },
  createMeetingRequest: async ({ scope, body }, reply) => {
    const created = await createMeetingRequest(scope, body as never)
    reply.code(201).header('location', `/v1/meeting-requests/${created.id}`)
    return requestJson(scope, created)
  },
  updateMeetingRequest: moveRoute(updateMeetingRequest),
  sendMeetingRequest: moveRoute(sendMeetingRequest),
  withdrawMeetingRequest: moveRoute(withdrawMeetingRequest),
  requestMoreInfo: moveRoute(requestMoreInfo),
  provideMoreInfo: moveRoute(provideMoreInfo),
  acceptMeetingRequest: moveRoute(acceptMeetingRequest),
  declineMeetingRequest: moveRoute(declineMeetingRequest)
}
