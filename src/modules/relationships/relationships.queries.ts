import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type {
  Direction,
  ProposalRow,
  RelationshipFilter,
  RelationshipOrderField,
  RelationshipRow,
  StageRow
} from './relationships.types.ts'

const names = `id seeker_id mentor_id stage stage_since opened_at last_contact_at awake_stage version created_at
  updated_at`.split(/\s+/)

const openProposal = (id: string): Sql => sql`
  (select p.proposed_by_id from mentorship_proposals p
    where p.tenant_id = ${tenant} and p.relationship_id = ${raw(id)} and p.status = 'OPEN') as open_proposal_by_id`

/** The columns of a RelationshipRow, as RETURNING gives them and as they are read from `r`. */
export const returning = sql`${raw(names.join(', '))}, ${openProposal('relationships.id')}`
export const columns = sql`${raw(names.map((name) => `r.${name}`).join(', '))}, ${openProposal('r.id')}`

const from = raw('relationships r')

function orderOf(field: RelationshipOrderField, direction: Direction): Order<RelationshipRow> {
  const isSince = field === 'STAGE_SINCE'
  return {
    name: `relationships.${field}`,
    direction,
    keys: [
      {
        expression: raw(isSince ? 'r.stage_since' : 'r.opened_at'),
        type: 'timestamptz',
        valueOf: (row) => (isSince ? row.stageSince : row.openedAt)
      },
      { expression: raw('r.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ stage, seekerId, mentorId }: RelationshipFilter): Sql[] {
  const conditions: Sql[] = []
  if (stage) conditions.push(sql`r.stage = any(${stage}::text[])`)
  if (seekerId != null) conditions.push(sql`r.seeker_id = ${toUuid(seekerId)}`)
  if (mentorId != null) conditions.push(sql`r.mentor_id = ${toUuid(mentorId)}`)
  return conditions
}

/** One page of the relationships that `visible` allows. */
export const relationshipPage = (
  reader: Reader,
  visible: Sql,
  filter: RelationshipFilter,
  { field, direction }: { field: RelationshipOrderField; direction: Direction },
  args: PageArgs
): Promise<Connection<RelationshipRow>> => {
  const where = [sql`r.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)]
  return page(reader, { columns, from, where, order: orderOf(field, direction), args })
}

export const relationshipRows = (
  reader: Reader,
  visible: Sql,
  ids: readonly (string | null)[]
): Promise<RelationshipRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where r.tenant_id = ${tenant} and r.id = any(${ids.map((id) => toUuid(id ?? ''))}::uuid[]) and ${visible}`)

/** The relationships of these pairs, the one list as long as the other. */
export const relationshipRowsOf = (
  reader: Reader,
  visible: Sql,
  pairs: readonly { studentId: string; mentorId: string }[]
): Promise<RelationshipRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    join unnest(${pairs.map(({ studentId }) => studentId)}::uuid[], ${pairs.map(({ mentorId }) => mentorId)}::uuid[])
      as k (seeker_id, mentor_id) on k.seeker_id = r.seeker_id and k.mentor_id = r.mentor_id
    where r.tenant_id = ${tenant} and ${visible}`)

/** The latest stages of these relationships, latest first. */
export const latestStages = (reader: Reader, ids: readonly string[], limit: number): Promise<StageRow[]> =>
  reader.rows(sql`select s.* from unnest(${ids}::uuid[]) k (id) cross join lateral (
      select s.relationship_id, s.stage, s.cause, s.since, s.until, s.place from relationship_stages s
      where s.tenant_id = ${tenant} and s.relationship_id = k.id order by s.place desc limit ${limit}) s
    order by s.relationship_id, s.place desc`)

const proposalColumns = raw(
  'p.id, p.relationship_id, p.proposed_by_id, p.message, p.status, p.proposed_at, p.settled_at'
)

/** The latest proposal of each of these relationships. */
export const latestProposals = (reader: Reader, ids: readonly string[]): Promise<ProposalRow[]> =>
  reader.rows(sql`select distinct on (p.relationship_id) ${proposalColumns} from mentorship_proposals p
    where p.tenant_id = ${tenant} and p.relationship_id = any(${ids}::uuid[])
    order by p.relationship_id, p.proposed_at desc, p.id desc`)

/** What somebody said when they ended these relationships, as long as that was the last ending. */
export const lastEndings = (
  reader: Reader,
  ids: readonly string[]
): Promise<{ relationshipId: string; endedById: string; reason: string | null }[]> =>
  reader.rows(sql`select distinct on (e.relationship_id) e.relationship_id, e.ended_by_id, e.reason
    from relationship_endings e where e.tenant_id = ${tenant} and e.relationship_id = any(${ids}::uuid[])
    order by e.relationship_id, e.ended_at desc, e.id desc`)

/** A relationship, locked until the change is committed, so that its two people move one by one. */
export const lockRelationship = (id: string): Sql =>
  sql`select ${columns} from ${from} where r.tenant_id = ${tenant} and r.id = ${toUuid(id)} for update of r`

/** Settles the open proposal of a relationship. */
export const settleProposal = (relationshipId: string, status: string, now: string): Sql => sql`
  update mentorship_proposals set status = ${status}, settled_at = ${now}
  where tenant_id = ${tenant} and relationship_id = ${relationshipId} and status = 'OPEN'`
