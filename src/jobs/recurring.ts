import type { Scope } from '../db/scope.ts'

/** Work that comes round. It must be safe to run twice and by two workers: each step takes what is still to be taken. */
export interface RecurringJob {
  name: string
  /** Five fields, in UTC. */
  cron: string
  /** Does the work for each campus's scope and says in figures what was done, for the log. */
  run(scopes: () => AsyncIterable<Scope>): Promise<Record<string, number>>
}
