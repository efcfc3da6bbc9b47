import { campusScopes } from '../../../src/jobs/campuses.ts'
import { settleCheckIns } from '../../../src/modules/accountability/accountability.jobs.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { fresh } from '../notifications/told.ts'

export const pact = 'I call you now, and stay on while you do it.'
const pairFields = 'accountabilityPair { id status version accountabilityLink { token isOpen } }'

/** What the answer of a change looks like when it was refused. */
export const refusedAs = (code: string, ...path: string[]) => ({
  problems: [{ code, ...(path.length > 0 && { path }) }]
})

/** Somebody asks somebody of the campus, or from outside. */
export async function invite(app: TestApp, inviter: Someone, whom: object, more: object = {}) {
  const input = { platform: 'PHONE', pact, timeZone: 'America/Chicago', ...whom, ...more }
  return mutate(app, inviter, 'inviteAccountabilityPartner', input, pairFields)
}

export interface Paired {
  inviter: Someone
  partner: Someone
  id: string
}

/** Two students of the campus, in Chicago and in Madrid, who have agreed. */
export async function pairedAt(app: TestApp, home: Campus, who: Partial<Paired> = {}): Promise<Paired> {
  const [inviter, partner] = [who.inviter ?? (await home.student()), who.partner ?? (await home.student())]
  const { accountabilityPair } = await invite(app, fresh(home, inviter), { personId: partner.id })
  const { id } = accountabilityPair
  const agreed = { id, pactVersion: 1, timeZone: 'Europe/Madrid' }
  await mutate(app, fresh(home, partner), 'acceptAccountabilityInvitation', agreed, '')
  return { inviter, partner, id }
}

/** A pair with somebody from outside, who has agreed by the link. */
export async function pairedOutside(app: TestApp, home: Campus, name = 'Sam Rivera') {
  const inviter = await home.student({ givenName: 'Mateo' })
  const { accountabilityPair } = await invite(app, inviter, { partner: { name, email: 'sam@lab.example' } })
  const { id, accountabilityLink } = accountabilityPair
  return { inviter, id: id as string, token: accountabilityLink.token as string }
}

/** A check-in of somebody, as of the clock that the test has moved. */
export const say = (app: TestApp, home: Campus, who: Someone, pairId: string, kind: string, more: object = {}) =>
  mutate(
    app,
    fresh(home, who),
    'logCheckIn',
    { pairId, kind, ...(kind === 'INTENTION' && { text: 'I write one mail.' }), ...more },
    'checkIn { id kind onDate isDone isAutomatic version }'
  )

/** What the worker does each minute. */
export const settleAll = (app: TestApp) => settleCheckIns.run(() => campusScopes(app.database, app.clock))
