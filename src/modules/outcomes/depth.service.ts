import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { type Completeness, completenessOf, type PartCounts } from './completeness.rules.ts'
import {
  feedbackRows,
  feedbackRowsOfVersions,
  goalRows,
  networkRows,
  partCounts,
  resourceRows
} from './depth.queries.ts'
import { asFeedbackSeenBy, asResourceSeenBy, maySeeNetwork, visibleOutcomes } from './outcomes.policy.ts'
import type { Outcome, ResourceRow, ResumeFeedback } from './outcomes.types.ts'

// As many as a version of a resume is ever likely to get; outcomes(filter: { resumeVersionId }) has them all.
const feedbackMax = 20

/** The resources in each of these outcomes, which the actor sees, as they were given (S#43). */
export async function resourcesOfOutcomes(scope: Scope, ids: readonly string[]): Promise<ResourceRow[][]> {
  const rows = (await resourceRows(scope, ids)).map((row) => asResourceSeenBy(scope.actor, row))
  return groupedBy(ids, rows, (row) => row.outcomeId)
}

/** What was said of a resume in each of these outcomes, or null (S#50). */
export async function feedbackOfOutcomes(scope: Scope, ids: readonly string[]): Promise<(ResumeFeedback | null)[]> {
  const rows = await feedbackRows(scope, ids, visibleOutcomes(scope.actor))
  const seen = rows.map((row) => asFeedbackSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.outcomeId)
}

/** What was said of each of these versions, the latest 20, in the outcomes that the actor sees (S#50). */
export const feedbackOfVersions = async (scope: Scope, ids: readonly string[]): Promise<ResumeFeedback[][]> =>
  groupedBy(ids, await feedbackRowsOfVersions(scope, ids, visibleOutcomes(scope.actor), feedbackMax), (row) =>
    String(row.resumeVersionId)
  )

const nothing: PartCounts = {
  purposeCount: 0,
  referralCount: 0,
  resourceCount: 0,
  skillCount: 0,
  hasShown: false,
  hasFeedback: false
}

/** How much of each of these outcomes is there. */
export async function completenessOfOutcomes(scope: Scope, outcomes: readonly Outcome[]): Promise<Completeness[]> {
  const ids = outcomes.map(({ id }) => id)
  const counts = inOrder(ids, await partCounts(scope, ids), (row) => row.id)
  return outcomes.map((outcome, index) => completenessOf(outcome, counts[index] ?? nothing))
}

export interface ReferralGoal {
  goal: number
  count: number
  isReached: boolean
}

/** How many names were passed on in each of these outcomes, against the goal of the campus, two or three (S#59). */
export async function referralGoalsOf(scope: Scope, ids: readonly string[]): Promise<(ReferralGoal | null)[]> {
  const rows = inOrder(ids, await goalRows(scope, ids), (row) => row.id)
  return rows.map((row) => row && { goal: row.goal, count: row.count, isReached: row.count >= row.goal })
}

/** How many people each of these outcomes has brought (S#7), for whom that is to be known; else null. */
export async function networkAddedBy(scope: Scope, outcomes: readonly Outcome[]): Promise<(number | null)[]> {
  const seen = outcomes.filter((outcome) => maySeeNetwork(scope.actor, outcome)).map(({ id }) => id)
  const rows = seen.length > 0 ? await networkRows(scope, seen) : []
  return inOrder(
    outcomes.map(({ id }) => id),
    rows,
    (row) => row.id
  ).map((row) => row?.added ?? null)
}
