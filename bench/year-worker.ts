import { type Database, openDatabase } from '../src/db/database.ts'
import { campusScopes } from '../src/jobs/campuses.ts'
import { schedule } from '../src/jobs/schedule.ts'

// A worker without its timetable: it does all recurring work once whenever its parent says what time it is.
let database: Database | null = null

process.on('message', async ({ appUrl, now }: { appUrl: string; now: string }) => {
  database ??= await openDatabase({ connectionString: appUrl, max: 3 })
  const opened = database
  const clock = { now: () => now }
  const done: Record<string, number> = {}
  for (const job of schedule) Object.assign(done, await job.run(() => campusScopes(opened, clock)))
  process.send?.(done)
})
process.on('disconnect', () => process.exit())
