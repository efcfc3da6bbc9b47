import { toUuid } from '../../db/ids.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ReviewSubjectType } from './reviews.types.ts'

/** A kind of subject: its table, with a student_id, and what is asked of a row `s` of it. */
interface Subject {
  table: string
  /** The version that people speak of. */
  version: string
  /** What it says, in a word that changes when that does, and with nothing else. */
  mark: string
  /** Whether there is anything left to review. */
  isReviewable: string
}

// What becomes of a request is not what it says. Whatever else a request may come to hold counts as what it says.
const fate = `id tenant_id student_id status version created_at updated_at sent_at expires_at answered_at closed_at
  decline_reason decline_note info_question info_asked_at info_answer info_answered_at reply_seconds_left`.split(/\s+/)

/** Everything that can be reviewed. */
const subjects: Record<ReviewSubjectType, Subject> = {
  MEETING_REQUEST: {
    table: 'meeting_requests',
    version: 's.version',
    mark: `md5((to_jsonb(s) - '{${fate.join(',')}}'::text[])::text)`,
    isReviewable: "s.status = 'DRAFT'"
  },
  PITCH: { table: 'pitches', version: 's.number', mark: 's.number::text', isReviewable: 's.archived_at is null' }
}

/** A subject, held as it is until the change is committed, so that a review is of what was there. */
export function holdSubject(type: ReviewSubjectType, id: string): Sql {
  const { table, version, mark, isReviewable } = subjects[type]
  return sql`select s.id, s.student_id, ${raw(isReviewable)} as is_reviewable, ${raw(version)} as version, ${raw(mark)} as mark
    from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = ${toUuid(id)} for share`
}

const markOf = ([type, { table, mark }]: [string, Subject]): Sql =>
  sql`when ${raw(`'${type}'`)} then (select ${raw(mark)} from ${raw(table)} s where s.tenant_id = ${tenant} and s.id = v.subject_id)`

/** Whether the subject of a review `v` says something else than when the review was asked for. */
export const isOutdated: Sql = sql`v.subject_mark is distinct from
  case v.subject_type ${join(Object.entries(subjects).map(markOf), ' ')} end`
