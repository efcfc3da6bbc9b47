import type { Sql } from '../../db/sql.ts'
import { Last, type Tx } from '../../db/write.ts'
import { landingAsSeenBy } from './landings.policy.ts'
import type { LandingRow, LandingValues } from './landings.types.ts'

type Recorded = Pick<LandingRow, 'id' | 'studentId' | 'category' | 'source' | 'classYear'>

/** One change of a landing. Of what somebody is paid the audit trail knows only that it was said: more read it than salaries. */
export function recordChange(tx: Tx, action: string, landing: Recorded, changes: Partial<LandingValues>): void {
  const { id: subjectId, studentId, category, source, classYear } = landing
  const { salaryAmount, salaryCurrency: _currency, salaryPeriod: _period, ...others } = changes
  const said = salaryAmount === undefined ? others : { ...others, hasSalary: salaryAmount !== null }
  const payload = { studentId, category, source, classYear }
  tx.record({ action, subjectType: 'Landing', subjectId, changes: said, payload })
}

/** The last statement of a change, whose landing is given back as the actor may read it. */
export const landed = (tx: Tx, statement: Sql): Last<LandingRow> =>
  new Last(statement, ([row]) => landingAsSeenBy(tx.actor, row as unknown as LandingRow))
