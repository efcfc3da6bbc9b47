import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import { openPost } from '../mail/open-post.ts'
import { sendWrittenMails } from '../modules/followups/followups.jobs.ts'
import { tellOfChanges } from '../modules/notifications/notifications.jobs.ts'
import type { Clock } from '../ports/clock.ts'
import { ChangeEar } from './ear.ts'
import { startWorker } from './worker.ts'

interface RunOptions {
  config: Config
  /** The application role's URL. */
  appUrl: string
  database: Database
  clock: Clock
  logger: Logger
  observe?: ((job: string, isDone: boolean) => void) | undefined
}

/**
 * Everything that works in the background: the queue's recurring jobs, the ear for changes, the way out for mail. As many
 * of them as one likes, in the server's process or in their own, share the work.
 * Throws when the queue's tables are missing.
 */
export async function runWorker(options: RunOptions): Promise<{ stop(): Promise<void> }> {
  const { config, appUrl, database, clock, logger, observe } = options
  const post = await openPost(config, logger)
  const worker = await startWorker({ connectionString: appUrl, database, clock, logger, post, observe })
  const ear = new ChangeEar({
    ...{ connectionString: config.listenUrl ?? appUrl, database, clock, logger },
    work: async (scope) => {
      await tellOfChanges(scope, post)
      await sendWrittenMails(scope, post)
    }
  })
  await ear.start()
  return {
    async stop() {
      await Promise.all([ear.stop(), worker.stop()])
      await post.close()
    }
  }
}
