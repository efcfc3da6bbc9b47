import { Shutdown } from './shutdown.ts'
import { lineOf } from './startup-error.ts'

const shutdown = new Shutdown()

// The worker in a process of its own: start the servers with WORKER=off, and as many of these as there is work for.
async function main(): Promise<void> {
  const { readConfig } = await import('./config.ts')
  const { default: pino } = await import('pino')
  const { openLog } = await import('./log.ts')
  const { startApart } = await import('./start-apart.ts')
  const config = readConfig()
  await startApart(config, openLog(config.log.level, pino.destination({ dest: 2, sync: true })), shutdown)
  process.stdout.write("Halfhour's worker is ready\n")
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
main().catch(async (error) => {
  if (shutdown.isAsked) return
  shutdown.hear(performance.now())
  process.stderr.write(lineOf(error))
  await shutdown.close()
  process.exit(1)
})
