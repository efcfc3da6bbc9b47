import type { GraphQLResolveInfo } from 'graphql'
import { wantedOfItems } from '../../graphql/look-ahead.ts'
import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
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
