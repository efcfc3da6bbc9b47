import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { cloneTemplate, dropClone, testServer } from '../test/support/server.ts'

// The migrations are written by hand and so are the models: this applies all migrations to an empty database and
// compares every column of every table with its field. Run by `npm run drift`; ends with 1 when they differ.

const postgresTypes: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'jsonb',
  '@db.Json': 'json',
  DateTime: 'timestamp(3) without time zone',
  '@db.Uuid': 'uuid',
  '@db.SmallInt': 'smallint',
  '@db.Date': 'date',
  '@db.Decimal(12, 2)': 'numeric(12,2)',
  '@db.Timestamptz(3)': 'timestamp(3) with time zone'
}

const columnsOfDatabase = `
  select c.relname || '.' || a.attname as column,
    format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else '?' end as type
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    and c.relname <> '_prisma_migrations'`

/** The columns that the models describe, as `table.column` to a type with `?` where null is allowed. */
export function columnsOfModels(schema: string): Map<string, string> {
  const columns = new Map<string, string>()
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1]
    for (const line of body.split('\n')) {
      const [, field, type = '', list, optional, attributes = ''] =
        /^ {2}(\w+) +(\w+)(\[\])?(\?)?(.*)$/.exec(line) ?? []
      if (!field) continue
      const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field
      const native = /@db\.\w+(\([\d, ]+\))?/.exec(attributes)?.[0] ?? type
      columns.set(`${table}.${column}`, `${postgresTypes[native]}${list ?? ''}${optional ?? ''}`)
    }
  }
  return columns
}

/** One line for each column that the models and the database tell differently. */
export async function findDrift(databaseUrl: string, schema: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const found = await client.query(columnsOfDatabase).finally(() => client.end())
  const actual = new Map<string, string>(found.rows.map(({ column, type }) => [column, type]))
  const modelled = columnsOfModels(schema)
  const names = [...new Set([...actual.keys(), ...modelled.keys()])].sort()
  const differing = names.filter((name) => actual.get(name) !== modelled.get(name))
  return differing.map(
    (name) =>
      `${name}: ${actual.get(name) ?? 'missing'} by the migrations, ${modelled.get(name) ?? 'missing'} by the models`
  )
}

/** All the model files as one text. */
export function readModels(): string {
  const folder = join(import.meta.dirname, 'schema')
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

if (import.meta.main) {
  const server = await testServer()
  const name = await cloneTemplate(server)
  const drift = await findDrift(server.url('owner', name), readModels()).finally(() => dropClone(server, name))
  process.stdout.write(drift.map((line) => `${line}\n`).join(''))
  process.exit(drift.length === 0 ? 0 : 1)
}
