import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { today } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { textProblems } from '../text.rules.ts'
import { assertMaySeeUsage } from './usage.policy.ts'
import { addUses, removeUsesBefore, usagePage } from './usage.queries.ts'
import type { ContractUsageFilter, ContractUsageRow, Use } from './usage.types.ts'

export type { ContractUsageFilter, ContractUsageRow } from './usage.types.ts'

/** As long as a term, so that what runs once in it is seen. */
const keptDays = 90
const coordinateMax = 300

/**
 * One page of which parts of the contract were used by which machine, and by people, in the order of the parts.
 * Throws FORBIDDEN for all but admins and integrations, INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listContractUsage(
  scope: Scope,
  { filter, ...args }: PageArgs & { filter?: ContractUsageFilter | null }
): Promise<Connection<ContractUsageRow>> {
  assertMaySeeUsage(scope.actor)
  refuseAll(textProblems(filter?.coordinate, ['filter', 'coordinate'], coordinateMax))
  return usagePage(scope, filter ?? {}, args)
}

/** Adds uses to those of the clock's day. No state of the campus changes, so nobody is told and nothing is audited. */
export async function countUses(scope: Scope, uses: readonly Use[]): Promise<void> {
  await scope.rows(addUses(uses, today(scope.clock)))
}

/** Removes what the campus's clients used longer ago than a term, and says how many rows. */
export const forgetOldUses = (scope: Scope): Promise<number> =>
  write(scope, async (tx) => {
    const day = addMinutes(tx.now, -keptDays * 24 * 60).slice(0, 10)
    return (await tx.rows(removeUsesBefore(day))).length
  })
