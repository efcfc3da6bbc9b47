import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { referralsByOutcomeIds } from '../requests/referrals.service.ts'
import {
  allowedMeetingActions,
  cancelMeeting,
  completeMeeting,
  getMeeting,
  listMeetings,
  markMeetingNoShow
} from './meetings.service.ts'
import type { MeetingFilter, MeetingRow, OutcomeFilter, OutcomeRow } from './meetings.types.ts'
import { getOutcome, listOutcomes, logOutcome, updateOutcome } from './outcomes.service.ts'

const meetingJson =
  (scope: Scope) =>
  ({ hasOutcome: _, ...meeting }: MeetingRow) => ({
    ...meeting,
    allowedActions: allowedMeetingActions(scope, { hasOutcome: _, ...meeting })
  })

const listedOutcomeJson = (outcome: OutcomeRow) => outcome

/** An outcome alone has its referrals with it; a list leaves them out, so that it stays one statement. */
async function outcomeJson(scope: Scope, outcome: OutcomeRow) {
  const [referrals] = await referralsByOutcomeIds(scope, [outcome.id])
  return { ...outcome, referrals }
}

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
  markMeetingNoShow: meetingRoute(markMeetingNoShow),
  listOutcomes: async (request, reply) => {
    const args = pageArgs<OutcomeFilter, 'LOGGED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listOutcomes(request.scope, args), listedOutcomeJson)
  },
  getOutcome: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return outcomeJson(scope, await getOutcome(scope, params as Path))
  },
  logOutcome: async ({ scope, body, params }, reply) => {
    const outcome = await logOutcome(scope, { ...(body as object), meetingId: (params as Path).id } as never)
    reply.code(201).header('location', `/v1/outcomes/${outcome.id}`)
    return outcomeJson(scope, outcome)
  },
  updateOutcome: async ({ scope, body, params }) =>
    outcomeJson(scope, await updateOutcome(scope, { ...(body as object), ...(params as Path) } as never))
}
