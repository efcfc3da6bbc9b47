import { type Connection, type Order, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import { industryColumns, occupationColumns, programColumns } from './taxonomy.queries.ts'
import type { SearchArgs } from './taxonomy.service.ts'
import type { IndustryRow, OccupationRow, ProgramRow, Ranked } from './taxonomy.types.ts'

interface Listed {
  name: string
  columns: Sql
  /** The table with its alias. */
  table: Sql
  code: Sql
  /** The database's search function: codes with their ranks (the taxonomy migration says how they come about). */
  search: Sql
  where: Sql[]
}

// In byte order, so that pages run alike on every server, whatever its collation makes of dots and hyphens.
const order = <Row extends { code: string }>(name: string, code: Sql, rank: Sql | null): Order<Row> => ({
  name,
  direction: 'ASC',
  keys: [
    ...(rank ? [{ expression: rank, type: 'int4' as const, valueOf: (row: Row) => (row as Ranked<Row>).rank }] : []),
    { expression: sql`${code} collate "C"`, type: 'text', valueOf: (row) => row.code }
  ]
})

function listed<Row extends { code: string }>(
  reader: Reader,
  list: Listed,
  args: SearchArgs
): Promise<Connection<Row>> {
  const { name, columns, table, code, where } = list
  if (!args.search) return page<Row>(reader, { columns, from: table, where, order: order(name, code, null), args })
  return page<Row>(reader, {
    columns: sql`${columns}, r.rank`,
    from: sql`${list.search}(${args.search}) r join ${table} on ${code} = r.code`,
    where,
    order: order(`${name} found`, code, raw('r.rank')),
    args
  })
}

const occupations: Listed = {
  name: 'occupations',
  columns: occupationColumns,
  table: raw('occupations o'),
  code: raw('o.code'),
  search: raw('app.search_occupations'),
  where: [raw('true')]
}

const industries: Listed = {
  name: 'industries',
  columns: industryColumns,
  table: raw('industries i'),
  code: raw('i.code'),
  search: raw('app.search_industries'),
  where: [raw('true')]
}

const programs: Listed = {
  name: 'programs',
  columns: programColumns,
  table: raw('programs p'),
  code: raw('p.code'),
  search: raw('app.search_programs'),
  where: [raw('p.use_instead is null')]
}

/** A page of occupations in one statement. The search is not blank; without one the order is by code. */
export const occupationPage = (reader: Reader, args: SearchArgs): Promise<Connection<OccupationRow>> =>
  listed(reader, occupations, args)

/** The same of industries. */
export const industryPage = (reader: Reader, args: SearchArgs): Promise<Connection<IndustryRow>> =>
  listed(reader, industries, args)

/** The same of programs that are in force: a retired one is found as its successor. */
export const programPage = (reader: Reader, args: SearchArgs): Promise<Connection<ProgramRow>> =>
  listed(reader, programs, args)
