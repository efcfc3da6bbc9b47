import { type Problem, problem } from '../../errors.ts'
import type { SeniorityLevel } from '../people/people.types.ts'
import type { StateMachine } from '../state-machine.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { textProblems } from '../text.rules.ts'
import type { PlanRow, PlanStatus, PlanWarning } from './plans.types.ts'

export type PlanAction = 'UPDATE' | 'ADD_TARGET' | 'DROP_TARGET' | 'SWAP_TARGET' | 'ARCHIVE'

const unchanged = { to: 'ACTIVE', by: ['STUDENT'] } as const

/** Every move of a plan. An archived one stays as it is. */
export const planMachine: StateMachine<PlanStatus, PlanAction> = Object.freeze({
  ACTIVE: {
    UPDATE: unchanged,
    ADD_TARGET: unchanged,
    DROP_TARGET: unchanged,
    SWAP_TARGET: unchanged,
    ARCHIVE: { to: 'ARCHIVED', by: ['STUDENT'] }
  },
  ARCHIVED: {}
})

/** Where the campus only advises a number, a plan still has to stay one that can be read. */
export const targetsMaxEver = 20

/**
 * Whether a plan may come to aim at so many occupations: S2 narrows to three (S#35). The campus sets the number, and
 * whether more is refused or only warned of.
 */
export function limitProblems(count: number, policy: InstitutionPolicy, path: readonly string[]): Problem[] {
  const { targetOccupationsMax, isTargetLimitHard } = policy.plans
  const max = isTargetLimitHard ? targetOccupationsMax : targetsMaxEver
  if (count <= max) return []
  const message = `A plan aims at ${max} occupations at most: drop or swap one.`
  return [problem('TOO_MANY_TARGETS', { path, message })]
}

/** Whether these occupations can be added: each is known, and none is aimed at already. */
export function additionProblems(
  codes: readonly string[],
  { known, active }: { known: ReadonlySet<string>; active: readonly string[] },
  pathOf: (index: number) => readonly (string | number)[]
): Problem[] {
  return codes.flatMap((code, index) => {
    const path = pathOf(index)
    if (!known.has(code)) return [problem('UNKNOWN_OCCUPATION', { path })]
    const isTaken = active.includes(code) || codes.indexOf(code) < index
    return isTaken ? [problem('TARGET_ALREADY_CHOSEN', { path })] : []
  })
}

/** Whether a new order names each target of the plan once. */
export function orderProblems(order: readonly string[], active: readonly string[]): Problem[] {
  const isSame = order.length === active.length && active.every((code) => order.includes(code))
  if (isSame) return []
  const message = 'The order has to name each target of the plan once.'
  return [problem('INVALID_INPUT', { path: ['targetOrder'], message })]
}

/** Whether a goal can be kept. */
export const goalProblems = (goal: string | null | undefined): Problem[] => textProblems(goal, ['goal'], 2_000)

/** Whether a reason can be kept. */
export const reasonProblems = (reason: string | null | undefined): Problem[] => textProblems(reason, ['reason'], 500)

/** What speaks against an active plan without forbidding it: more targets than the campus advises (S#35). */
export function planWarnings({ status, targetOccupations, targetsMax }: PlanRow): PlanWarning[] {
  const count = targetOccupations.length
  if (status !== 'ACTIVE' || count <= targetsMax) return []
  const message = `Your plan aims at ${count} occupations. Fewer can be explored better: ${targetsMax} at most is the advice here.`
  return [{ code: 'TOO_MANY_TARGETS', message }]
}

const levels: readonly SeniorityLevel[] = ['ENTRY', 'EARLY', 'MID', 'SENIOR', 'EXECUTIVE']

/**
 * The levels of seniority that a student has reached and those that are missing, each from the lowest to the highest
 * (S#12). Only meetings that took place reach a level: a decline takes nothing away and is nowhere counted (S#13).
 */
export const levelsOf = (met: readonly string[]) => ({
  levelsReached: levels.filter((level) => met.includes(level)),
  levelsMissing: levels.filter((level) => !met.includes(level))
})
