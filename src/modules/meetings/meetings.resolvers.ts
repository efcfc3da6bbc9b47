import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import {
  allowedMeetingActions,
  cancelMeeting,
  completeMeeting,
  findMeeting,
  listMeetings,
  markMeetingNoShow
} from './meetings.service.ts'
import type { MeetingRow } from './meetings.types.ts'
import { findOutcome, listOutcomes, logOutcome, updateOutcome } from './outcomes.service.ts'

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
    meetings: query(listMeetings),
    outcome: query(findOutcome),
    outcomes: query(listOutcomes)
  },
  Mutation: {
    cancelMeeting: mutation('meeting', cancelMeeting),
    completeMeeting: mutation('meeting', completeMeeting),
    markMeetingNoShow: mutation('meeting', markMeetingNoShow),
    logOutcome: mutation('outcome', logOutcome),
    updateOutcome: mutation('outcome', updateOutcome)
  },
  Meeting: {
    allowedActions: (meeting: MeetingRow, _: unknown, { scope }: GraphqlContext) =>
      allowedMeetingActions(scope, meeting)
  }
}
