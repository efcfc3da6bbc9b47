import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { dropCommitment, makeCommitment, reportBack, updateCommitment } from './change-commitments.ts'
import { getCommitment, getCommitmentFigures, listCommitments, shownCommitment } from './commitments.service.ts'
import type { CommitmentFilter, CommitmentRow } from './commitments.types.ts'
import { completeFollowUp, waiveFollowUp } from './complete-follow-up.ts'
import { getFollowUp, listFollowUps, shownFollowUp } from './followups.service.ts'
import type { FollowUpFilter, FollowUpRow } from './followups.types.ts'
import { getFollowUpDraft, sendFollowUp } from './send-follow-up.ts'

const followUpJson =
  (scope: Scope) =>
  ({ mailSubject: _s, mailText: _t, mailState: _m, mailSettledAt: _a, ...row }: FollowUpRow) => ({
    ...row,
    ...shownFollowUp(scope, { ...row, mailSubject: _s, mailText: _t, mailState: _m, mailSettledAt: _a })
  })

const commitmentJson =
  (scope: Scope) =>
  ({ overdueAt, ...row }: CommitmentRow) => ({ ...row, ...shownCommitment(scope, { ...row, overdueAt }) })

type Path = { id: string }
type Verb<Row> = (scope: Scope, input: never) => Promise<Row>

/** Reading or changing the object in the path, with the body as its input. */
const followUpRoute =
  (verb: Verb<FollowUpRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    followUpJson(scope)(await verb(scope, { ...(body as object), ...(params as Path) } as never))

const commitmentRoute =
  (verb: Verb<CommitmentRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    commitmentJson(scope)(await verb(scope, { ...(body as object), ...(params as Path) } as never))

export const routes: Record<string, RouteHandler> = {
  listFollowUps: async (request, reply) => {
    const args = pageArgs<FollowUpFilter, 'DUE_AT'>(request.query, 'ASC')
    return sendPage(request, reply, await listFollowUps(request.scope, args), followUpJson(request.scope))
  },
  getFollowUp: followUpRoute(getFollowUp),
  getFollowUpDraft: async ({ scope, params }) => getFollowUpDraft(scope, params as Path),
  completeFollowUp: followUpRoute(completeFollowUp),
  sendFollowUp: followUpRoute(sendFollowUp),
  waiveFollowUp: followUpRoute(waiveFollowUp),
  listCommitments: async (request, reply) => {
    const args = pageArgs<CommitmentFilter, 'DUE_ON'>(request.query, 'ASC')
    return sendPage(request, reply, await listCommitments(request.scope, args), commitmentJson(request.scope))
  },
  getCommitment: commitmentRoute(getCommitment),
  makeCommitment: async ({ scope, body, params }, reply) => {
    const made = await makeCommitment(scope, { ...(body as object), meetingId: (params as Path).id } as never)
    reply.code(201).header('location', `/v1/commitments/${made.id}`)
    return commitmentJson(scope)(made)
  },
  updateCommitment: commitmentRoute(updateCommitment),
  reportBack: commitmentRoute(reportBack),
  dropCommitment: commitmentRoute(dropCommitment),
  getCommitmentFigures: async ({ scope, params }) => getCommitmentFigures(scope, { personId: (params as Path).id })
}
