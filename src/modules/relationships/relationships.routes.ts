import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import { followUpJson } from '../followups/followups.routes.ts'
import type { RouteHandler } from '../module.ts'
import { getUpdateCadence, setUpdateCadence, snoozeUpdate } from './cadences.service.ts'
import { listDuePeople } from './due-people.service.ts'
import {
  acceptMentorship,
  declineMentorship,
  endRelationship,
  proposeMentorship,
  withdrawMentorshipProposal
} from './move-relationship.ts'
import { cadencesOfRelationships } from './relationships.loaders.ts'
import {
  allowedRelationshipActions,
  endReasonsOf,
  getRelationship,
  historiesOf,
  listRelationships,
  proposalsOf
} from './relationships.service.ts'
import type { RelationshipFilter, RelationshipOrderField, RelationshipRow } from './relationships.types.ts'
import { startUpdate } from './start-update.ts'
import type { CadenceRow, DuePersonRow } from './updates.types.ts'
import { getContactWarmth, warmthOfRelationships } from './warmth.service.ts'

type Path = { id: string }

const listedJson = (scope: Scope) => (row: RelationshipRow) => {
  const { id, seekerId, mentorId, stage, stageSince, openedAt, createdAt, updatedAt, version } = row
  const allowedActions = allowedRelationshipActions(scope, row)
  return { id, seekerId, mentorId, stage, stageSince, openedAt, allowedActions, createdAt, updatedAt, version }
}

const cadenceJson = ({ ownerId: _, ...cadence }: CadenceRow) => cadence

/** A relationship alone has with it what lists leave out, so that they stay one statement. */
async function wholeJson(scope: Scope, row: RelationshipRow) {
  const [[history = []], [proposal], [endReason = null], [warmth = null], [cadence]] = await Promise.all([
    historiesOf(scope, [row]),
    proposalsOf(scope, [row]),
    endReasonsOf(scope, [row]),
    warmthOfRelationships(scope, [row]),
    cadencesOfRelationships(scope, [row])
  ])
  return {
    ...listedJson(scope)(row),
    history: history.map(({ stage, cause, since, until }) => ({ stage, cause, since, until })),
    mentorshipProposal: proposal ?? null,
    endReason,
    warmth,
    updateCadence: cadence ? cadenceJson(cadence) : null
  }
}

const dueJson = ({ key: _, ownerId: __, ...due }: DuePersonRow) => due

/** A move of the relationship in the path, with the body as its input. */
const relationshipRoute =
  (verb: (scope: Scope, input: never) => Promise<RelationshipRow>): RouteHandler =>
  async ({ scope, body, params }) => {
    scope.expectSeveralReads()
    return wholeJson(scope, await verb(scope, { ...(body as object), ...(params as Path) } as never))
  }

const cadenceRoute =
  (verb: (scope: Scope, input: never) => Promise<CadenceRow>): RouteHandler =>
  async ({ scope, body }) =>
    cadenceJson(await verb(scope, body as never))

export const routes: Record<string, RouteHandler> = {
  listRelationships: async (request, reply) => {
    const args = pageArgs<RelationshipFilter, RelationshipOrderField>(request.query, 'DESC')
    return sendPage(request, reply, await listRelationships(request.scope, args), listedJson(request.scope))
  },
  getRelationship: relationshipRoute(getRelationship),
  proposeMentorship: relationshipRoute(proposeMentorship),
  acceptMentorship: relationshipRoute(acceptMentorship),
  declineMentorship: relationshipRoute(declineMentorship),
  withdrawMentorshipProposal: relationshipRoute(withdrawMentorshipProposal),
  endRelationship: relationshipRoute(endRelationship),
  listDuePeople: async (request, reply) => {
    const args = pageArgs<{ dueUntil?: string }, 'DUE_AT'>(request.query, 'ASC')
    return sendPage(request, reply, await listDuePeople(request.scope, args), dueJson)
  },
  setUpdateCadence: cadenceRoute(setUpdateCadence),
  snoozeUpdate: cadenceRoute(snoozeUpdate),
  startUpdate: async ({ scope, body }) => followUpJson(scope)(await startUpdate(scope, body as never)),
  getUpdateCadence: async ({ scope, params }) => cadenceJson(await getUpdateCadence(scope, params as Path)),
  getContactWarmth: async ({ scope, params }) => getContactWarmth(scope, { contactId: (params as Path).id })
}
