import pg from 'pg'
import { refuse } from '../errors.ts'
import { CampusTurns, type Leave } from './campus-turns.ts'
import { Pipeline, type Rows, type WireStatement } from './pipeline.ts'
import { type RenderedSql, render, type Sql } from './sql.ts'

export interface DatabaseOptions {
  connectionString: string
  /** Connections at most. */
  max?: number
  connectTimeoutMs?: number
  statementTimeoutMs?: number
  /** Off behind a PgBouncer older than 1.21, which loses named statements (docs/decisions/0010). */
  preparedStatements?: boolean
  /** Sees every round trip: the statements that went out before one Sync. For budgets and traces. */
  observe?: (roundTrip: readonly RenderedSql[]) => void
  onError?: (error: Error) => void
}

/** The pool. Only db/scope.ts enters tenants with it; nothing outside db/ takes a connection. */
export interface Database {
  readonly pool: pg.Pool
  /** Requests that wait for their campus's turn at a connection. */
  readonly turnsWaitedFor: number
  /** Whether the server is a Citus coordinator, where a tenant is entered by SET LOCAL only. */
  readonly isCitus: boolean
  wire(statement: Sql, tenantId: string): WireStatement
  send(client: pg.PoolClient, statements: readonly WireStatement[]): Promise<Rows[]>
  /** A connection for a campus, once it is its turn, or for work of none (null). Throws SERVICE_UNAVAILABLE. */
  connect(tenantId: string | null): Promise<pg.PoolClient>
  close(): Promise<void>
}

// Names are given by text and kept for the life of the process. A page has a few shapes per filter, so some hundreds
// are in use; beyond the bound a statement goes unnamed, so that odd filters can't fill the servers' memory.
const namedStatementsMax = 1000
const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= namedStatementsMax) return ''
  const name = `hh${names.size}`
  names.set(text, name)
  return name
}

/**
 * Opens the pool of the application role and asks the server once what it is.
 * Throws the driver's error when the server can't be reached.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { pool, isCitus } = await openPool(options, timeoutsOf(options)).catch((error) => {
    if (!isRefusedByPooler(error)) throw error
    return openPool(options, {})
  })
  const named = options.preparedStatements ?? true
  const turns = new CampusTurns(connectionsMax(options))
  return {
    pool,
    get turnsWaitedFor() {
      return turns.waitingCount
    },
    isCitus,
    wire(statement, tenantId) {
      const rendered = render(statement, tenantId)
      return { ...rendered, name: named ? nameOf(rendered.text) : '' }
    },
    send(client, statements) {
      options.observe?.(statements)
      return new Promise<Rows[]>((resolve, reject) => {
        client.query(new Pipeline(statements, resolve, reject) as never)
      })
    },
    async connect(tenantId) {
      const leave = tenantId === null ? () => {} : await turns.enter(tenantId)
      if (!leave) throw unavailable('The line of the campus is full.')
      return takeFrom(pool, leave)
    },
    close: () => pool.end()
  }
}

async function takeFrom(pool: pg.Pool, leave: Leave): Promise<pg.PoolClient> {
  try {
    const client = await pool.connect()
    // The pool makes it anew for each that takes the connection.
    const { release } = client
    client.release = (isBroken) => {
      release(isBroken)
      leave()
    }
    return client
  } catch (error) {
    leave()
    throw unavailable(error)
  }
}

const connectionsMax = ({ max }: DatabaseOptions) => max ?? 10

const timeoutsOf = ({ statementTimeoutMs }: DatabaseOptions): pg.PoolConfig => ({
  statement_timeout: statementTimeoutMs ?? 15_000,
  idle_in_transaction_session_timeout: 30_000
})

// PgBouncer takes no such parameters at connect, and a session's SET would reach its next client: behind it the role's
// own settings hold, as docs/operating.md gives them.
const isRefusedByPooler = (error: unknown) => /unsupported startup parameter/.test((error as Error).message)

async function openPool(
  options: DatabaseOptions,
  timeouts: pg.PoolConfig
): Promise<Pick<Database, 'pool' | 'isCitus'>> {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: connectionsMax(options),
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    ...timeouts
  })
  // Without a listener a server restart would end the process.
  pool.on('error', options.onError ?? (() => {}))
  // The pool listens to idle connections only; one that is lost in the middle of a change fails that change, by its promise.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const found = await pool.query("select 1 from pg_extension where extname = 'citus'")
    return { pool, isCitus: found.rows.length > 0 }
  } catch (error) {
    await pool.end()
    throw error
  }
}

const unavailable = (cause: unknown) => refuse('SERVICE_UNAVAILABLE', { cause })

/**
 * The refusal that a driver's error amounts to, or the error itself. Lost connections, shutdowns and exhausted time
 * are not faults of ours: the client is told to come again (Prisma's adapter passes these states on unnamed).
 */
export function refusalOf(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? ''
  const isLost = /^(57P0[123]|08...|53...|ECONN|EPIPE|ETIMEDOUT|57014)/.test(code)
  const hasEnded =
    error instanceof Error && /^Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  return isLost || hasEnded ? unavailable(error) : error
}

/**
 * The name of the constraint that a write ran into, or null. Citus workers leave the field empty and add a shard number
 * to the name in the message (docs/decisions/0010), so the message is read when it has to be.
 */
export function constraintOf(error: unknown): string | null {
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string }
  if (!code?.startsWith('23')) return null
  const name = constraint ?? /constraint "([^"]+)"/.exec(message ?? '')?.[1]
  return name?.replace(/_\d+$/, '') ?? null
}
