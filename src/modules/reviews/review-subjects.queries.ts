import { toUuid } from '../../db/ids.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ReviewSubjectType } from './reviews.types.ts'

/** A kind of subject: its table, with a student_id, and what is asked of a row `s` of it. */
interface Subject {
  table: string
  /** The version that people speak of. */
  version: string
  /** What it says, in a word that changes when that does, and with nothing else. */
  mark: Sql
  /** Whether there is anything left to review. */
  isReviewable: string
}

// What becomes of a request is not what it says. Whatever else a request may come to hold counts as what it says.
const fate = `id tenant_id student_id status version created_at updated_at sent_at expires_at answered_at closed_at
  decline_reason decline_note info_question info_asked_at info_answer info_answered_at reply_seconds_left
  counter_count countered_by asks_for_referral`.split(/\s+/)

/** Everything that can be reviewed. */
const subjects: Record<ReviewSubjectType, Subject> = {
  MEETING_REQUEST: {
    table: 'meeting_requests',
    version: 's.version',
    mark: raw(`md5((to_jsonb(s) - '{${fate.join(',')}}'::text[])::text)`),
    isReviewable: "s.status = 'DRAFT'"
  },
  PITCH: { table: 'pitches', version: 's.number', mark: raw('s.number::text'), isReviewable: 's.archived_at is null' },
  EXPLORATION_PLAN: {
    table: 'exploration_plans',
    version: 's.version',
    mark: sql`md5(jsonb_build_array(s.goal, array(select t.occupation_code from target_occupations t
      where t.tenant_id = ${tenant} and t.plan_id = s.id and t.dropped_at is null order by t.rank, t.id))::text)`,
    isReviewable: "s.status = 'ACTIVE'"
  }
}

/** A subject, held as it is until the change is committed, so that a review is of what was there. */
export function holdSubject(type: ReviewSubjectType, id: string): Sql {
  const { table, version, mark, isReviewable } = subjects[type]
  return sql`select s.id, s.student_id, ${raw(isReviewable)} as is_reviewable, ${raw(version)} as version, ${mark} as mark
    from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = ${toUuid(id)} for share`
}

const markOf = ([type, { table, mark }]: [string, Subject]): Sql =>
  sql`when ${raw(`'${type}'`)} then (select ${mark} from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = v.subject_id)`

/** Whether the subject of a review `v` says something else than when the review was asked for. */
export const isOutdated: Sql = sql`v.subject_mark is distinct from
  case v.subject_type ${join(Object.entries(subjects).map(markOf), ' ')} end`
