import type { PoolClient } from 'pg'
import type { Actor } from '../actor.ts'
import { refuse } from '../errors.ts'
import { type InstitutionPolicy, wholePolicy } from '../modules/tenants/institution-policy.ts'
import { tracedSql } from '../tracing/traced-sql.ts'
import { refusalOf } from './database.ts'
import { claim, keep, keptResult, keyInUse, type Slot, takeSlot } from './idempotency.ts'
import { newId } from './ids.ts'
import type { Rows } from './pipeline.ts'
import { type PrismaTransaction, prismaOn } from './prisma.ts'
import { auditRows, type Change, eventNotice, eventRows, outboxRows, type RecordedChange } from './record.ts'
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

/** A change's last statement, which travels with the commit, and what its rows amount to. */
export class Last<T> {
  readonly statement: Sql
  readonly toResult: (rows: Rows) => T
  /** Others that travel with it, after it: nobody waits for their rows. */
  readonly alongside: readonly Sql[]

  constructor(statement: Sql, toResult: (rows: Rows) => T, alongside: readonly Sql[] = []) {
    this.statement = statement
    this.toResult = toResult
    this.alongside = alongside
  }
}

const begin = raw('begin')
const commit = raw('commit')
const rollback = raw('rollback')
const attemptsMax = 4
const retried = ['40001', '40P01', '23505']

/**
 * Runs a change in one transaction of the scope's campus. `lead` are statements that travel with BEGIN in the first
 * round trip (row locks, mostly); their rows are handed to `work`. A `Last` that `work` gives back travels in the last
 * round trip, with the commit. Commits what `work` did with its audit rows and
 * events in the last round trip, or nothing when it throws. Serialization failures and deadlocks are tried again
 * (a cluster of shards has more of them), and so is a unique key that somebody else took in the same instant, because
 * their row can be found by then; so `work` must do nothing outside the transaction.
 * A read that leaves a trace, as the opening of a document, needs no key where a campus asks for one with every change.
 * With an Idempotency-Key the result is kept in the same commit: sent again, it is given back and `work` does not run.
 * Throws UNAUTHENTICATED when the actor has meanwhile been deactivated, SERVICE_UNAVAILABLE when the database is lost,
 * and the refusals of the Idempotency-Key.
 */
export async function write<T>(
  scope: Scope,
  work: (tx: Tx, lead: Rows[]) => Promise<T | Last<T>>,
  lead: readonly Sql[] = [],
  { needsKey = true }: { needsKey?: boolean } = {}
): Promise<T> {
  // What this request read before is history once it writes; and it must not hold two connections.
  await scope.endReads()
  const slot = takeSlot(scope.idempotency, scope.actor)
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptWrite(scope, work, lead, { slot, needsKey })
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (!retried.includes(code) || attempt === attemptsMax) throw finalError(scope, error, code)
    }
  }
}

function finalError(scope: Scope, error: unknown, code: string): unknown {
  if (code === '40001' || code === '40P01') return refuse('SERVICE_UNAVAILABLE', { cause: error })
  if (code !== keyInUse) return refusalOf(error)
  if (scope.idempotency) scope.idempotency.state = 'IN_USE'
  return refuse('IDEMPOTENCY_KEY_IN_USE', { cause: error })
}

async function attemptWrite<T>(
  scope: Scope,
  work: (tx: Tx, lead: Rows[]) => Promise<T | Last<T>>,
  lead: readonly Sql[],
  key: Key
): Promise<T> {
  const client = await scope.database.connect(scope.tenantId)
  let isBroken = false
  try {
    const { tx, leadRows, kept, finish } = await openTx(scope, client, lead, key)
    if (kept) {
      await send(scope, client, [rollback])
      return kept.result as T
    }
    return await finish(await work(tx, leadRows))
  } catch (error) {
    await send(scope, client, [rollback]).catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    client.release(isBroken)
  }
}

interface Key {
  slot: Slot | null
  needsKey: boolean
}

async function openTx(scope: Scope, client: PoolClient, lead: readonly Sql[], { slot, needsKey }: Key) {
  const now = scope.clock.now()
  const standing = standingOf(scope.actor, today(scope.clock))
  const preamble = [institutionPolicy(), ...(standing ? [standing] : []), ...(slot ? claim(slot, now) : [])]
  const opening = enterTenant(scope.database, scope.tenantId, begin)
  const wired = [...preamble, ...lead].map((statement) => scope.database.wire(statement, scope.tenantId))
  const sent = [...opening, ...wired]
  const answers = await tracedSql(scope.trace, sent, () => scope.database.send(client, sent))
  const results = answers.slice(opening.length)
  const actor = standing ? actorNow(results[1] as Rows) : scope.actor
  const changes: RecordedChange[] = []
  const stored = (results[0]?.[0] as unknown as PolicyRow | undefined)?.policy
  if (!stored) throw refuse('NOT_FOUND')
  const policy = wholePolicy(stored)
  // Who has a standing came through a door; the worker and the operator's commands repeat themselves safely.
  if (standing && needsKey && !slot && policy.api.isIdempotencyKeyRequired) throw refuse('IDEMPOTENCY_KEY_REQUIRED')
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
  const finish = async <T>(outcome: T | Last<T>): Promise<T> => {
    const by = { actor, requestId: scope.requestId, now }
    const records =
      changes.length > 0
        ? [
            auditRows(changes, by),
            eventRows(changes, by),
            ...outboxRows(changes),
            ...eventNotice(changes, scope.tenantId)
          ]
        : []
    if (!(outcome instanceof Last)) {
      await send(scope, client, [...records, ...(slot ? [keep(slot, outcome, now)] : []), commit])
      return outcome
    }
    // What is kept under a key is the result, which is known only once the last statement has been answered.
    const [rows] = await send(scope, client, [
      outcome.statement,
      ...outcome.alongside,
      ...records,
      ...(slot ? [] : [commit])
    ])
    const result = outcome.toResult(rows as Rows)
    if (slot) await send(scope, client, [keep(slot, result, now), commit])
    return result
  }
  const kept = slot && keptResult(slot, results[preamble.length - 1] as Rows)
  if (kept && scope.idempotency) scope.idempotency.state = 'REPLAYED'
  return { tx, leadRows: results.slice(preamble.length), kept, finish }
}

function actorNow(rows: Rows): Actor {
  const row = rows[0] as StandingRow | undefined
  if (!row) throw refuse('UNAUTHENTICATED')
  return actorOf(row)
}

function send(scope: Scope, client: PoolClient, statements: readonly Sql[]): Promise<Rows[]> {
  const wired = statements.map((statement) => scope.database.wire(statement, scope.tenantId))
  return tracedSql(scope.trace, wired, () => scope.database.send(client, wired))
}
