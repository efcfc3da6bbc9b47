import { raw, type Sql, sql } from '../../db/sql.ts'
import type { TaxonomyRows, Values } from './taxonomy-files.ts'

export type TableName = Exclude<keyof TaxonomyRows, 'hasRetired'>

interface Table {
  name: TableName
  keys: readonly string[]
  columns: Readonly<Record<string, 'text' | 'int' | 'boolean'>>
}

const nested = { code: 'text', title: 'text', level: 'int', parent: 'text' } as const

/** The tables in the order of their reports, with columns in the order in which taxonomy-files.ts gives values. */
export const tables: readonly Table[] = [
  { name: 'programs', keys: ['code'], columns: { ...nested, use_instead: 'text' } },
  { name: 'soc_groups', keys: ['code'], columns: { ...nested, level: 'text' } },
  {
    name: 'occupations',
    keys: ['code'],
    columns: { code: 'text', title: 'text', soc_code: 'text', job_zone: 'int', description: 'text' }
  },
  {
    name: 'occupation_titles',
    keys: ['occupation_code', 'title'],
    columns: { occupation_code: 'text', title: 'text', is_reported: 'boolean' }
  },
  { name: 'industries', keys: ['code'], columns: nested },
  {
    name: 'program_occupations',
    keys: ['program_code', 'soc_code'],
    columns: { program_code: 'text', soc_code: 'text' }
  }
]

const list = (columns: readonly string[], alias = ''): Sql => raw(columns.map((column) => alias + column).join(', '))

/** The rows as a relation: one array parameter a column, whatever their number. */
function staged({ columns }: Table, rows: readonly Values[]): Sql {
  const arrays = Object.entries(columns).map(([, type], index) => sql`${rows.map((row) => row[index])}::${raw(type)}[]`)
  const [first, ...rest] = arrays as [Sql, ...Sql[]]
  return rest.reduce((joined, array) => sql`${joined}, ${array}`, first)
}

/**
 * Makes a table equal to the rows, and counts what that took. The parts see one snapshot and touch different rows, and
 * a row that is equal is not written.
 */
export function syncTable(table: Table, rows: readonly Values[]): Sql {
  const { name, keys, columns } = table
  const all = Object.keys(columns)
  const others = all.filter((column) => !keys.includes(column))
  const same = raw(keys.map((key) => `t.${key} = s.${key}`).join(' and '))
  const target = raw(name)
  const changed =
    others.length === 0
      ? sql`select 1 where false`
      : sql`update ${target} t set ${raw(others.map((column) => `${column} = s.${column}`).join(', '))} from staged s
          where ${same} and (${list(others, 't.')}) is distinct from (${list(others, 's.')}) returning 1`
  return sql`with staged (${list(all)}) as materialized (select * from unnest(${staged(table, rows)})),
    gone as (delete from ${target} t where not exists (select from staged s where ${same}) returning 1),
    made as (insert into ${target} (${list(all)})
      select ${list(all)} from staged s where not exists (select from ${target} t where ${same}) returning 1),
    changed as (${changed})
    select (select count(*) from made)::int as created, (select count(*) from changed)::int as updated,
      (select count(*) from gone)::int as removed`
}

/** Adds the rows whose keys a table does not have. */
export function addMissing(table: Table, rows: readonly Values[]): Sql {
  const all = Object.keys(table.columns)
  return sql`insert into ${raw(table.name)} (${list(all)}) select * from unnest(${staged(table, rows)}) s (${list(all)})
    on conflict do nothing`
}

// Any number will do, as long as no other part of the service takes it.
export const lockTaxonomy = sql`select pg_advisory_xact_lock(7340033)`

export const retiredPrograms = sql`select code, title, level, parent, use_instead from programs where use_instead is not null`

export const countOccupations = sql`select count(*)::int as count from occupations`

const written: readonly string[] = [...tables.map(({ name }) => name), 'taxonomy_words']

// Words that no title has are mended by these (app.mended). A row that is equal is not written.
const countWords = sql`with titles as (
      select 'program' as kind, words from programs where use_instead is null
      union all select 'occupation', words from occupations union all select 'occupation', words from occupation_titles
      union all select 'industry', words from industries
    ), counted as materialized (
      select kind, word, count(*)::int as uses from titles, regexp_split_to_table(btrim(words), ' ') word
      where length(word) between 3 and 40 group by kind, word
    ), gone as (
      delete from taxonomy_words w where not exists (select from counted c where c.kind = w.kind and c.word = w.word)
    )
    insert into taxonomy_words (kind, word, uses) select kind, word, uses from counted
    on conflict (kind, word) do update set uses = excluded.uses where taxonomy_words.uses <> excluded.uses`

// Searches read a list of what came in last, row by row, until it is worked into the index.
const tidyIndexes = sql`select gin_clean_pending_list(indexrelid) from pg_index join pg_class on oid = indexrelid
  where indrelid = any(${written}::text[]::regclass[]) and relam = (select oid from pg_am where amname = 'gin')`

// The planner knows nothing of rows that came in by the thousand until it is told.
const analyzeTables = raw(`analyze ${written.join(', ')}`)

/** What makes searches fast at once after many rows have come in. */
export const tidying: readonly Sql[] = [countWords, tidyIndexes, analyzeTables]
