import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { startHalfhour } from './halfhour.ts'

// Each start of a real process takes seconds on a busy machine.
t.setTimeout(120_000)

t.test('a change that is sent again after kill -9 is answered as before, and made once', async (t) => {
  const app = await testApp(t)
  // Real processes have the real time, by which the tokens have to be valid.
  const home = await campus({ ...app, clock: { now: () => new Date().toISOString(), travel: () => {} } })
  const admin = await home.admin()
  const environment = { DATABASE_URL: app.appUrl, MIGRATE_DATABASE_URL: app.ownerUrl }
  const change = async (address: string) => {
    const answer = await fetch(`${address}/v1/institution/policy`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'content-type': 'application/json',
        'idempotency-key': 'nightly-1'
      },
      body: JSON.stringify({ replyWindowDays: 9 })
    })
    return { status: answer.status, isReplayed: answer.headers.has('idempotency-replayed'), text: await answer.text() }
  }
  const first = startHalfhour(t, environment)
  const made = await change(await first.ready)
  t.match(made, { status: 200, isReplayed: false, text: /"version":2/ })
  first.signal('SIGKILL')
  await first.ending
  const second = startHalfhour(t, environment)
  t.same(await change(await second.ready), { ...made, isReplayed: true })
})
