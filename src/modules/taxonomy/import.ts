import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { render, type Sql } from '../../db/sql.ts'
import {
  addMissing,
  countOccupations,
  lockTaxonomy,
  retiredPrograms,
  syncTable,
  type TableName,
  tables,
  tidying
} from './import.queries.ts'
import { readTaxonomy, type TaxonomyFiles, type TaxonomyRows } from './taxonomy-files.ts'

export interface TableReport {
  table: TableName
  created: number
  updated: number
  removed: number
  unchanged: number
}

const shipped = (name: string) => join(import.meta.dirname, '../../../prisma/taxonomy', `${name}.csv`)

/** The subset that the package ships: the codes that the sample campuses use. */
export const shippedFiles: TaxonomyFiles = {
  cip: shipped('programs'),
  soc: shipped('soc'),
  onet: shipped('occupations'),
  titles: shipped('titles'),
  naics: shipped('industries'),
  crosswalk: shipped('crosswalk')
}

/**
 * Makes the tables say what the files say, in one transaction of the owner's client: all or nothing, and no row is
 * written that says it already. Without any word of retired programs in the files those known before are kept.
 * Throws StartupError that names file and line before anything is sent.
 */
export async function importTaxonomy(client: ClientBase, files: TaxonomyFiles): Promise<TableReport[]> {
  const rows = readTaxonomy(files)
  return inTransaction(client, async () => {
    const programs = rows.hasRetired ? rows.programs : await withKnownRetired(client, rows)
    const reports: TableReport[] = []
    for (const table of tables) {
      const values = table.name === 'programs' ? programs : rows[table.name]
      const [counts] = await run<Omit<TableReport, 'table' | 'unchanged'>>(client, syncTable(table, values))
      const { created = 0, updated = 0, removed = 0 } = counts ?? {}
      reports.push({ table: table.name, created, updated, removed, unchanged: values.length - created - updated })
    }
    for (const statement of tidying) await run(client, statement)
    return reports
  })
}

async function withKnownRetired(client: ClientBase, { programs }: TaxonomyRows): Promise<TaxonomyRows['programs']> {
  const codes = new Set(programs.map(([code]) => code))
  type Retired = { code: string; title: string; level: number; parent: string | null; use_instead: string }
  const known = await run<Retired>(client, retiredPrograms)
  const kept = known.filter((row) => !codes.has(row.code) && codes.has(row.use_instead))
  return [...programs, ...kept.map((row) => [row.code, row.title, row.level, row.parent, row.use_instead])]
}

/**
 * Adds what the tables lack of the shipped subset, in one transaction of the owner's client. Changes nothing once an
 * operator has imported the official files, so that it may run at every start. Returns the number of rows added.
 */
export async function loadShippedTaxonomy(client: ClientBase): Promise<number> {
  const rows = readTaxonomy(shippedFiles)
  return inTransaction(client, async () => {
    const [occupations] = await run<{ count: number }>(client, countOccupations)
    if ((occupations?.count ?? 0) > rows.occupations.length) return 0
    let added = 0
    for (const table of tables) {
      const { text, values } = render(addMissing(table, rows[table.name]), '')
      added += (await client.query(text, values)).rowCount ?? 0
    }
    if (added > 0) for (const statement of tidying) await run(client, statement)
    return added
  })
}

async function run<Row>(client: ClientBase, statement: Sql): Promise<Row[]> {
  // Look-ups belong to no tenant, so none is rendered.
  const { text, values } = render(statement, '')
  return (await client.query(text, values)).rows as Row[]
}

async function inTransaction<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    await run(client, lockTaxonomy)
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
