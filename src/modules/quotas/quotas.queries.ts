import type { Reader } from '../../db/scope.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { windowUs } from './quotas.rules.ts'

/** What is asked of a budget, as time that it takes to regain the points. */
export interface Ask {
  subject: string
  askedUs: number
  /** Less than this is of no use, and is not taken. */
  leastUs: number
  nowUs: number
}

export interface Drawn {
  grantedUs: number
  fullAtUs: number
}

/**
 * Takes what was asked for, or what there is, or nothing, in one statement: the row's lock is what instances share. An
 * instance whose clock is behind finds the budget emptier, never fuller.
 */
export async function draw(reader: Reader, { subject, askedUs, leastUs, nowUs }: Ask): Promise<Drawn> {
  const from = sql`greatest(b.full_at_us, ${nowUs}::bigint)`
  const room: Sql = sql`(${nowUs}::bigint + ${windowUs}::bigint - ${from})`
  const grant = sql`case when ${room} >= ${askedUs}::bigint then ${askedUs}::bigint
    when ${room} >= ${leastUs}::bigint then ${room} else 0 end`
  const [drawn] = await reader.rows<Drawn>(sql`
    insert into rate_buckets as b (tenant_id, subject, full_at_us, granted_us)
    values (${tenant}, ${subject}, ${nowUs}::bigint + ${askedUs}::bigint, ${askedUs}::bigint)
    on conflict (tenant_id, subject) do update set full_at_us = ${from} + ${grant}, granted_us = ${grant}
    returning full_at_us, granted_us`)
  return drawn as Drawn
}
