import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { acceptMeetingRequest, declineMeetingRequest } from './answer-request.ts'
import { createMeetingRequest, updateMeetingRequest } from './draft-request.ts'
import { provideMoreInfo, requestMoreInfo } from './more-info.ts'
import {
  allowedRequestActions,
  findMeetingRequest,
  listMeetingRequests,
  sendMeetingRequest,
  statusText,
  withdrawMeetingRequest
} from './requests.service.ts'
import type { RequestRow } from './requests.types.ts'

type Verb<Input> = (scope: GraphqlContext['scope'], input: Input) => Promise<RequestRow>

const mutation =
  <Input>(verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload('meetingRequest', () => verb(scope, input))

export const resolvers = {
  Query: {
    meetingRequest: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findMeetingRequest(scope, args),
    meetingRequests: (_: unknown, args: Parameters<typeof listMeetingRequests>[1], { scope }: GraphqlContext) =>
      listMeetingRequests(scope, args)
  },
  Mutation: {
    createMeetingRequest: mutation(createMeetingRequest),
    updateMeetingRequest: mutation(updateMeetingRequest),
    sendMeetingRequest: mutation(sendMeetingRequest),
    withdrawMeetingRequest: mutation(withdrawMeetingRequest),
    requestMoreInfo: mutation(requestMoreInfo),
    provideMoreInfo: mutation(provideMoreInfo),
    acceptMeetingRequest: mutation(acceptMeetingRequest),
    declineMeetingRequest: mutation(declineMeetingRequest)
  },
  MeetingRequest: {
    statusText,
    allowedActions: (request: RequestRow, _: unknown, { scope }: GraphqlContext) =>
      allowedRequestActions(scope, request)
  }
}
