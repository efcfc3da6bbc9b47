import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { FairTurns, type Turn } from '../../src/fair-turns.ts'
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
  const held = () => app.database.pool.totalCount - app.database.pool.idleCount
  while (held() !== 8 || app.database.pool.waitingCount > 0) await setImmediate()
  for (let count = 1; count <= 20; count++) t.equal((await rest(app, neighbour, 'GET', '/v1/institution')).status, 200)
  t.equal(held(), 8)
  await holder.query('commit')
  t.same(new Set(await Promise.all(changes)), new Set([200]), 'and all of its own are answered in the end')
})

t.test('requests of a campus', async (t) => {
  const start = (places: number) => {
    const turns = new FairTurns(places)
    t.teardown(() => turns.close())
    const gone: string[] = []
    const enter = (campusId: string, name = campusId) => turns.enter(campusId, () => gone.push(name)) as Turn
    return {
      enter,
      gone,
      many: (campusId: string, count: number) => Array.from({ length: count }, () => enter(campusId))
    }
  }
  const countOf = (gone: string[], name: string) => gone.filter((each) => each === name).length

  t.test('go at once up to five of ten places, and up to eight where nobody else is about', async (t) => {
    const { many, gone } = start(10)
    const turns = many('A', 30)
    t.equal(gone.length, 8)
    for (const turn of turns.slice(0, 8)) turn.leave()
    t.equal(gone.length, 16)
    for (const turn of turns) turn.leave()
    t.equal(gone.length, 30)
  })

  t.test('go one at a time beyond that while another campus is about, and not before its requests', async (t) => {
    const { many, enter, gone } = start(10)
    const light = enter('B')
    const turns = many('A', 20)
    t.equal(countOf(gone, 'A'), 5)
    for (const turn of turns.slice(0, 4)) turn.leave()
    t.equal(countOf(gone, 'A'), 5, 'one of its own is under way')
    turns[4]?.leave()
    t.equal(countOf(gone, 'A'), 5, 'and now one of B')
    light.leave()
    while (countOf(gone, 'A') < 6) await setImmediate()
    turns[5]?.leave()
    t.equal(countOf(gone, 'A'), 6, 'it rests as long as the last one took')
    while (countOf(gone, 'A') < 7) await setImmediate()
    t.equal(countOf(gone, 'A'), 7)
  })

  t.test('do not stand back for ever', async (t) => {
    const { many, enter, gone } = start(10)
    enter('B')
    const turns = many('A', 9)
    for (const turn of turns.slice(0, 5)) turn.leave()
    t.equal(countOf(gone, 'A'), 5)
    while (countOf(gone, 'A') < 6) await setImmediate()
    t.pass('the sixth got its turn beside the one of B that never ended')
  })

  t.test('do not stand back for a campus that is heavy itself', async (t) => {
    const { many, gone } = start(10)
    many('B', 6)
    const turns = many('A', 9)
    t.equal(countOf(gone, 'A'), 5)
    for (const turn of turns.slice(0, 5)) turn.leave()
    t.equal(countOf(gone, 'A'), 7, 'two places beside the six that B has')
  })

  t.test('of several heavy campuses share the places evenly', async (t) => {
    const { many, gone } = start(15)
    const [a] = [many('A', 20), many('B', 20)]
    for (const turn of a) turn.leave()
    const afterwards = countOf(gone, 'B')
    t.ok(afterwards <= 12 && afterwards >= 6, `${afterwards} of B`)
  })

  t.test('that are given up leave the line, and a full line takes no more', async (t) => {
    const { many, enter, gone } = start(10)
    const turns = many('A', 8 + 1000)
    t.equal(gone.length, 8)
    t.equal(enter('A'), null)
    turns[500]?.leave()
    turns[500]?.leave()
    const last = enter('A', 'last')
    t.ok(last)
    t.equal(enter('A'), null, 'one place for one that left')
    for (const turn of turns) turn.leave()
    t.equal(gone.length, 8 + 1000, 'all but the one that left')
    t.equal(gone.at(-1), 'last')
    t.ok(enter('A'), 'and the campus is light again once its line is empty')
  })
})
