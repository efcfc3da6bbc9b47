import { removeExpired } from '../../db/idempotency.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'

/** Removes the campus's Idempotency-Keys whose day is over, with the results kept for them, and says how many. */
export const forgetIdempotencyKeys = (scope: Scope): Promise<number> =>
  write(scope, async (tx) => (await tx.rows(removeExpired(tx.now))).length)
