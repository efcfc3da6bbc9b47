import type { GraphQLResolveInfo } from 'graphql'
import type { Scope } from '../../db/scope.ts'
import { wantedOfItems } from '../../graphql/look-ahead.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import {
  allowedMeetingActions,
  cancelMeeting,
  completeMeeting,
  findMeeting,
  joinedOf,
  listMeetings,
  markMeetingNoShow
} from './meetings.service.ts'
import type { MeetingRow } from './meetings.types.ts'

type ListMeetingsArgs = Parameters<typeof listMeetings>[1]
type Verb<Input> = (scope: Scope, input: Input) => Promise<unknown>

const mutation =
  <Input>(noun: string, verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))

const query =
  <Args>(verb: Verb<Args>) =>
  (_: unknown, args: Args, { scope }: GraphqlContext) =>
    verb(scope, args)

export const resolvers = {
  Query: {
    meeting: query(findMeeting),
    meetings: (_: unknown, args: ListMeetingsArgs, { scope }: GraphqlContext, info: GraphQLResolveInfo) =>
      listMeetings(scope, args, wantedOfItems(info))
  },
  Mutation: {
    cancelMeeting: mutation('meeting', cancelMeeting),
    completeMeeting: mutation('meeting', completeMeeting),
    markMeetingNoShow: mutation('meeting', markMeetingNoShow)
  },
  Meeting: {
    student: joinedOf('student'),
    mentor: joinedOf('mentor'),
    outcome: joinedOf('outcome'),
    allowedActions: (meeting: MeetingRow, _: unknown, { scope }: GraphqlContext) =>
      allowedMeetingActions(scope, meeting)
  }
}
