import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  allowedMeetingActions,
  cancelMeeting,
  completeMeeting,
  getMeeting,
  listMeetings,
  markMeetingNoShow
} from './meetings.service.ts'
import type { MeetingFilter, MeetingRow } from './meetings.types.ts'

const meetingJson =
  (scope: Scope) =>
  ({ hasOutcome: _, ...meeting }: MeetingRow) => ({
    ...meeting,
    allowedActions: allowedMeetingActions(scope, { hasOutcome: _, ...meeting })
  })

type Path = { id: string }

/** A move of the meeting in the path, with the body as its input. */
const meetingRoute =
  (verb: (scope: Scope, input: never) => Promise<MeetingRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    meetingJson(scope)(await verb(scope, { ...(body as object), ...(params as Path) } as never))

export const routes: Record<string, RouteHandler> = {
  listMeetings: async (request, reply) => {
    const args = pageArgs<MeetingFilter, 'STARTS_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listMeetings(request.scope, args), meetingJson(request.scope))
  },
  getMeeting: meetingRoute(getMeeting),
  cancelMeeting: meetingRoute(cancelMeeting),
  completeMeeting: meetingRoute(completeMeeting),
  markMeetingNoShow: meetingRoute(markMeetingNoShow)
}
