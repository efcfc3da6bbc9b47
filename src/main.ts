import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Shutdown } from './shutdown.ts'
import { lineOf, StartupError } from './startup-error.ts'

// What a start compiles is kept for the next one, which then takes half the time. Everything large is imported after it;
// where the folder can't be written to, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/halfhour-compiled'))

const shutdown = new Shutdown()

async function main(): Promise<void> {
  const { readConfig } = await import('./config.ts')
  const { default: pino } = await import('pino')
  const { openLog } = await import('./log.ts')
  const { start } = await import('./start.ts')
  const config = readConfig()
  // Logs go to stderr, so that stdout holds the ready lines and nothing else.
  const logger = openLog(config.log.level, pino.destination({ dest: 2, sync: true }))
  const { ground, ready } = await start(config, logger, shutdown)
  process.stdout.write(ready)
  void ground.ended.then(() => {
    const log = join(config.dataDir, 'postgres.log')
    return fail(new StartupError(`the embedded Postgres has ended by itself. See ${log}, and start again.`))
  })
}

// What fails during a stop fails because of it.
async function fail(error: unknown): Promise<void> {
  if (shutdown.isAsked) return
  shutdown.hear(performance.now())
  process.stderr.write(lineOf(error))
  await shutdown.close()
  process.exit(1)
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  const wish = shutdown.hear(performance.now())
  if (wish === 'same') return
  if (wish === 'again') return process.exit(1)
  const isClean = await shutdown.close()
  if (!isClean) process.stderr.write(`halfhour: stopped on ${signal} before everything was closed.\n`)
  process.exit(isClean ? 0 : 1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
main().catch(fail)
