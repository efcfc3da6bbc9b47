import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { type Mail, MailFault, type Post } from '../../ports/mail.ts'

export type Outcome = PromiseSettledResult<void>

/**
 * Hands mails over that were claimed, all at once, and settles what became of them in one commit (docs/decisions/0018). A
 * fault of ours holds up no other mail; but somebody has to hear of it, so it is thrown once all is settled.
 */
export async function handOver<Claimed>(
  scope: Scope,
  post: Post,
  { claimed, compose }: { claimed: readonly Claimed[]; compose: (one: Claimed) => Mail },
  settle: (tx: Tx, outcomes: readonly Outcome[]) => Sql[]
): Promise<void> {
  if (claimed.length === 0) return
  const outcomes = await Promise.allSettled(claimed.map(async (one) => post.send(scope, compose(one))))
  await write(scope, async (tx) => {
    await tx.batch(settle(tx, outcomes))
  })
  const faults = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  const ours = faults.find((fault) => !(fault instanceof MailFault))
  if (ours) throw ours
}
