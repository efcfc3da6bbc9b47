import { campusScopes } from '../../../src/jobs/campuses.ts'
import { ageRelationships, remindOfDueUpdates } from '../../../src/modules/relationships/relationships.jobs.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { graphql, mutate } from '../../support/graphql.ts'
import { meetingOf, type Pair } from '../meetings/meeting-seed.ts'
import { fresh } from '../notifications/told.ts'

const day = 24 * 60

export const age = (app: TestApp) => ageRelationships.run(() => campusScopes(app.database, app.clock))
export const remindOfUpdates = (app: TestApp) => remindOfDueUpdates.run(() => campusScopes(app.database, app.clock))

/** An instant so many days from the tests' clock. */
export const inDays = (app: TestApp, days: number): string =>
  new Date(Date.parse(app.clock.now()) + days * day * 60_000).toISOString()

export const travelDays = (app: TestApp, days: number): void => app.clock.travel(days * day)

export const completed = { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' }

export const fields = `relationship { id stage stageSince version allowedActions endReason
  mentorshipProposal { status message proposedBy { id } } history { stage cause since until } }`

/** The relationship of two people as somebody sees it, or null. */
export async function relationshipOf(app: TestApp, home: Campus, { student, mentor }: Pair, reader: Someone = student) {
  const query = `query ($s: ID!, $m: ID!) { relationships(filter: { seekerId: $s, mentorId: $m }) { nodes {
    ${fields.slice('relationship { '.length, -1)} } } }`
  const { data } = await graphql(app, fresh(home, reader), query, { s: student.id, m: mentor.id })
  return data.relationships.nodes[0] ?? null
}

/** Two people who have met once, with their relationship. */
export async function metPair(app: TestApp, home: Campus, values: Record<string, unknown> = completed) {
  const pair = { student: await home.student(), mentor: await home.mentor() }
  await meetingOf(home, pair, values)
  await age(app)
  const { id } = await relationshipOf(app, home, pair)
  return { ...pair, id: id as string }
}

/** Moves a relationship as somebody, now. */
export const moveAs = (app: TestApp, home: Campus, who: Someone, verb: string, input: object) =>
  mutate(app, fresh(home, who), verb, input, fields)
