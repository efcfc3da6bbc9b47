import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { assignCounselor, endCounselorAssignment } from './assign-counselor.ts'
import {
  getCounselingSession,
  getCounselorAssignment,
  listCounselingSessions,
  listCounselorAssignments
} from './counseling.service.ts'
import type { AssignmentFilter, SessionFilter } from './counseling.types.ts'
import { logCounselingSession, updateCounselingSession } from './log-session.ts'

type Verb<Row> = (scope: Scope, input: never) => Promise<Row>

const makeRoute =
  <Row extends { id: string }>(verb: Verb<Row>, path: string): RouteHandler =>
  async ({ scope, body }, reply) => {
    const made = await verb(scope, body as never)
    reply.code(201).header('location', `${path}/${made.id}`)
    return made
  }

/** A change of the object in the path, with the body as its input. */
const moveRoute =
  <Row>(verb: Verb<Row>): RouteHandler =>
  async ({ scope, body, params }) =>
    verb(scope, { ...(body as object), ...(params as { id: string }) } as never)

const getRoute =
  <Row>(verb: Verb<Row>): RouteHandler =>
  async ({ scope, params }) =>
    verb(scope, params as never)

export const routes: Record<string, RouteHandler> = {
  listCounselorAssignments: async (request, reply) => {
    const args = pageArgs<AssignmentFilter, 'SINCE'>(request.query, 'DESC')
    return sendPage(request, reply, await listCounselorAssignments(request.scope, args), (row) => row)
  },
  getCounselorAssignment: getRoute(getCounselorAssignment),
  assignCounselor: makeRoute(assignCounselor, '/v1/counselor-assignments'),
  endCounselorAssignment: moveRoute(endCounselorAssignment),
  listCounselingSessions: async (request, reply) => {
    const args = pageArgs<SessionFilter, 'HELD_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listCounselingSessions(request.scope, args), (row) => row)
  },
  getCounselingSession: getRoute(getCounselingSession),
  logCounselingSession: makeRoute(logCounselingSession, '/v1/counseling-sessions'),
  updateCounselingSession: moveRoute(updateCounselingSession)
}
