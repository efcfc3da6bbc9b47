import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { appRole } from '../db/roles.ts'
import { schedule } from './schedule.ts'

/** The queue's own schema. Its tables have no foreign key into ours, nor ours into it (docs/decisions/0010). */
export const queueSchema = 'jobs'

const grants = `
  grant usage on schema ${queueSchema} to ${appRole};
  grant select, insert, update, delete on all tables in schema ${queueSchema} to ${appRole};
  grant usage, select on all sequences in schema ${queueSchema} to ${appRole};
  grant execute on all functions in schema ${queueSchema} to ${appRole}`

/**
 * Creates the queue's tables or brings them up to date, as the owner role, with a queue for each recurring job. Run with
 * the migrations, because the application role may create nothing; running it again changes nothing.
 */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: queueSchema,
    supervise: false,
    schedule: false,
    max: 2
  })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const job of schedule)
      await boss.createQueue(job.name, { policy: 'exclusive', retryLimit: 3, expireInSeconds: 300 })
  } finally {
    await boss.stop({ graceful: false })
  }
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(grants).finally(() => owner.end())
}
