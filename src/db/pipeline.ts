import utils from 'pg/lib/utils.js'
import type { RenderedSql } from './sql.ts'
import { camelCase, parserOf } from './values.ts'

/** A statement as it goes over the wire; a name asks the server to keep its plan. */
export interface WireStatement extends RenderedSql {
  name: string
}

export type Rows = Record<string, unknown>[]

interface Column {
  key: string
  parse: (text: string) => unknown
}

interface Prepared {
  state: 'sent' | 'unsure'
  columns: Column[] | null
}

interface WireConnection {
  stream: { cork(): void; uncork(): void }
  parse(message: { text: string; name: string; types: undefined }): void
  bind(message: object): void
  describe(message: object): void
  execute(message: object): void
  close(message: object): void
  sync(): void
}

// What each connection has prepared. A weak map, so that a closed connection takes its entries along.
const preparedOn = new WeakMap<object, Map<string, Prepared>>()

/**
 * Several statements and one Sync: one round trip and, outside BEGIN, one implicit transaction. It is given to
 * `client.query` of node-postgres, which calls the methods below as the answers arrive.
 *
 * After an error the server skips the rest up to the Sync, so that a later COMMIT in the same pipeline never runs.
 */
export class Pipeline {
  readonly #statements: readonly WireStatement[]
  readonly #resolve: (results: Rows[]) => void
  readonly #reject: (error: Error) => void
  readonly #results: Rows[] = []
  readonly #fresh: string[] = []
  #prepared: Map<string, Prepared> = new Map()
  #rows: Rows = []
  #columns: Column[] | null = null

  constructor(
    statements: readonly WireStatement[],
    resolve: (results: Rows[]) => void,
    reject: (error: Error) => void
  ) {
    this.#statements = statements
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: WireConnection): Error | null {
    this.#prepared = preparedOn.get(connection) ?? new Map()
    preparedOn.set(connection, this.#prepared)
    connection.stream.cork()
    try {
      for (const statement of this.#statements) this.#send(connection, statement)
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    this.#nextColumns()
    return null
  }

  #send(connection: WireConnection, { name, text, values }: WireStatement): void {
    const known = this.#prepared.get(name)
    if (name === '' || known?.state !== 'sent') {
      // After a failed pipeline nobody knows whether the server kept the name: closing an unknown one is harmless.
      if (known?.state === 'unsure') connection.close({ type: 'S', name })
      connection.parse({ text, name, types: undefined })
      if (name !== '') {
        this.#prepared.set(name, { state: 'sent', columns: null })
        this.#fresh.push(name)
      }
    }
    connection.bind({ portal: '', statement: name, values, binary: false, valueMapper: utils.prepareValue })
    if (!known?.columns || known.state !== 'sent') connection.describe({ type: 'P', name: '' })
    connection.execute({ portal: '', rows: 0 })
  }

  #nextColumns(): void {
    const statement = this.#statements[this.#results.length]
    this.#columns = (statement?.name && this.#prepared.get(statement.name)?.columns) || null
    this.#rows = []
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#columns = message.fields.map((field) => ({ key: camelCase(field.name), parse: parserOf(field.dataTypeID) }))
    const prepared = this.#prepared.get(this.#statements[this.#results.length]?.name ?? '')
    if (prepared) prepared.columns = this.#columns
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const columns = this.#columns as Column[]
    const row: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i++) {
      const { key, parse } = columns[i] as Column
      const text = message.fields[i] as string | null
      row[key] = text === null ? null : parse(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete(): void {
    const prepared = this.#prepared.get(this.#statements[this.#results.length]?.name ?? '')
    if (prepared) prepared.columns ??= []
    this.#results.push(this.#rows)
    this.#nextColumns()
  }

  handleParseComplete(): void {}

  handleError(error: Error): void {
    for (const name of this.#fresh) this.#prepared.set(name, { state: 'unsure', columns: null })
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#results)
  }
}
