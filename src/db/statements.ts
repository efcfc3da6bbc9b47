import { join, raw, type Sql, sql, tenant } from './sql.ts'

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

type Values = Record<string, unknown>

const given = (values: Values) => Object.entries(values).filter(([, value]) => value !== undefined)

/** `column = value` for each value that is given; keys are ours, camelCase, and become columns. */
export const assignments = (values: Values): Sql =>
  join(
    given(values).map(([key, value]) => sql`${raw(snakeCase(key))} = ${value}`),
    ', '
  )

/**
 * Inserts one row of a tenant table and gives back the columns named. Keys are ours, never input.
 */
export function insertRow(table: string, values: Values, returning: Sql): Sql {
  const entries = given(values)
  const columns = raw(entries.map(([key]) => snakeCase(key)).join(', '))
  const row = join(
    entries.map(([, value]) => sql`${value}`),
    ', '
  )
  return sql`insert into ${raw(table)} (tenant_id, ${columns}) values (${tenant}, ${row}) returning ${returning}`
}

/**
 * Changes one row of a versioned tenant table: the version goes up by one with every change, and the instant of the
 * change comes from the transaction, not from the database's clock, which shards refuse in an update.
 */
export const updateRow = (table: string, id: string, values: Values, now: string, returning: Sql): Sql => sql`
  update ${raw(table)} set ${assignments({ ...values, updatedAt: now })}, version = version + 1
  where tenant_id = ${tenant} and id = ${id} returning ${returning}`

/**
 * One statement that makes several changes, so that all of them travel with the commit, and gives back the rows of the first.
 * They see the rows as they were before any of them; foreign keys are checked once all are made.
 */
export function alongWith(first: Sql, others: readonly Sql[]): Sql {
  if (others.length === 0) return first
  const more = others.map((statement, index) => sql`${raw(`also_${index}`)} as (${statement})`)
  return sql`with changed as (${first}), ${join(more, ', ')} select * from changed`
}
