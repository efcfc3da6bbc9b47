import { systemActor } from '../../../src/actor.ts'
import { newId } from '../../../src/db/ids.ts'
import { openScope, type Scope } from '../../../src/db/scope.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { relayNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { remindOfWaiting } from '../../../src/modules/requests/requests.jobs.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { graphql } from '../../support/graphql.ts'

// What the worker does, as often as a test says.

const scopes = (app: TestApp) => () => campusScopes(app.database, app.clock)

/** The campus as the worker enters it. */
export const workerScope = (app: TestApp, { tenantId }: Campus): Scope =>
  openScope({ database: app.database, clock: app.clock, tenantId, actor: systemActor, requestId: newId() })

export const relay = (app: TestApp) => relayNotifications.run(scopes(app))
export const remind = (app: TestApp) => remindOfWaiting.run(scopes(app))

/** A token of now, for somebody whose own has run out while the clock travelled. */
export const fresh = (home: Campus, { id }: Someone): Someone => ({ id, token: home.tokenOf(id) })

export interface Told {
  id: string
  kind: string
  title: string
  text: string
  subjectType: string
  subjectId: string
  aboutPerson: { name: string } | null
  readAt: string | null
  deliveries: { state: string; reason: string | null; attempts: number }[]
}

/** What somebody has been told, oldest first. */
export async function toldTo(app: TestApp, home: Campus, who: Someone): Promise<Told[]> {
  const { data } = await graphql(
    app,
    fresh(home, who),
    `{ notifications(first: 100, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { id kind title text subjectType
      subjectId aboutPerson { name } readAt deliveries { state reason attempts } } } }`
  )
  return data.notifications.nodes
}

export const kindsTo = async (app: TestApp, home: Campus, who: Someone): Promise<string[]> =>
  (await toldTo(app, home, who)).map(({ kind }) => kind)
