import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type {
  ContactCounts,
  ContactFilter,
  ContactOrderField,
  ContactRow,
  Direction,
  ListedContactRow
} from './contacts.types.ts'

const given = `uid given_name family_name organization title email phone profile_url kind source person_id
  introduced_by_id occupation_code what_is_unique notes connection_state is_archived`.split(/\s+/)
const names = ['id', 'owner_id', ...given, 'version', 'created_at', 'updated_at']

/** The columns of a contact, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `c.${name}`).join(', '))
const from = raw('contacts c')

const mine = (owner: string | null): Sql => sql`c.tenant_id = ${tenant} and c.owner_id = ${owner}`

const timeKey = (column: string, valueOf: (row: ContactRow) => string) =>
  ({ expression: raw(column), type: 'timestamptz', valueOf }) as const

function orderOf(field: ContactOrderField, direction: Direction): Order<ListedContactRow> {
  const nameKeys = [
    {
      expression: raw("coalesce(c.family_name, '')"),
      type: 'text',
      valueOf: (row: ContactRow) => row.familyName ?? ''
    },
    { expression: raw("coalesce(c.given_name, '')"), type: 'text', valueOf: (row: ContactRow) => row.givenName ?? '' }
  ] as const
  const keys = {
    NAME: nameKeys,
    CREATED_AT: [timeKey('c.created_at', (row) => row.createdAt)],
    UPDATED_AT: [timeKey('c.updated_at', (row) => row.updatedAt)]
  }[field]
  const idKey = { expression: raw('c.id'), type: 'uuid', valueOf: (row: ContactRow) => row.id } as const
  return { name: `contacts.${field}`, direction, keys: [...keys, idKey] }
}

const searched = raw("app.fold(concat_ws(' ', c.given_name, c.family_name, c.organization, c.title))")

function conditionsOf(filter: ContactFilter, words: readonly string[]): Sql[] {
  const { kind, source, connectionState, introducedById, personId, isArchived } = filter
  const conditions: Sql[] = [sql`c.is_archived = ${isArchived ?? false}`]
  if (words.length > 0)
    conditions.push(sql`not exists (select 1 from unnest(${words}::text[]) w (word)
      where strpos(${searched}, app.fold(w.word)) = 0)`)
  if (kind) conditions.push(sql`c.kind = ${kind}`)
  if (source) conditions.push(sql`c.source = any(${source}::text[])`)
  if (connectionState) conditions.push(sql`c.connection_state = ${connectionState}`)
  if (introducedById != null) conditions.push(sql`c.introduced_by_id = ${toUuid(introducedById)}`)
  if (personId != null) conditions.push(sql`c.person_id = ${toUuid(personId)}`)
  return conditions
}

/** One page of somebody's contacts, each with the UID of who introduced it. */
export const contactPage = (
  reader: Reader,
  owner: string | null,
  { filter, words }: { filter: ContactFilter; words: readonly string[] },
  order: { field: ContactOrderField; direction: Direction },
  args: PageArgs
): Promise<Connection<ListedContactRow>> =>
  page(reader, {
    columns: sql`${columns}, i.uid as introduced_by_uid`,
    from: sql`contacts c left join contacts i
      on i.tenant_id = ${tenant} and i.owner_id = ${owner} and i.id = c.introduced_by_id`,
    where: [mine(owner), ...conditionsOf(filter, words)],
    order: orderOf(order.field, order.direction),
    args
  })

/** Those of somebody's contacts that have these ids. */
export const contactRows = (
  reader: Reader,
  owner: string | null,
  ids: readonly (string | null)[]
): Promise<ContactRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where ${mine(owner)} and c.id = any(${ids.map((id) => toUuid(id ?? ''))})`
  )

/** How many contacts in use each of these people has; none for those without. */
export const countRows = (
  reader: Reader,
  owners: readonly string[]
): Promise<(ContactCounts & { ownerId: string })[]> =>
  reader.rows(sql`select c.owner_id, count(*) filter (where c.kind = 'EXISTING') as existing,
      count(*) filter (where c.kind = 'TARGET') as target
    from ${from} where c.tenant_id = ${tenant} and c.owner_id = any(${owners.map(toUuid)}) and not c.is_archived
    group by c.owner_id`)

/** Somebody who changes their list, locked: two changes of it pass one by one, so that its bounds and its order hold. */
export const lockOwner = (owner: string | null): Sql =>
  sql`select p.id from persons p where p.tenant_id = ${tenant} and p.id = ${owner} for no key update`

/** One of somebody's contacts, locked. */
export const lockContact = (owner: string | null, id: string): Sql =>
  sql`select ${columns} from ${from} where ${mine(owner)} and c.id = ${toUuid(id)} for update`

/** All of somebody's contacts; after the lock of their owner. */
export const allContacts = (owner: string | null): Sql => sql`select ${columns} from ${from} where ${mine(owner)}`

/** Those of these people who can be linked: active mentors, as far as `visible` allows of `persons p`. */
export const linkableMentors = (ids: readonly string[], visible: Sql): Sql => sql`
  select m.person_id from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
  where m.tenant_id = ${tenant} and m.person_id = any(${ids.map(toUuid)}::uuid[]) and p.is_active and ${visible}`

/** What stands around a contact that is to be made or changed. */
export interface Surroundings {
  contactCount: number
  /** The owner's contact with the person, if there is one. */
  listedId: string | null
  /** From the introducer upwards. */
  introducerIds: string[]
}

/** Asked in one statement, after the lock of the owner; the walk upwards ends, because no circle was ever let in. */
export const surroundings = (owner: string | null, personId: string | null, introducerId: string | null): Sql => sql`
  with recursive above (id, introduced_by_id) as (
    select c.id, c.introduced_by_id from ${from} where ${mine(owner)} and c.id = ${toUuid(introducerId ?? '')}
    union
    select c.id, c.introduced_by_id from above a join ${from} on ${mine(owner)} and c.id = a.introduced_by_id
  )
  select (select count(*) from ${from} where ${mine(owner)}) as contact_count,
    (select c.id from ${from} where ${mine(owner)} and c.person_id = ${toUuid(personId ?? '')}) as listed_id,
    array(select a.id::text from above a) as introducer_ids`

/** Takes a contact out of the introductions of others, and gives their ids. */
export const clearIntroducer = (owner: string, id: string, now: string): Sql => sql`
  update contacts c set introduced_by_id = null, updated_at = ${now}, version = c.version + 1
  where ${mine(owner)} and c.introduced_by_id = ${id} returning c.id`

export const deleteContact = (owner: string, id: string): Sql =>
  sql`delete from ${from} where ${mine(owner)} and c.id = ${id} returning ${columns}`

/** Writes contacts, new ones and changed ones, in one statement however many they are. */
export function saveContacts(rows: readonly ContactRow[], now: string): Sql {
  const values = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])))
  )
  const all = raw(['id', 'owner_id', ...given].join(', '))
  const changed = raw(given.map((name) => `${name} = excluded.${name}`).join(', '))
  return sql`insert into contacts (tenant_id, ${all}, version, created_at, updated_at)
    select ${tenant}::uuid, ${all}, 1, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${values}::jsonb) as r (${raw(recordOf())})
    on conflict (tenant_id, id) do update set ${changed}, version = contacts.version + 1, updated_at = excluded.updated_at`
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const recordOf = (): string =>
  ['id', 'owner_id', ...given]
    .map((name) => `${name} ${name === 'is_archived' ? 'boolean' : /(^|_)id$/.test(name) ? 'uuid' : 'text'}`)
    .join(', ')
