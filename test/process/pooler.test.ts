import { connect, createServer, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { openDatabase } from '../../src/db/database.ts'
import { testDatabase } from '../support/database.ts'

t.test('behind a PgBouncer, which takes no timeouts at connect, the database opens without them', async (t) => {
  const { appUrl } = await testDatabase(t)
  const refused: string[] = []
  const port = await pooler(t, appUrl, refused)
  const database = await openDatabase({ connectionString: Object.assign(new URL(appUrl), { port }).href, max: 1 })
  t.teardown(() => database.close())
  const found = await database.pool.query("select current_setting('statement_timeout') as timeout")
  t.same(found.rows, [{ timeout: '0' }], "the role's own setting holds, and here it has none")
  t.same(refused, ['statement_timeout'], 'it was asked for once')
})

t.test('elsewhere each connection has its timeouts', async (t) => {
  const { database } = await testDatabase(t)
  const found = await database.pool.query(
    "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle"
  )
  t.same(found.rows, [{ statement: '15s', idle: '30s' }])
})

/** What PgBouncer 1.18 does with a start-up message, before a server of its own; returns its port. */
async function pooler(t: Test, serverUrl: string, refused: string[]): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client)
    client.once('data', (startUp) => {
      if (startUp.includes('statement_timeout\0')) {
        refused.push('statement_timeout')
        return client.end(fatal('08P01', 'unsupported startup parameter: statement_timeout'))
      }
      const { hostname, port } = new URL(serverUrl)
      const upstream = connect(Number(port), hostname)
      sockets.add(upstream)
      upstream.write(startUp)
      upstream.pipe(client).pipe(upstream)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return String((server.address() as { port: number }).port)
}

function fatal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
