import { type Sql, sql, tenant } from './sql.ts'

/**
 * One row with the languages, as `locales`, in which somebody would rather read a text, the best first: the one that they
 * ask for, or else their own; the campus's; English. Each regional one is followed by its language alone. What there is in
 * none of them is read in whichever it was written in.
 */
export const preferredLocales = (asked: string | null, actorId: string | null): Sql => sql`
  select array[wish.locale, split_part(wish.locale, '-', 1), i.locale, split_part(i.locale, '-', 1), 'en'] as locales
  from institutions i left join persons p on p.tenant_id = ${tenant} and p.id = ${actorId}::uuid
  cross join lateral (select coalesce(${asked}::text, p.locale) as locale) wish where i.id = ${tenant}`

/** The campus's own language. */
export const campusLocale = (): Sql => sql`select i.locale from institutions i where i.id = ${tenant}`
