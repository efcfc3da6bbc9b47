import type { LiveApp } from '../support/follow.ts'
import type { Cast } from './cast.ts'
import type { Mark } from './classify.ts'
import { type Circle, columnsOf, nameOf } from './columns.ts'
import type { RestOperation } from './operations.ts'

export type ByColumn<Found> = Record<string, Found>

/** One line of the matrix: what the reader of each column gets of something. Columns that say nothing are left out. */
export interface Row {
  name: string
  marks: ByColumn<Mark>
}

/** The whole of it, in the order of the contracts. */
export interface Matrix {
  /** By object type its fields. */
  fields: Map<string, Row[]>
  /** By query, mutation or subscription, and by REST operation. */
  graphql: Map<string, Row>
  rest: Map<RestOperation, Row>
  /** By reading REST operation the fields of its answers, named as in GraphQL, with the columns that get a value. */
  restFields: Map<string, Map<string, Set<string>>>
  /** By mutation that updates the fields that it may change. */
  changes: Map<string, Row[]>
  /** Operations that nobody could do: their example is wrong, and they say nothing. */
  undone: string[]
}

/** Where the matrix is measured, and what of it is known so far. */
export interface Ground {
  app: LiveApp
  casts: Cast[]
  matrix: Matrix
}

/** What somebody wrote down of how to ask for something. Throws when nobody did. */
export function told<Found>(all: Record<string, Found>, name: string, where: string): Found {
  const found = all[name]
  if (found === undefined) throw new Error(`Nobody told how to ask for ${name}: say it in test/permissions/${where}.`)
  return found
}

/** The casts that something of this circle says anything about. */
export const castsFor = (casts: readonly Cast[], { circle }: { circle: Circle }): Cast[] =>
  casts.filter(({ column }) => columnsOf(circle).includes(column))

/** What each of those casts finds. */
export async function byColumn<Found>(
  casts: readonly Cast[],
  of: { circle: Circle },
  ask: (cast: Cast) => Promise<Found>
): Promise<ByColumn<Found>> {
  const asked = castsFor(casts, of).map(async (cast) => [nameOf(cast.column), await ask(cast)] as const)
  return Object.fromEntries(await Promise.all(asked))
}

export const mapped = <Found, Made>(
  all: ByColumn<Found>,
  make: (found: Found, column: string) => Made
): ByColumn<Made> => Object.fromEntries(Object.entries(all).map(([column, found]) => [column, make(found, column)]))

export const rowsOf = (names: string[], marks: ByColumn<Record<string, Mark>>): Row[] =>
  names.map((name) => ({ name, marks: mapped(marks, (ofColumn) => ofColumn[name] as Mark) }))
