import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'

const url = '/v1/notification-preferences'
const usual = {
  isMailOn: true,
  unmailedKinds: [],
  digest: 'IMMEDIATE',
  digestHour: 8,
  quietFrom: null,
  quietUntil: null,
  version: 1
}
const fields = Object.keys(usual).join(' ')

t.test('what somebody wants by mail', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const update = (who: { id: string; token: string }, input: object) =>
    mutate(app, who, 'updateNotificationPreferences', input, `notificationPreferences { ${fields} }`)

  t.test('is every mail at once until they choose, and stays as it is where nothing is said', async (t) => {
    const student = await home.student()
    t.same((await rest(app, student, 'GET', url)).body, usual)
    const quiet = { quietFrom: '22:00', quietUntil: '07:00' }
    const { notificationPreferences } = await update(student, { ...quiet, expectedVersion: 1 })
    t.same(notificationPreferences, { ...usual, ...quiet, version: 2 })
    const unmailedKinds = ['MEETING_COMPLETED', 'REQUEST_EXPIRED', 'MEETING_COMPLETED']
    const changed = await rest(app, student, 'PATCH', url, { digest: 'DAILY', digestHour: 6, unmailedKinds })
    const after = {
      ...usual,
      ...quiet,
      digest: 'DAILY',
      digestHour: 6,
      unmailedKinds: unmailedKinds.slice(0, 2),
      version: 3
    }
    t.same(changed.body, after)
    t.match((await update(student, { digest: 'DAILY', digestHour: null })).notificationPreferences, { version: 3 })
    const ended = await update(student, { quietFrom: null, quietUntil: null })
    t.same(ended.notificationPreferences, { ...after, quietFrom: null, quietUntil: null, version: 4 })
    const { data } = await graphql(app, student, `{ notificationPreferences { ${fields} } }`)
    t.same(data.notificationPreferences, ended.notificationPreferences)
    const [counts] = await app.asOwner(home.tenantId, [
      sql`select count(*)::int as audited from audit_events a where a.tenant_id = ${tenant} and a.action = 'notification_preferences.updated'`
    ])
    t.same(counts, { audited: 3 })
  })

  t.test('is held against the version that was read, at both doors, the first choice too', async (t) => {
    const student = await home.student()
    t.match(await update(student, { digestHour: 9, expectedVersion: 2 }), {
      problems: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }]
    })
    const { etag } = (await call(app, student, { method: 'GET', url })).headers
    const headers = { 'if-match': String(etag) }
    t.equal((await call(app, student, { method: 'PATCH', url, body: { digestHour: 9 }, headers })).status, 200)
    t.equal((await call(app, student, { method: 'PATCH', url, body: { digestHour: 10 }, headers })).status, 412)
  })

  t.test('is chosen once by many at the same time', async (t) => {
    const student = await home.student()
    const hours = Array.from({ length: 12 }, (_, hour) => hour + 9)
    const answers = await Promise.all(hours.map((digestHour) => update(student, { digestHour })))
    const versions = answers.map(({ notificationPreferences }) => notificationPreferences.version)
    t.same(
      versions.toSorted((a, b) => a - b),
      hours.map((_, index) => index + 2)
    )
  })

  t.test('is refused where it can not be kept, with the place', async (t) => {
    const student = await home.student()
    for (const [input, path] of [
      [{ digestHour: 24 }, 'digestHour'],
      [{ digestHour: -1 }, 'digestHour'],
      [{ quietFrom: '22:00' }, 'quietUntil'],
      [{ quietUntil: '07:00' }, 'quietFrom'],
      [{ quietFrom: '25:00', quietUntil: '07:00' }, 'quietFrom'],
      [{ quietFrom: '22:00', quietUntil: '7' }, 'quietUntil'],
      [{ quietFrom: '2\u00002:00', quietUntil: '07:00' }, 'quietFrom'],
      [{ quietFrom: '22:00', quietUntil: '22:00' }, 'quietUntil']
    ] as const) {
      t.match(
        await update(student, input),
        { problems: [{ code: 'INVALID_INPUT', path: [path] }] },
        JSON.stringify(input)
      )
      t.match(await rest(app, student, 'PATCH', url, input), {
        status: 422,
        body: { code: 'INVALID_INPUT', path: [path] }
      })
    }
    t.same((await rest(app, student, 'GET', url)).body, usual)
  })

  t.test('is nothing that a machine has', async (t) => {
    const machine = await home.machine()
    t.match(await rest(app, machine, 'GET', url), { status: 403 })
    t.match(await update(machine, { digestHour: 9 }), { problems: [{ code: 'FORBIDDEN' }] })
  })
})
