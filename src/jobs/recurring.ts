import type { Scope } from '../db/scope.ts'
import type { Post } from '../ports/mail.ts'

/** Work that comes round. It must be safe to run twice and by two workers: each step takes what is still to be taken. */
export interface RecurringJob {
  name: string
  /** Five fields, in UTC. */
  cron: string
  /** Does the work for each campus's scope and says in figures what was done, for the log. The worker gives both. */
  run(scopes: () => AsyncIterable<Scope>, outside?: Outside): Promise<Record<string, number>>
}

/** What work reaches beside the database. */
export interface Outside {
  post: Post
}

/** The same step for a campus again and again until there is nothing left of it, and how much it was in all. */
export async function untilNothing(step: () => Promise<number>): Promise<number> {
  let all = 0
  for (let taken = await step(); taken > 0; taken = await step()) all += taken
  return all
}
