import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { CampusTurns, type Leave } from '../../src/db/campus-turns.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'

t.test('a campus whose requests all wait for something leaves the other campuses their connections', async (t) => {
  const app = await testApp(t)
  const [busy, quiet] = [await campus(app), await campus(app)]
  const [admin, neighbour] = [await busy.admin(), await quiet.student()]
  const holder = new pg.Client({ connectionString: app.ownerUrl })
  await holder.connect()
  t.teardown(() => holder.end())
  await holder.query('begin')
  await holder.query("select set_config('app.tenant_id', $1, true)", [busy.tenantId])
  await holder.query('select 1 from institutions where id = $1 for update', [busy.tenantId])
  const change = (replyWindowDays: number) =>
    rest(app, admin, 'PATCH', '/v1/institution/policy', { replyWindowDays }).then(({ status }) => status)
  const changes = Array.from({ length: 40 }, (_, n) => change(1 + n))
  const { pool } = app.database
  while (app.database.turnsWaitedFor < 32) await setImmediate()
  t.ok(pool.totalCount - pool.idleCount <= 8)
  for (let count = 1; count <= 20; count++) t.equal((await rest(app, neighbour, 'GET', '/v1/institution')).status, 200)
  await holder.query('commit')
  t.same(new Set(await Promise.all(changes)), new Set([200]), 'and all of its own are answered in the end')
})

/** Turns at ten connections, on a clock that the test moves. */
function turnsAt(connections = 10) {
  let now = 0
  const turns = new CampusTurns(connections, () => now)
  const begun: { id: string; leave: Leave }[] = []
  const told: (Leave | null)[] = []
  const settle = async () => {
    for (let count = 0; count < 5; count++) await setImmediate()
  }
  return {
    turns,
    begun,
    told,
    settle,
    pass: (ms: number) => {
      now += ms
    },
    async enter(id: string, times = 1) {
      for (let count = 0; count < times; count++)
        Promise.resolve(turns.enter(id)).then((leave) => {
          told.push(leave)
          if (leave) begun.push({ id, leave })
        })
      await settle()
    },
    of: (id: string) => begun.filter((turn) => turn.id === id).length,
    async leaveAll() {
      for (const { leave } of begun.splice(0)) leave()
      await settle()
    }
  }
}

t.test('a campus has half of the connections freely, and shares four in five with others that want more', async (t) => {
  const { enter, of, turns } = turnsAt()
  await enter('A', 30)
  t.equal(of('A'), 8)
  await enter('B', 30)
  t.equal(of('B'), 5)
  t.equal(turns.waitingCount, 22 + 25)
})

t.test('a campus that wants eight times as much as another that is about stands back for it', async (t) => {
  const { enter, of, leaveAll, pass, begun, settle } = turnsAt()
  await enter('A', 30)
  pass(2_000)
  await enter('B')
  t.equal(of('B'), 1)
  const b = begun.findIndex(({ id }) => id === 'B')
  const [turnOfB] = begun.splice(b, 1)
  await leaveAll()
  t.equal(of('A'), 0, 'it rests, and a request of B is under way')
  turnOfB?.leave()
  await settle()
  t.equal(of('A'), 0, 'it rests as long as its last turns took')
  pass(900)
  await enter('B')
  pass(1_200)
  while (of('A') === 0) await settle()
  t.equal(of('A'), 1, 'one at a time, 200 ms after its last turn though B has one')
})

t.test('campuses that want much alike do not stand back for each other, nor for one that has gone', async (t) => {
  const { enter, of, leaveAll, pass, settle } = turnsAt()
  await enter('A', 30)
  await enter('B', 20)
  pass(2_000)
  await leaveAll()
  while (of('A') === 0 || of('B') === 0) await settle()
  t.ok(of('A') > 1 && of('B') > 1, `${of('A')} of A, ${of('B')} of B`)
})

t.test('whoever waits ten seconds, or comes to a line of a thousand, is told so', async (t) => {
  const { enter, told, turns, pass, leaveAll, settle } = turnsAt()
  await enter('A', 8 + 1_000)
  t.equal(turns.waitingCount, 1_000)
  await enter('A')
  t.equal(told.at(-1), null)
  pass(10_000)
  while (turns.waitingCount > 0) await settle()
  t.equal(told.filter((leave) => leave === null).length, 1_001)
  await leaveAll()
  await enter('A')
  t.ok(told.at(-1))
})
