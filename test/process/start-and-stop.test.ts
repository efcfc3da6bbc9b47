import { once } from 'node:events'
import { statSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { madeDataDir, query, serverPid } from './data-dir.ts'
import { isAlive, startHalfhour } from './halfhour.ts'

// Each test starts real processes and makes a cluster, which takes seconds on a busy machine.
t.setTimeout(180_000)

t.test('a first start makes everything, answers, and leaves no process behind on SIGTERM', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const halfhour = startHalfhour(t, { DATA_DIR: dataDir, WORKER: 'on' })
  const address = await halfhour.ready
  t.equal((await fetch(`${address}/health/ready`)).status, 200)
  t.match(
    halfhour.stdout(),
    new RegExp(`${address}/graphiql[\\s\\S]*${address}/docs[\\s\\S]*curl .*${address}/graphql`)
  )
  t.equal(statSync(join(dataDir, 'passwords.json')).mode & 0o077, 0, 'the passwords are for this user only')
  const postgres = serverPid(dataDir)
  t.ok(isAlive(postgres))
  halfhour.signal('SIGTERM')
  const { code, stderr } = await halfhour.ending
  t.same({ code, stderr }, { code: 0, stderr: '' })
  t.notOk(isAlive(postgres), 'the embedded server is gone')
})

t.test('what was written is there after a restart', async (t) => {
  const dataDir = await madeDataDir(t)
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  await first.ready
  await query(dataDir, 'create table kept as select 7 as number')
  first.signal('SIGINT')
  t.equal((await first.ending).code, 0)
  const second = startHalfhour(t, { DATA_DIR: dataDir })
  await second.ready
  t.same((await query(dataDir, 'select number from kept')).rows, [{ number: 7 }])
})

t.test('one Ctrl-C that arrives several times, by npm and by the terminal, is one orderly stop', async (t) => {
  const dataDir = await madeDataDir(t)
  const halfhour = startHalfhour(t, { DATA_DIR: dataDir, WORKER: 'on' })
  await halfhour.ready
  const postgres = serverPid(dataDir)
  halfhour.signalGroup('SIGINT')
  halfhour.signal('SIGINT')
  halfhour.signal('SIGTERM')
  t.equal((await halfhour.ending).code, 0)
  t.notOk(isAlive(postgres))
})

t.test('a request that is under way is answered before the process ends, and no new one is taken', async (t) => {
  const halfhour = startHalfhour(t, { DATA_DIR: await madeDataDir(t) })
  const address = await halfhour.ready
  // Where no operation is, nobody needs a token, and the answer waits for the whole body all the same.
  const body = JSON.stringify({})
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' }
  const underWay = request(`${address}/v1/nowhere`, { method: 'POST', headers })
  const response = once(underWay, 'response')
  underWay.flushHeaders()
  await once(underWay, 'continue')
  halfhour.signal('SIGTERM')
  await refused(new URL(address))
  underWay.end(body)
  const [answer] = await response
  t.equal(answer.statusCode, 404)
  answer.resume()
  t.equal((await halfhour.ending).code, 0)
})

/** Resolves when the address takes no connections any more. */
async function refused({ hostname, port }: URL): Promise<void> {
  for (;;) {
    const socket = connect({ host: hostname, port: Number(port) })
    const outcome = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch((error) => [error])
    socket.destroy()
    if (outcome[0]?.code === 'ECONNREFUSED') return
  }
}

t.test('a stop in the middle of the first start leaves nothing running, and the next start works', async (t) => {
  const dataDir = t.testdir()
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  await madeIn(dataDir)
  first.signal('SIGTERM')
  t.equal((await first.ending).code, 0)
  const second = startHalfhour(t, { DATA_DIR: dataDir })
  const address = await second.ready
  t.equal((await fetch(`${address}/health/ready`)).status, 200)
})

/** Resolves when the cluster's folder has appeared, which is long before the start is done. */
async function madeIn(dataDir: string): Promise<void> {
  while (!statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })) await new Promise(setImmediate)
}
