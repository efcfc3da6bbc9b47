import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { activePlansOf, coverageOf, plansByIds, targetHistoryOf } from './plans.service.ts'
import type { PlanRow } from './plans.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

const occupation = byKey(occupationsByCodes, (row: { occupationCode: string }) => row.occupationCode)

export const loaders = {
  Person: { explorationPlan: byKey(activePlansOf, (person: { id: string }) => person.id) },
  ExplorationPlan: {
    student: byKey(personsByIds, (plan: PlanRow) => plan.studentId),
    targetHistory: byKey(targetHistoryOf, (plan: PlanRow) => plan.id),
    coverage: byKey(coverageOf, (plan: PlanRow) => plan.id)
  },
  CounselingSession: { plan: byKey(plansByIds, (session: { planId: string | null }) => session.planId) },
  TargetOccupation: { occupation },
  TargetCoverage: { occupation }
}
