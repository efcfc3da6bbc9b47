import type { PoolClient } from 'pg'
import type { Trace } from '../tracing/trace.ts'
import { tracedSql } from '../tracing/traced-sql.ts'
import { type Database, refusalOf } from './database.ts'
import type { Rows, WireStatement } from './pipeline.ts'
import { raw, type Sql } from './sql.ts'
import { enterTenant } from './tenant.ts'

interface Pending {
  statement: Sql
  resolve: (rows: Rows) => void
  reject: (error: unknown) => void
}

const beginSnapshot = raw('begin isolation level repeatable read, read only')
const commit = raw('commit')

/**
 * The reads of one request. Statements that are asked for in the same turn of the event loop travel in one round trip.
 * A request that needs one such turn is one implicit transaction; one that needs more is one read-only snapshot,
 * opened with its first statements, so that an answer never mixes two states of the campus.
 */
export class ReadSession {
  readonly #database: Database
  readonly #tenantId: string
  readonly #trace: Trace | null
  #isSnapshot = false
  #client: Promise<PoolClient> | null = null
  #pending: Pending[] = []
  #running: Promise<void> = Promise.resolve()

  constructor(database: Database, tenantId: string, trace: Trace | null = null) {
    this.#database = database
    this.#tenantId = tenantId
    this.#trace = trace
  }

  /** From here on all reads see one snapshot. A door says so before its first read, when it knows of a second one. */
  expectSeveralReads(): void {
    this.#isSnapshot = true
  }

  rows(statement: Sql): Promise<Rows> {
    return new Promise((resolve, reject) => {
      // After every tick and microtask of this turn, so that all loaders of a level have spoken.
      if (this.#pending.push({ statement, resolve, reject }) === 1) setImmediate(() => this.#flush())
    })
  }

  /** Ends the snapshot and gives the connection back. May be called at any time and more than once. */
  async end(): Promise<void> {
    await this.#running
    const held = this.#client
    this.#client = null
    if (held === null) return
    const client = await held.catch(() => null)
    if (client === null) return
    const failed = await this.#database.send(client, [this.#wire(commit)]).then(
      () => false,
      () => true
    )
    client.release(failed)
  }

  #flush(): void {
    const batch = this.#pending
    this.#pending = []
    this.#running = this.#running.then(() => this.#run(batch))
  }

  async #run(batch: Pending[]): Promise<void> {
    try {
      const statements = batch.map((pending) => this.#wire(pending.statement))
      const send = () => (this.#isSnapshot ? this.#inSnapshot(statements) : this.#once(statements))
      const results = await tracedSql(this.#trace, statements, send)
      batch.forEach((pending, index) => {
        pending.resolve(results[index] as Rows)
      })
    } catch (error) {
      const reason = refusalOf(error)
      for (const pending of batch) pending.reject(reason)
    }
  }

  async #once(statements: WireStatement[]): Promise<Rows[]> {
    const entered = enterTenant(this.#database, this.#tenantId, null)
    const client = await this.#database.connect(this.#tenantId)
    let failed = true
    try {
      const closing = this.#database.isCitus ? [this.#wire(commit)] : []
      const results = await this.#database.send(client, [...entered, ...statements, ...closing])
      failed = false
      return results.slice(entered.length)
    } finally {
      // Under Citus the block may still be open after an error: the connection is not worth keeping.
      client.release(failed && this.#database.isCitus)
    }
  }

  async #inSnapshot(statements: WireStatement[]): Promise<Rows[]> {
    const isFirst = this.#client === null
    this.#client ??= this.#database.connect(this.#tenantId)
    const client = await this.#client
    const opening = isFirst ? enterTenant(this.#database, this.#tenantId, beginSnapshot) : []
    const results = await this.#database.send(client, [...opening, ...statements])
    return results.slice(opening.length)
  }

  #wire(statement: Sql): WireStatement {
    return this.#database.wire(statement, this.#tenantId)
  }
}
