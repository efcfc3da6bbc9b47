import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import { pagesOf } from '../../db/pages-of.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { isOutdated, isReviewable } from './review-subjects.queries.ts'
import type { ReviewCommentRow, ReviewFilter, ReviewOrder, ReviewRow } from './reviews.types.ts'

const kept =
  raw(`v.id, v.subject_type, v.subject_id, v.subject_version, v.status, v.student_id, v.counselor_id, v.message,
  v.decided_by_id, v.requested_at, v.decided_at, v.updated_at, v.version`)
const columns = sql`${kept}, ${isOutdated} as is_outdated, ${isReviewable} as is_reviewable`
const from = raw('reviews v')

function orderOf({ field, direction }: ReviewOrder): Order<ReviewRow> {
  const isAsked = field === 'REQUESTED_AT'
  return {
    name: `reviews.${field}`,
    direction,
    keys: [
      {
        expression: raw(isAsked ? 'v.requested_at' : 'v.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isAsked ? row.requestedAt : row.updatedAt)
      },
      { expression: raw('v.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ status, counselorId, isForAnybody, subjectType, studentId, ...filter }: ReviewFilter): Sql[] {
  const conditions: Sql[] = []
  if (status) conditions.push(sql`v.status = any(${status})`)
  if (counselorId != null) conditions.push(sql`v.counselor_id = ${toUuid(counselorId)}`)
  if (isForAnybody != null)
    conditions.push(isForAnybody ? sql`v.counselor_id is null` : sql`v.counselor_id is not null`)
  if (subjectType) conditions.push(sql`v.subject_type = ${subjectType}`)
  if (studentId != null) conditions.push(sql`v.student_id = ${toUuid(studentId)}`)
  if (filter.isReviewable != null) conditions.push(sql`${isReviewable} = ${filter.isReviewable}`)
  return conditions
}

/** One page of the reviews that `visible` allows. */
export const reviewPage = (
  reader: Reader,
  visible: Sql,
  filter: ReviewFilter,
  order: ReviewOrder,
  args: PageArgs
): Promise<Connection<ReviewRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`v.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The reviews with these ids that `visible` allows. */
export const reviewRows = (visible: Sql, ids: readonly string[]): Sql =>
  sql`select ${columns} from ${from} where v.tenant_id = ${tenant} and v.id = any(${ids.map(toUuid)}) and ${visible}`

/** The latest review of each of these subjects that `visible` allows. */
export const latestReviewRows = (reader: Reader, visible: Sql, subjectIds: readonly string[]): Promise<ReviewRow[]> =>
  reader.rows(sql`select distinct on (v.subject_id) ${columns} from ${from}
    where v.tenant_id = ${tenant} and v.subject_id = any(${subjectIds}::uuid[]) and ${visible}
    order by v.subject_id, v.requested_at desc, v.id desc`)

/** A review, locked, so that two decisions can't both be the first. */
export const lockReview = (id: string): Sql =>
  sql`select ${kept} from ${from} where v.tenant_id = ${tenant} and v.id = ${toUuid(id)} for update`

/** Who has said something about a review so far. */
export const authorsOf = (id: string): Sql => sql`
  select distinct c.author_id from review_comments c where c.tenant_id = ${tenant} and c.review_id = ${toUuid(id)}`

/** Reviews that wait for what nobody can decide on any more, locked, passing over those that are being changed. */
export const lockPointless = (limit: number): Sql => sql`
  select ${kept} from ${from} where v.tenant_id = ${tenant} and v.status = 'PENDING' and not ${isReviewable}
  order by v.requested_at limit ${limit} for update of v skip locked`

export const withdrawRows = (ids: readonly string[], now: string): Sql => sql`
  update reviews set status = 'WITHDRAWN', updated_at = ${now}, version = version + 1
  where tenant_id = ${tenant} and id = any(${ids})`

/** Whether a subject has a review that waits. A statement of its own after the lock, to see what others committed. */
export const pendingReviewOf = (subjectId: string): Sql =>
  sql`select v.id from ${from} where v.tenant_id = ${tenant} and v.subject_id = ${toUuid(subjectId)} and v.status = 'PENDING'`

/** The person, should they be a counselor at present. */
export const counselorRow = (id: string): Sql => sql`
  select p.id from persons p join staff_roles r on r.tenant_id = ${tenant} and r.person_id = p.id and r.role = 'COUNSELOR'
  where p.tenant_id = ${tenant} and p.id = ${toUuid(id)} and p.is_active`

/** Whether the latest review of a request approves what it says now. */
export const requestApproval = (requestId: string): Sql => sql`
  select v.status = 'APPROVED' and not (${isOutdated}) as is_approved from ${from}
  where v.tenant_id = ${tenant} and v.subject_id = ${toUuid(requestId)} order by v.requested_at desc, v.id desc limit 1`

/** Those of these requests whose latest review approves what they say now. */
export const approvedOf = (requestIds: readonly string[]): Sql => sql`
  select w.id as request_id from unnest(${requestIds.map(toUuid)}::uuid[]) w (id) cross join lateral (
    select v.status = 'APPROVED' and not (${isOutdated}) as is_approved from ${from}
    where v.tenant_id = ${tenant} and v.subject_id = w.id order by v.requested_at desc, v.id desc limit 1) last
  where last.is_approved`

const comments = {
  columns: raw('c.id, c.review_id, c.author_id, c.text, c.created_at'),
  from: raw('review_comments c'),
  where: [sql`c.tenant_id = ${tenant}`],
  order: {
    name: 'reviewComments',
    direction: 'ASC',
    keys: [
      { expression: raw('c.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
      { expression: raw('c.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  } satisfies Order<ReviewCommentRow>
}

/** One page of the comments of each review, oldest first. */
export const commentPages = (
  reader: Reader,
  reviewIds: readonly string[],
  args: PageArgs
): Promise<Connection<ReviewCommentRow>[]> =>
  pagesOf<ReviewCommentRow>(reader, { ...comments, args, parent: raw('c.review_id') }, reviewIds)

export const commentColumns = raw('id, review_id, author_id, text, created_at')
