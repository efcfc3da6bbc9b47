import { askedColumns, type Wanted } from '../../db/asked-columns.ts'
import { type Connection, type Order, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { empty, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import {
  joinedMentorColumns,
  mentorColumns,
  mentorFieldColumns,
  personColumns,
  personFieldColumns
} from './people.queries.ts'
import { type CodeRange, industryRange, occupationRange, programRange, searchWords } from './people.rules.ts'
import type { ListedPersonRow } from './people.types.ts'
import type { ListMentorsArgs, ListPeopleArgs, MentorFilter, PersonFilter } from './people-list.types.ts'
import { areAllAlike, likenessesOf, relevance, resembles } from './resemblance.queries.ts'

type Direction = 'ASC' | 'DESC'
type Found = ListedPersonRow & { score: number }

const searchText = raw('m.search_text')
const foldedName = raw("lateral (select app.fold(p.given_name || ' ' || p.family_name) as name offset 0) f")
const foldedEmployer = raw("app.fold(coalesce(m.current_employer, ''))")

const ownColumns = (names: readonly string[]): Sql => raw(names.map((name) => `p.${name}`).join(', '))

// What orders need for their cursors is read whoever asked for it.
function columnsOf(wanted: Wanted | undefined, orderField: string | undefined, now: string): Sql {
  const isByCreation = orderField === 'CREATED_AT'
  const always = ['id', 'family_name', 'given_name', ...(isByCreation ? ['created_at'] : [])]
  const own = wanted && askedColumns(Object.keys(wanted), personFieldColumns, always)
  const ofProfile = askedColumns(wanted?.mentorProfile ?? [], mentorFieldColumns, ['seniority', ...always.slice(3)])
  if (!own || !ofProfile) return sql`${personColumns}, ${joinedMentorColumns(now)}`
  return sql`${ownColumns(own)}, ${mentorColumns(ofProfile, now)}`
}

/** A page of the campus's people with their mentor profiles, in one statement, as of `now`. */
export function pageOfPeople(
  reader: Reader,
  args: ListPeopleArgs,
  visible: Sql,
  now: string,
  wanted?: Wanted
): Promise<Connection<ListedPersonRow>> {
  const { filter, orderBy } = args
  const words = searchWords(filter?.name ?? '')
  const search =
    words.length > 0 ? sql`cross join ${foldedName} cross join ${likenessesOf(words, raw('f.name'))}` : empty
  return page<ListedPersonRow>(reader, {
    columns: columnsOf(wanted, orderBy?.field, now),
    from: sql`persons p left join mentor_profiles m on m.tenant_id = ${tenant} and m.person_id = p.id ${search}`,
    where: [
      sql`p.tenant_id = ${tenant}`,
      visible,
      ...personConditions(filter ?? {}, now.slice(0, 10)),
      ...(words.length > 0 ? [areAllAlike] : [])
    ],
    order: orderBy?.field === 'CREATED_AT' ? byCreation(orderBy.direction) : byName('people', orderBy?.direction),
    args
  })
}

/** A page of mentors, in one statement. Words of `filter.text` make RELEVANCE the order unless another is given. */
export function pageOfMentors(
  reader: Reader,
  args: ListMentorsArgs,
  visible: Sql,
  now: string,
  wanted?: Wanted
): Promise<Connection<ListedPersonRow>> {
  const filter = args.filter ?? {}
  const words = searchWords(filter.text ?? '')
  const hasWords = words.length > 0
  const score = hasWords ? relevance(words) : raw('0')
  return page<Found>(reader, {
    columns: sql`${columnsOf(wanted, args.orderBy?.field, now)}, ${score} as score`,
    from: sql`mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
      ${hasWords ? sql`cross join ${likenessesOf(words, searchText)}` : empty}`,
    where: [
      sql`m.tenant_id = ${tenant}`,
      sql`p.is_active`,
      visible,
      ...mentorConditions(filter),
      ...(hasWords ? [areAllAlike] : [])
    ],
    order: mentorOrder(args.orderBy, score, hasWords),
    args
  })
}

function personConditions(filter: PersonFilter, day: string): Sql[] {
  const { affiliation, externalId, classYear, program, isActive } = filter
  return [
    sql`p.is_active = ${isActive ?? true}`,
    ...(affiliation ? [hasAffiliation(affiliation, day)] : []),
    ...(externalId != null ? [sql`p.external_id = ${externalId}`] : []),
    ...degreeConditions(classYear, program)
  ]
}

function mentorConditions(filter: MentorFilter): Sql[] {
  const { industry, occupation, employer, city, program, seniority, topic, classYear, isAvailable } = filter
  return [
    ...(isAvailable == null ? [] : [sql`m.is_paused = ${!isAvailable}`]),
    ...(industry ? [within(raw('m.current_industry_code'), industryRange(industry) as CodeRange)] : []),
    ...(occupation ? [inOccupation(occupation)] : []),
    ...(seniority ? [sql`m.seniority = any(${seniority}::text[])`] : []),
    ...(city ? [sql`app.fold(p.city) = (select app.fold(${city}))`] : []),
    ...(topic
      ? [
          sql`exists (select 1 from unnest(m.topics) as t (topic) where app.fold(t.topic) = (select app.fold(${topic})))`
        ]
      : []),
    ...degreeConditions(classYear, program),
    ...(searchWords(employer ?? '').length > 0 ? [resembles(employer as string, foldedEmployer, searchText)] : [])
  ]
}

const within = (code: Sql, { from, below }: CodeRange): Sql => sql`${code} >= ${from} and ${code} < ${below}`

function inOccupation(code: string): Sql {
  const range = occupationRange(code) as NonNullable<ReturnType<typeof occupationRange>>
  const column = raw('m.current_occupation_code')
  if (range.broadGroup === null) return within(column, range)
  return sql`((${within(column, range)}) or left(${column}, 7) in (select g.code from soc_groups g where g.parent = ${range.broadGroup}))`
}

const hasAffiliation = (kind: string, day: string): Sql => sql`exists (select 1 from affiliations a
  where a.tenant_id = ${tenant} and a.person_id = p.id and a.kind = ${kind} and (a.ended_on is null or a.ended_on > ${day}::date))`

// One degree has to meet both conditions: a second degree's year says nothing about the program asked for.
function degreeConditions(classYear: number | null | undefined, program: string | null | undefined): Sql[] {
  if (classYear == null && !program) return []
  const year = classYear == null ? raw('true') : sql`d.class_year = ${classYear}`
  const code = program ? within(raw('d.program_code'), programRange(program) as CodeRange) : raw('true')
  return [
    sql`exists (select 1 from degrees d where d.tenant_id = ${tenant} and d.person_id = p.id and ${year} and ${code})`
  ]
}

const idKey = { expression: raw('p.id'), type: 'uuid', valueOf: (row: ListedPersonRow) => row.id } as const

const byName = (list: string, direction: Direction = 'ASC'): Order<ListedPersonRow> => ({
  name: `${list}-by-name`,
  direction,
  keys: [
    { expression: raw('p.family_name'), type: 'text', valueOf: (row) => row.familyName },
    { expression: raw('p.given_name'), type: 'text', valueOf: (row) => row.givenName },
    idKey
  ]
})

const byCreation = (direction: Direction): Order<ListedPersonRow> => ({
  name: 'people-by-creation',
  direction,
  keys: [{ expression: raw('p.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt }, idKey]
})

function mentorOrder(orderBy: ListMentorsArgs['orderBy'], score: Sql, hasText: boolean): Order<Found> {
  const field = orderBy?.field ?? (hasText ? 'RELEVANCE' : 'NAME')
  if (field === 'NAME') return byName('mentors', orderBy?.direction)
  const scoreKey = { expression: score, type: 'int4', valueOf: (row: Found) => row.score } as const
  if (field === 'RELEVANCE') return { name: 'mentors-by-relevance', direction: 'DESC', keys: [scoreKey, idKey] }
  const created = {
    expression: raw('m.created_at'),
    type: 'timestamptz',
    valueOf: (row: Found) => row.mentorCreatedAt as string
  } as const
  return { name: 'mentors-by-creation', direction: orderBy?.direction ?? 'ASC', keys: [created, idKey] }
}
