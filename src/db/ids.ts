import { v7 } from 'uuid'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const nilUuid = '00000000-0000-0000-0000-000000000000'

export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuidPattern.test(value)

/** The id for a query parameter. A malformed one becomes the nil UUID, which no row has: it is simply missing. */
export const toUuid = (id: string): string => (isUuid(id) ? id : nilUuid)

/** A new id, made here rather than in the database, and ordered by time so that indexes grow at their end. */
export const newId = (): string => v7()

/**
 * Rows in the order of the ids asked for, null where there is none: what every batched look-up gives back.
 */
export function inOrder<Row>(
  ids: readonly (string | null)[],
  rows: readonly Row[],
  keyOf: (row: Row) => string
): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return ids.map((id) => (id === null ? null : (found.get(id.toLowerCase()) ?? null)))
}

/** Rows grouped under the ids asked for, in their order. */
export function groupedBy<Row>(ids: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(ids.map((id) => [id, []]))
  for (const row of rows) groups.get(keyOf(row))?.push(row)
  return ids.map((id) => groups.get(id) ?? [])
}
