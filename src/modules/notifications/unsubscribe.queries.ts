import { type Sql, sql, tenant } from '../../db/sql.ts'

/** Gives the campus a key, should it have none. */
export const makeMailKey = (key: string, now: string): Sql =>
  sql`insert into mail_keys (tenant_id, key, created_at) values (${tenant}, ${key}, ${now}) on conflict (tenant_id) do nothing`

export const mailKey = (): Sql => sql`select key from mail_keys where tenant_id = ${tenant}`

/** The campus's key, and the language of a person whom it may have signed for. */
export const keyAndLocale = (personId: string): Sql => sql`
  select k.key, p.locale from mail_keys k join persons p on p.tenant_id = ${tenant} and p.id = ${personId}
  where k.tenant_id = ${tenant}`
