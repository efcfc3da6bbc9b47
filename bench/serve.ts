import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Database } from '../src/db/database.ts'
import { type DatabaseOptions, openDatabase } from '../src/db/database.ts'

/** What the parent asks of a server's process, and what it gets for an answer. */
export interface Questions {
  listen: { ask: { appUrl: string }; answer: { port: number } }
  /** Milliseconds of CPU since the process began, all its threads together. */
  cpu: { ask: Record<string, never>; answer: { ms: number } }
  /** What was sent to the database since the last time this was asked, once all of it is done. */
  sent: { ask: Record<string, never>; answer: Sent }
  /** What is held now and was at the most so far; `isCollected` collects garbage before. */
  memory: { ask: { isCollected: boolean }; answer: MemoryHeld }
}

/** In megabytes. */
export interface MemoryHeld {
  residentMb: number
  peakMb: number
  heapMb: number
}

export interface Sent {
  statements: number
  roundTrips: number
}

// What opens and closes a transaction and enters a campus goes along in a round trip that is made anyhow.
const entering = /^\s*(begin|commit|select set_config)/

// Not exposed from the start: the server runs with the flags of production. The last resort also gives emptied pages
// back, so that what is left is what is really held.
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** Makes this process a server under measurement: it listens when the parent says so, and ends with it. */
export function serve(listen: (database: Database, appUrl: string) => Promise<number>): void {
  let database: Database
  let sent: Sent = { statements: 0, roundTrips: 0 }
  const observe: DatabaseOptions['observe'] = (roundTrip) => {
    // One draw of points serves many requests, and none in particular: its time is measured, its count would be chance.
    if (roundTrip.some(({ text }) => text.includes('rate_buckets'))) return
    sent.roundTrips += 1
    for (const { text } of roundTrip) if (!entering.test(text)) sent.statements += 1
  }
  const answers: { [Name in keyof Questions]: (ask: Questions[Name]['ask']) => Promise<Questions[Name]['answer']> } = {
    async listen({ appUrl }) {
      database = await openDatabase({ connectionString: appUrl, observe })
      return { port: await listen(database, appUrl) }
    },
    async cpu() {
      const { user, system } = process.cpuUsage()
      return { ms: (user + system) / 1000 }
    },
    async sent() {
      // A snapshot is closed after its answer has gone out: every connection has to be back first.
      while (database.pool.idleCount < database.pool.totalCount) await setImmediate()
      const { ...until } = sent
      sent = { statements: 0, roundTrips: 0 }
      return until
    },
    async memory({ isCollected }) {
      if (isCollected) collectGarbage()
      const { rss, heapUsed } = process.memoryUsage()
      return { residentMb: rss / 2 ** 20, peakMb: process.resourceUsage().maxRSS / 2 ** 10, heapMb: heapUsed / 2 ** 20 }
    }
  }
  process.on('message', async ({ name, ask }: { name: keyof Questions; ask: never }) => {
    process.send?.(await answers[name](ask))
  })
  process.on('disconnect', () => process.exit())
}
