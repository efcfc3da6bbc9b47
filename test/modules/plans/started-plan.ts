import type { TestApp } from '../../support/app.ts'
import type { Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'

export const builder = '15-1252.00'
export const tester = '15-1253.00'
export const webmaster = '15-1254.00'
export const designer = '15-1255.00'

/** Starts somebody's plan with these targets; gives its id. */
export async function startedPlan(app: TestApp, student: Someone, targetOccupations: string[] = []): Promise<string> {
  const { status, body } = await rest(app, student, 'POST', '/v1/exploration-plans', { targetOccupations })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

/** A change of a plan at the GraphQL door, with its targets by rank and its warnings. */
export async function changed(app: TestApp, student: Someone, verb: string, input: object) {
  const fields = 'explorationPlan { version status targetOccupations { rank occupation { code } } warnings { code } }'
  const { explorationPlan: plan, problems } = await mutate(app, student, verb, input, fields)
  if (!plan) return { codes: problems.map(({ code }: { code: string }) => code), paths: pathsIn(problems) }
  const { targetOccupations, warnings, ...rest } = plan
  const warned = warnings.map(({ code }: { code: string }) => code)
  return { ...rest, targets: targetOccupations.map(({ occupation }: Target) => occupation.code), warned }
}

interface Target {
  occupation: { code: string }
}

const pathsIn = (problems: { path: string[] }[]) => problems.map(({ path }) => path.join('.'))
