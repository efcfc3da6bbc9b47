import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { deltaRows } from './competencies.queries.ts'
import { ownOrCounseled } from './outcomes.policy.ts'
import type { CompetencyDeltas } from './skill-tasks.types.ts'

/** NACE's eight career competencies, by the names that NACE gives them, in its order. */
export const careerCompetencies = Object.freeze([
  'CAREER_AND_SELF_DEVELOPMENT',
  'COMMUNICATION',
  'CRITICAL_THINKING',
  'EQUITY_AND_INCLUSION',
  'LEADERSHIP',
  'PROFESSIONALISM',
  'TEAMWORK',
  'TECHNOLOGY'
] as const)

/**
 * How the competencies of a student have changed: from before the first conversation that each was rated for to after the
 * latest. Null for who is missing or not for the actor to see.
 */
export async function findCompetencyDeltas(
  scope: Scope,
  { studentId }: { studentId: string }
): Promise<CompetencyDeltas | null> {
  const rows = await deltaRows(scope, studentId, careerCompetencies, ownOrCounseled(scope.actor, 'p.id'))
  const [first] = rows
  if (!first) return null
  const deltas = rows.map(({ competency, count, before, after }) => {
    const delta = before === null || after === null ? null : after - before
    return { competency, count, before, after, delta }
  })
  return { studentId: first.studentId, deltas }
}

/** The same. Throws NOT_FOUND. */
export async function getCompetencyDeltas(scope: Scope, args: { studentId: string }): Promise<CompetencyDeltas> {
  const found = await findCompetencyDeltas(scope, args)
  if (!found) throw refuse('NOT_FOUND', { path: ['id'] })
  return found
}
