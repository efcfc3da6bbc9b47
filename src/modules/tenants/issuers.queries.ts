import { type Sql, sql } from '../../db/sql.ts'
import type { PublicKey } from './key-sets.ts'

/** A row of the registry: which campus an issuer speaks for, and how its tokens are checked. */
export interface IssuerRow {
  issuer: string
  institutionId: string
  institutionSlug: string
  audience: string
  algorithms: string[]
  jwksUrl: string | null
  publicKeys: PublicKey[] | null
}

const columns = sql`issuer, institution_id, institution_slug, audience, algorithms, jwks_url, public_keys`

/** The whole registry: a row or two a campus. */
export const allIssuers = (): Sql => sql`select ${columns} from issuers order by institution_slug, issuer`

/** The registry's rows that a new campus would collide with. */
export const issuersNamed = (issuer: string, slug: string): Sql =>
  sql`select ${columns} from issuers where issuer = ${issuer} or institution_slug = ${slug}`

/** One registration at a time, so that two can't take one slug; the lock ends with the transaction. */
export const lockRegistry = (): Sql => sql`select pg_advisory_xact_lock(hashtext('halfhour.issuers'))`

export const insertIssuer = (row: IssuerRow, now: string): Sql => sql`
  insert into issuers (issuer, institution_id, institution_slug, audience, algorithms, jwks_url, public_keys, created_at)
  values (${row.issuer}, ${row.institutionId}, ${row.institutionSlug}, ${row.audience}, ${row.algorithms}::text[],
    ${row.jwksUrl}, ${row.publicKeys && JSON.stringify(row.publicKeys)}::jsonb, ${now}::timestamptz)`

/** Gives each campus of the registry an issuer of this prefix and its slug, or renews the keys of the one it has. */
export const upsertIssuerOfEveryCampus = (
  prefix: string,
  row: Omit<IssuerRow, 'issuer' | 'institutionId' | 'institutionSlug' | 'jwksUrl'>,
  now: string
): Sql => sql`
  insert into issuers (issuer, institution_id, institution_slug, audience, algorithms, jwks_url, public_keys, created_at)
  select ${prefix}::text || c.institution_slug, c.institution_id, c.institution_slug, ${row.audience}::text, ${row.algorithms}::text[],
    null, ${JSON.stringify(row.publicKeys)}::jsonb, ${now}::timestamptz
  from (select distinct institution_id, institution_slug from issuers) c
  on conflict (issuer) do update
    set audience = excluded.audience, algorithms = excluded.algorithms, public_keys = excluded.public_keys`
