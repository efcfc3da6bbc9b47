import pg from 'pg'
import { developmentAudience, developmentIssuerOf } from '../modules/tenants/dev-issuer.ts'
import type { PublicKey } from '../modules/tenants/key-sets.ts'
import { type CampusPlan, generateCampus, sampleCampuses } from './campus.ts'
import { type CampusRows, type Row, tables } from './rows.ts'

const rowsPerStatement = 5_000

export interface LoadOptions {
  /** An instant; the history is counted back from it. */
  now: string
  campuses?: readonly CampusPlan[]
  /** The development issuer's: sample people have no identity provider of their own. */
  publicKeys: readonly PublicKey[]
  /** Told of each campus once it is there. */
  onLoaded?: (plan: CampusPlan, rows: CampusRows) => void
}

/**
 * Loads sample campuses as the owner role, each in one transaction, so that a campus is there whole or not at all. A
 * campus whose slug is taken is passed over. Gives the plans of those that were loaded.
 */
export async function loadSample(
  ownerUrl: string,
  { now, campuses = sampleCampuses, publicKeys, onLoaded }: LoadOptions
): Promise<CampusPlan[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  const loaded: CampusPlan[] = []
  try {
    for (const plan of campuses) {
      const rows = generateCampus(plan, Date.parse(now))
      if (!(await loadCampus(client, rows, publicKeys))) continue
      loaded.push(plan)
      onLoaded?.(plan, rows)
    }
    if (loaded.length > 0) await client.query(`analyze ${tables.join(', ')}`)
  } finally {
    await client.end()
  }
  return loaded
}

// The id comes from the seed and the instant, the slug from the plan: only the slug says whether the campus is there,
// and only its unique registration can be asked without entering it.
async function loadCampus(client: pg.Client, rows: CampusRows, publicKeys: readonly PublicKey[]): Promise<boolean> {
  await client.query('begin')
  try {
    const slug = rows.of('institutions')[0]?.slug
    const taken = await client.query('select 1 from issuers where institution_slug = $1', [slug])
    if (taken.rows.length === 0) {
      // Row security is forced on the owner too: even the loader sees one campus at a time.
      await client.query("select set_config('app.tenant_id', $1, true)", [rows.tenantId])
      for (const table of tables) await insertRows(client, table, rows.of(table))
      await registerIssuer(client, rows, publicKeys)
      // Folded by the database, as the service does it, so that a search finds both alike.
      await client.query('update mentor_profiles set search_text = app.fold(search_text) where tenant_id = $1', [
        rows.tenantId
      ])
    }
    await client.query('commit')
    return taken.rows.length === 0
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function insertRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const chunk = JSON.stringify(rows.slice(start, start + rowsPerStatement))
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [chunk])
  }
}

async function registerIssuer(client: pg.Client, rows: CampusRows, publicKeys: readonly PublicKey[]): Promise<void> {
  const { id, slug, created_at } = rows.of('institutions')[0] as Record<string, string>
  await client.query(
    `insert into issuers (issuer, institution_id, institution_slug, audience, algorithms, public_keys, created_at)
     values ($1, $2, $3, $4, '{ES256}', $5, $6)`,
    [developmentIssuerOf(slug as string), id, slug, developmentAudience, JSON.stringify(publicKeys), created_at]
  )
}
