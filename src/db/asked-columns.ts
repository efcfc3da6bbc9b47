import { join, raw, type Sql } from './sql.ts'
import { camelCase } from './values.ts'

/** Which fields are asked for below each field of an item, as a door has seen it; undefined stands for all. */
export type Wanted = Readonly<Record<string, readonly string[]>>

/** The columns that each field of an object is made of. A field that is missing here is made of more than columns. */
export type FieldColumns = Readonly<Record<string, readonly string[]>>

/**
 * The columns that the fields asked for are made of, `always` among them; null when a field is made of more, and the
 * whole row has to be read. A page of fifty rows spends most of its time on columns: what nobody asked for is not read.
 */
export function askedColumns(
  fields: readonly string[] | undefined,
  columnsOf: FieldColumns,
  always: readonly string[]
): readonly string[] | null {
  if (!fields?.every((field) => field === '__typename' || Object.hasOwn(columnsOf, field))) return null
  return [...new Set([...always, ...fields.flatMap((field) => columnsOf[field] ?? [])])]
}

/** A related object that a list reads along in its own statement. */
export interface Joined {
  columns: Sql
  /** The object as far as it was asked for, or null where the relation is empty. */
  objectIn(row: object): object | null
}

/**
 * The columns of a relation whose table stands under `alias`, named after the relation, with the way back from a row to
 * the object; null when nothing of it is asked for, or more than columns: then a loader reads it.
 */
export function joinedObject(
  relation: string,
  alias: string,
  columnsOf: FieldColumns,
  fields: readonly string[] | undefined
): Joined | null {
  const columns = askedColumns(fields, columnsOf, ['id'])
  if (columns === null) return null
  const names = columns.map((column) => [camelCase(column), camelCase(`${relation}_row_${column}`)] as const)
  const idName = camelCase(`${relation}_row_id`)
  return {
    columns: join(
      columns.map((column) => raw(`${alias}.${column} as ${relation}_row_${column}`)),
      ', '
    ),
    objectIn(row) {
      const values = row as Record<string, unknown>
      if (values[idName] === null) return null
      const object: Record<string, unknown> = {}
      for (const [name, from] of names) object[name] = values[from]
      return object
    }
  }
}
