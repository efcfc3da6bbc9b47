import type { Actor } from '../actor.ts'
import type { Clock } from '../ports/clock.ts'
import type { Trace } from '../tracing/trace.ts'
import type { Database } from './database.ts'
import type { Idempotency } from './idempotency.ts'
import { ReadSession } from './read-session.ts'
import type { Sql } from './sql.ts'

/** Where queries read from: the snapshot of a request, or the transaction of a change. */
export interface Reader {
  rows<Row>(statement: Sql): Promise<Row[]>
}

/**
 * The first parameter of every service function: one campus, one actor, one request. Whoever holds a scope can reach
 * that campus and no other.
 */
export interface Scope extends Reader {
  readonly tenantId: string
  readonly actor: Actor
  readonly requestId: string
  readonly clock: Clock
  readonly database: Database
  /** Of a request that came with an Idempotency-Key: its changes are made once, however often it is sent. */
  idempotency: Idempotency | null
  /** Where the request's spans go; null where nobody looks. */
  readonly trace: Trace | null
  /** Says before the first read that there will be several, so that all of them see one snapshot. */
  expectSeveralReads(): void
  /** Ends the snapshot, so that the next read sees what was committed meanwhile. */
  endReads(): Promise<void>
}

export interface ScopeOptions {
  tenantId: string
  actor: Actor
  requestId: string
  clock: Clock
  database: Database
  trace?: Trace | null
}

/** Opens a scope; nothing is sent to the database until the first read or write. Close it with `endReads`. */
export function openScope(options: ScopeOptions): Scope {
  const trace = options.trace ?? null
  const reads = new ReadSession(options.database, options.tenantId, trace)
  return {
    ...options,
    trace,
    idempotency: null,
    rows: <Row>(statement: Sql) => reads.rows(statement) as Promise<Row[]>,
    expectSeveralReads: () => reads.expectSeveralReads(),
    endReads: () => reads.end()
  }
}

/** The calendar day of the clock in UTC: good enough for an affiliation's end, which has no zone. */
export const today = (clock: Clock): string => clock.now().slice(0, 10)
