import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { openDatabase } from '../src/db/database.ts'
import { addMinutes } from '../src/ports/clock.ts'
import { Chance } from '../src/sample/chance.ts'
import { openCluster } from './cluster.ts'
import { table } from './report.ts'
import { type Counts, YearActors } from './year-actors.ts'
import { afterwards, always, brokenOf, told } from './year-checks.ts'
import { beginYear } from './year-people.ts'
import { openYearWorker } from './year-worker-process.ts'

export interface YearOptions {
  students: number
  days: number
  /** Requests that the campus's students set out to send a day. */
  asks: number
  seed: number
}

const ticksADay = 4
const minutesATick = (24 * 60) / ticksADay
// One tick in so many kills a worker in the middle of its work.
const killEvery = 12

interface Ran {
  counts: Counts
  kills: number
  ticks: number
  broken: string[]
  totals: Record<string, number>
}

/**
 * A year of one campus on a clock of its own: random people at the door, two workers beside them that are killed at
 * random. Prints what happened and ends with the code 1 when a guarantee was broken at any moment of it.
 */
export async function runYear(options: YearOptions, tell: (line: string) => void): Promise<void> {
  const cluster = await openCluster({ campuses: 1, students: options.students }, tell, 'halfhour-bench-year')
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl })
  await superuser.connect()
  try {
    const people = await beginYear(cluster.superuserUrl, cluster.issuer)
    const database = await openDatabase({ connectionString: cluster.appUrl })
    let now = new Date().toISOString()
    const app = await buildApp({
      config: { isProduction: true, pages: { graphiql: false, docs: false }, external: null },
      database,
      clock: { now: () => now },
      logger: false,
      listenUrl: cluster.appUrl
    })
    const chance = new Chance(options.seed)
    const actors = new YearActors(app, people, chance, () => now)
    const workers = [openYearWorker(cluster.appUrl), openYearWorker(cluster.appUrl)] as const
    const ran: Ran = { counts: actors.counts, kills: 0, ticks: 0, broken: [], totals: {} }
    for (let tick = 1; tick <= options.days * ticksADay; tick++) {
      now = addMinutes(now, minutesATick)
      const [first, second] = workers
      // People go on while the workers work, and one of these dies now and then.
      const working = chance.is(1 / killEvery)
        ? first.workUntilKilled(now, chance.int(0, 60)).then((wasKilled) => void (ran.kills += Number(wasKilled)))
        : first.work(now)
      await Promise.all([actors.act(1 / ticksADay, options.asks), working, second.work(now)])
      await second.work(now)
      ran.ticks = tick
      ran.broken.push(...(await brokenOf(superuser, always, [now])).map((what) => `tick ${tick}: ${what}`))
      if (tick % (30 * ticksADay) === 0) tell(`day ${tick / ticksADay} of ${options.days}`)
    }
    for (const worker of workers) worker.close()
    ran.broken.push(...(await brokenOf(superuser, afterwards, [])), ...(await brokenOf(superuser, told, [now])))
    ran.totals = (await superuser.query(totals)).rows[0]
    await app.close()
    await database.close()
    report(options, ran)
  } finally {
    await superuser.end()
    await cluster.close()
  }
}

const totals = `
  select (select count(*)::int from meeting_requests) as requests,
    (select count(*)::int from meeting_requests where status = 'EXPIRED') as expired,
    (select count(*)::int from meeting_requests where status = 'CLOSED_BY_MENTOR') as "closed by the mentor",
    (select count(*)::int from meetings) as meetings,
    (select count(*)::int from outcomes) as outcomes,
    (select count(*)::int from request_reminders) as reminders,
    (select count(*)::int from notifications) as notifications,
    (select count(*)::int from domain_events) as events`

function report({ students, days }: YearOptions, { counts, kills, ticks, broken, totals }: Ran): void {
  const rows = Object.entries(counts)
    .sort()
    .map(([operation, told]) => {
      const { done = 0, ...refused } = told
      const codes = Object.entries(refused)
        .sort()
        .map(([code, count]) => `${code}: ${count}`)
      return [operation, String(done), codes.join(', ')]
    })
  const held = Object.entries(totals).map(([name, count]) => `${count} ${name}`)
  process.stdout.write(`${table(['operation', 'done', 'refused'], rows)}
${days} days of a campus of ${students} students in ${ticks} ticks: ${held.join(', ')}; a worker was killed ${kills} times.
${broken.length === 0 ? 'No guarantee was broken.' : broken.map((what) => `BROKEN ${what}`).join('\n')}\n`)
  if (broken.length > 0) process.exitCode = 1
}
