import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { connectionFault } from './db/connection-fault.ts'
import { openDatabase } from './db/database.ts'
import { refuseUnmigrated } from './db/migrate.ts'
import { refuseUnsafeRole } from './db/roles.ts'
import { joinGround } from './ground.ts'
import { runWorker } from './jobs/run-worker.ts'
import { systemClock } from './ports/clock.ts'
import type { Shutdown } from './shutdown.ts'

/**
 * Starts a worker beside the servers, on the database that is given or on the embedded server of a process that runs.
 * Throws StartupError with one line that says what to do, or Interrupted.
 */
export async function startApart(config: Config, logger: Logger, shutdown: Shutdown): Promise<void> {
  const ground = await shutdown.opening(
    () => joinGround(config),
    (opened) => opened.close()
  )
  const onError = ({ message }: Error) => {
    if (!shutdown.isAsked) logger.warn({ reason: message }, 'A database connection was lost')
  }
  const database = await shutdown.opening(
    () =>
      openDatabase({ connectionString: ground.appUrl, onError, ...config.pool }).catch((error) => {
        throw ground.isEmbedded ? error : connectionFault('DATABASE_URL', error)
      }),
    (opened) => opened.close()
  )
  await refuseUnsafeRole(database.pool)
  await refuseUnmigrated(database.pool)
  await shutdown.opening(
    () => runWorker({ config, appUrl: ground.appUrl, database, clock: systemClock, logger }),
    (worker) => worker.stop()
  )
}
