import { toUuid } from '../../db/ids.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { closedRequests } from '../questions/question-lists.policy.ts'
import type { ReviewSubjectType } from './reviews.types.ts'

/** A kind of subject: its table, with a student_id, and what is asked of a row `s` of it. */
interface Subject {
  table: string
  /** The version that people speak of. */
  version: string
  /** What it says, in a word that changes when that does, and with nothing else. */
  mark: Sql
  /** Whether there is anything left to review. */
  isReviewable: Sql
}

// What becomes of a request is not what it says. Whatever else a request may come to hold counts as what it says.
const fate = `id tenant_id student_id status version created_at updated_at sent_at expires_at answered_at closed_at
  decline_reason decline_note info_question info_asked_at info_answer info_answered_at reply_seconds_left
  counter_count countered_by asks_for_referral`.split(/\s+/)

const questions = sql`array(select n.text from question_items n
  where n.tenant_id = ${tenant} and n.list_id = s.id and n.removed_at is null order by n.ordinal, n.id)`

/** Everything that can be reviewed. */
const subjects: Record<ReviewSubjectType, Subject> = {
  MEETING_REQUEST: {
    table: 'meeting_requests',
    version: 's.version',
    mark: raw(`md5((to_jsonb(s) - '{${fate.join(',')}}'::text[])::text)`),
    isReviewable: raw("s.status = 'DRAFT'")
  },
  PITCH: {
    table: 'pitches',
    version: 's.number',
    mark: raw('s.number::text'),
    isReviewable: raw('s.archived_at is null')
  },
  EXPLORATION_PLAN: {
    table: 'exploration_plans',
    version: 's.version',
    mark: sql`md5(jsonb_build_array(s.goal, array(select t.occupation_code from target_occupations t
      where t.tenant_id = ${tenant} and t.plan_id = s.id and t.dropped_at is null order by t.rank, t.id))::text)`,
    isReviewable: raw("s.status = 'ACTIVE'")
  },
  // What a student means to ask, in its order: not what was answered to it, which no counselor reads.
  QUESTION_LIST: {
    table: 'question_lists',
    version: 's.version',
    mark: sql`md5(jsonb_build_array(${questions})::text)`,
    isReviewable: sql`${questions} <> '{}' and exists (select 1 from meeting_requests r
      where r.tenant_id = ${tenant} and r.id = s.request_id and r.status <> all(${closedRequests}))`
  }
}

/**
 * A subject, held as it is until the change is committed, so that a review is of what was there. It is read by a statement
 * of its own after the lock, which sees the parts of it that earlier holders committed.
 */
export function holdSubject(type: ReviewSubjectType, id: string): Sql[] {
  const { table, version, mark, isReviewable } = subjects[type]
  const there = sql`from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = ${toUuid(id)}`
  return [
    sql`select s.id ${there} for share`,
    sql`select s.id, s.student_id, ${isReviewable} as is_reviewable, ${raw(version)} as version, ${mark} as mark ${there}`
  ]
}

/** What becomes of a review whose subject is held: it is of what the subject says now. */
export function subjectNow({ subjectType, subjectId }: { subjectType: ReviewSubjectType; subjectId: string }) {
  const { table, version, mark } = subjects[subjectType]
  const there = sql`from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = ${subjectId}`
  return { subjectVersion: sql`(select ${raw(version)} ${there})`, subjectMark: sql`(select ${mark} ${there})` }
}

/** What is asked of the subject of a review `v`. */
function ofSubject(asked: (subject: Subject) => Sql): Sql {
  const cases = Object.entries(subjects).map(
    ([type, subject]) => sql`when ${raw(`'${type}'`)} then (select ${asked(subject)}
      from ${raw(subject.table)} s where s.tenant_id = ${tenant} and s.id = v.subject_id)`
  )
  return sql`case v.subject_type ${join(cases, ' ')} end`
}

/** Whether the subject of a review `v` says something else than when the review was asked for, or decided. */
export const isOutdated: Sql = sql`v.subject_mark is distinct from ${ofSubject(({ mark }) => mark)}`

/**
 * Whether there is anything left to review in the subject of a review `v`. It is asked of the subject: what puts an end to
 * it is done in five modules and by the worker, and none of them can forget to say so.
 */
export const isReviewable: Sql = sql`coalesce(${ofSubject((subject) => subject.isReviewable)}, false)`
