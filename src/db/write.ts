import type { PoolClient } from 'pg'
import type { Actor } from '../actor.ts'
import { refuse } from '../errors.ts'
import type { InstitutionPolicy } from '../modules/tenants/institution-policy.ts'
import { refusalOf } from './database.ts'
import { newId } from './ids.ts'
import type { Rows } from './pipeline.ts'
import { type PrismaTransaction, prismaOn } from './prisma.ts'
import { auditRows, type Change, eventRows, type RecordedChange } from './record.ts'
import { type Reader, type Scope, today } from './scope.ts'
import { raw, type Sql } from './sql.ts'
import { actorOf, institutionPolicy, type PolicyRow, type StandingRow, standingOf } from './standing.ts'
import { enterTenant } from './tenant.ts'

/** One change of one campus: everything in it commits together, its audit rows and domain events too. */
export interface Tx extends Reader {
  readonly tenantId: string
  /** Who acts, with the roles they have at this moment. */
  readonly actor: Actor
  readonly policy: InstitutionPolicy
  /** The instant of the change: one for all rows of it. */
  readonly now: string
  /** Prisma's client on this transaction's connection. Nested writes would open a transaction of their own: avoid them. */
  readonly prisma: PrismaTransaction
  /** Several statements in one round trip, each seeing what the ones before it did. */
  batch(statements: readonly Sql[]): Promise<Rows[]>
  /** Exactly one audit row and one domain event, written with the commit. */
  record(change: Change): void
}

const begin = raw('begin')
const commit = raw('commit')
const rollback = raw('rollback')
const attemptsMax = 4

/**
 * Runs a change in one transaction of the scope's campus. `lead` are statements that travel with BEGIN in the first
 * round trip (row locks, mostly); their rows are handed to `work`. Commits what `work` did with its audit rows and
 * events in the last round trip, or nothing when it throws. Serialization failures and deadlocks are tried again
 * (a cluster of shards has more of them), so `work` must do nothing outside the transaction.
 * Throws UNAUTHENTICATED when the actor has meanwhile been deactivated, SERVICE_UNAVAILABLE when the database is lost.
 */
export async function write<T>(
  scope: Scope,
  work: (tx: Tx, lead: Rows[]) => Promise<T>,
  lead: readonly Sql[] = []
): Promise<T> {
  // What this request read before is history once it writes; and it must not hold two connections.
  await scope.endReads()
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptWrite(scope, work, lead)
    } catch (error) {
      const code = (error as { code?: string }).code
      const canRetry = code === '40001' || code === '40P01'
      if (!canRetry || attempt === attemptsMax)
        throw canRetry ? refuse('SERVICE_UNAVAILABLE', { cause: error }) : refusalOf(error)
    }
  }
}

async function attemptWrite<T>(
  scope: Scope,
  work: (tx: Tx, lead: Rows[]) => Promise<T>,
  lead: readonly Sql[]
): Promise<T> {
  const client = await scope.database.connect()
  let isBroken = false
  try {
    const { tx, leadRows, finish } = await openTx(scope, client, lead)
    const result = await work(tx, leadRows)
    await finish()
    return result
  } catch (error) {
    await send(scope, client, [rollback]).catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    client.release(isBroken)
  }
}

async function openTx(scope: Scope, client: PoolClient, lead: readonly Sql[]) {
  const now = scope.clock.now()
  const standing = standingOf(scope.actor, today(scope.clock))
  const preamble = [institutionPolicy(), ...(standing ? [standing] : [])]
  const opening = enterTenant(scope.database, scope.tenantId, begin)
  const wired = [...preamble, ...lead].map((statement) => scope.database.wire(statement, scope.tenantId))
  const results = (await scope.database.send(client, [...opening, ...wired])).slice(opening.length)
  const actor = standing ? actorNow(results[1] as Rows) : scope.actor
  const changes: RecordedChange[] = []
  const policy = (results[0]?.[0] as unknown as PolicyRow | undefined)?.policy
  if (!policy) throw refuse('NOT_FOUND')
  const tx: Tx = {
    tenantId: scope.tenantId,
    actor,
    policy,
    now,
    get prisma() {
      return prismaOn(client)
    },
    rows: async <Row>(statement: Sql) => (await send(scope, client, [statement]))[0] as Row[],
    batch: (statements) => send(scope, client, statements),
    record: (change) => {
      changes.push({ ...change, id: newId(), auditId: newId() })
    }
  }
  const finish = () => {
    const by = { actor, requestId: scope.requestId, now }
    const records = changes.length > 0 ? [auditRows(changes, by), eventRows(changes, by)] : []
    return send(scope, client, [...records, commit])
  }
  return { tx, leadRows: results.slice(preamble.length), finish }
}

function actorNow(rows: Rows): Actor {
  const row = rows[0] as StandingRow | undefined
  if (!row) throw refuse('UNAUTHENTICATED')
  return actorOf(row)
}

const send = (scope: Scope, client: PoolClient, statements: readonly Sql[]): Promise<Rows[]> =>
  scope.database.send(
    client,
    statements.map((statement) => scope.database.wire(statement, scope.tenantId))
  )
