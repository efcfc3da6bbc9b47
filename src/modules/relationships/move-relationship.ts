import { newId, toUuid } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion, move } from '../state-machine.ts'
import { type FactRow, factsOf, saveStages } from './courses.queries.ts'
import { courseAt } from './courses.service.ts'
import { canSeeRelationship, partiesOf } from './relationships.policy.ts'
import { lockRelationship, returning, settleProposal } from './relationships.queries.ts'
import { isPossible, messageProblems, reasonProblems, relationshipMachine } from './relationships.rules.ts'
import type {
  EndRelationshipInput,
  MoveInput,
  ProposeMentorshipInput,
  RelationshipAction,
  RelationshipRow
} from './relationships.types.ts'
import type { FactKind } from './stages.rules.ts'

interface Known {
  row: RelationshipRow
  facts: FactRow[]
}

const leadOf = (id: string): Sql[] => [lockRelationship(id), factsOf([toUuid(id)])]

// The worker may not have come round yet: what is allowed is judged by the facts, not by the row.
function movable(tx: Tx, [rows, facts]: Rows[], action: RelationshipAction, { expectedVersion }: MoveInput): Known {
  const row = rows?.[0] as unknown as RelationshipRow | undefined
  if (!row || !canSeeRelationship(tx.actor, row)) throw refuse('NOT_FOUND', { path: ['id'] })
  const known = { row, facts: (facts ?? []) as unknown as FactRow[] }
  const { steps, awakeStage } = courseAt(tx, known.facts)
  const now = { ...row, stage: steps.at(-1)?.stage ?? row.stage, awakeStage: awakeStage ?? row.awakeStage }
  const parties = partiesOf(tx.actor, row)
  const isWaiting = row.openProposalById !== null && parties.length > 0
  if (action === 'PROPOSE_MENTORSHIP' && isWaiting) throw refuse('MENTORSHIP_ALREADY_PROPOSED', { path: ['id'] })
  move(relationshipMachine, now.stage, action, parties, isPossible(now, tx.actor.id))
  checkVersion(row, expectedVersion)
  return known
}

interface Move {
  action: string
  statement: Sql
  /** The fact that it is, if it is one. */
  fact?: FactKind
  more?: readonly Sql[]
}

async function moved(tx: Tx, { row, facts }: Known, { action, statement, fact, more = [] }: Move) {
  const { id, seekerId, mentorId } = row
  const course = courseAt(tx, fact ? [...facts, { relationshipId: id, kind: fact, at: tx.now }] : facts)
  const { stage, since } = course.steps.at(-1) ?? { stage: row.stage, since: row.stageSince }
  await tx.batch([statement, ...more, ...saveStages([{ row, course }])])
  const actorId = tx.actor.id as string
  const changes = { from: row.stage, stage }
  const payload = { seekerId, mentorId, actorId, otherId: actorId === seekerId ? mentorId : seekerId, ...changes }
  tx.record({ action, subjectType: 'Relationship', subjectId: id, changes, payload })
  const kept = { lastContactAt: course.lastContactAt ?? row.lastContactAt, awakeStage: course.awakeStage ?? stage }
  const values = { stage, stageSince: since, ...kept }
  return new Last(
    updateRow('relationships', id, values, tx.now, returning),
    ([changed]) => changed as unknown as RelationshipRow
  )
}

/**
 * Proposes a mentorship to the other one (S#72); it begins when they accept. To propose one is to be in touch, which wakes
 * a dormant relationship up.
 * Throws NOT_FOUND, FORBIDDEN for officials, INVALID_TRANSITION before they have met and once there is a mentorship,
 * MENTORSHIP_ALREADY_PROPOSED, VERSION_CONFLICT, INVALID_INPUT.
 */
export const proposeMentorship = (scope: Scope, input: ProposeMentorshipInput): Promise<RelationshipRow> =>
  write(
    scope,
    async (tx, lead) => {
      const known = movable(tx, lead, 'PROPOSE_MENTORSHIP', input)
      refuseAll(messageProblems(input.message))
      const by = {
        id: newId(),
        relationshipId: known.row.id,
        proposedById: tx.actor.id,
        message: input.message ?? null
      }
      const proposal = { ...by, status: 'OPEN', proposedAt: tx.now }
      const statement = insertRow('mentorship_proposals', proposal, raw('id'))
      return moved(tx, known, { action: 'relationship.mentorship_proposed', statement, fact: 'PROPOSED' })
    },
    leadOf(input.id)
  )

const settling = (
  scope: Scope,
  input: MoveInput,
  action: RelationshipAction,
  { status, event, fact }: { status: string; event: string; fact?: FactKind }
): Promise<RelationshipRow> =>
  write(
    scope,
    async (tx, lead) => {
      const known = movable(tx, lead, action, input)
      const statement = settleProposal(known.row.id, status, tx.now)
      return moved(tx, known, { action: event, statement, ...(fact && { fact }) })
    },
    leadOf(input.id)
  )

/**
 * Accepts the other one's open proposal, so that both have agreed to a mentorship (S#72).
 * Throws NOT_FOUND, FORBIDDEN for officials, INVALID_TRANSITION without such a proposal, VERSION_CONFLICT.
 */
export const acceptMentorship = (scope: Scope, input: MoveInput): Promise<RelationshipRow> =>
  settling(scope, input, 'ACCEPT_MENTORSHIP', {
    status: 'ACCEPTED',
    event: 'relationship.mentorship_accepted',
    fact: 'AGREED'
  })

/** Declines the other one's open proposal; the relationship stays as it is. Throws what `acceptMentorship` throws. */
export const declineMentorship = (scope: Scope, input: MoveInput): Promise<RelationshipRow> =>
  settling(scope, input, 'DECLINE_MENTORSHIP', { status: 'DECLINED', event: 'relationship.mentorship_declined' })

/** Takes the actor's own open proposal back. Throws what `acceptMentorship` throws. */
export const withdrawMentorshipProposal = (scope: Scope, input: MoveInput): Promise<RelationshipRow> =>
  settling(scope, input, 'WITHDRAW_MENTORSHIP_PROPOSAL', {
    status: 'WITHDRAWN',
    event: 'relationship.mentorship_withdrawn'
  })

/**
 * Ends a relationship without blame (S#72): the reason is for whoever ends it. An open proposal lapses. Another
 * accepted request begins the relationship anew.
 * Throws NOT_FOUND, FORBIDDEN for officials, INVALID_TRANSITION when it has ended already, VERSION_CONFLICT, INVALID_INPUT.
 */
export const endRelationship = (scope: Scope, input: EndRelationshipInput): Promise<RelationshipRow> =>
  write(
    scope,
    async (tx, lead) => {
      const known = movable(tx, lead, 'END', input)
      refuseAll(reasonProblems(input.reason))
      const { id: relationshipId } = known.row
      const ending = { id: newId(), relationshipId, endedById: tx.actor.id, reason: input.reason ?? null }
      const statement = insertRow('relationship_endings', { ...ending, endedAt: tx.now }, raw('id'))
      const more = [settleProposal(relationshipId, 'LAPSED', tx.now)]
      return moved(tx, known, { action: 'relationship.ended', statement, fact: 'ENDED', more })
    },
    leadOf(input.id)
  )
