import type { Reader } from '../../db/scope.ts'
import { raw, sql, tenant } from '../../db/sql.ts'
import type { WrittenTexts } from './same-text.rules.ts'

// Nobody writes more than that by hand, and each text is compared with each.
const textsMax = 100
const columns = raw('r.id, r.mentor_id, r.why_you, r.message')

/** What a student has written to mentors: in these requests, and in their latest ones. */
export const writtenTexts = (reader: Reader, studentId: string, ids: readonly string[]): Promise<WrittenTexts[]> =>
  reader.rows(sql`
    (select ${columns} from meeting_requests r where r.tenant_id = ${tenant} and r.student_id = ${studentId}
      order by r.created_at desc, r.id desc limit ${textsMax})
    union select ${columns} from meeting_requests r
    where r.tenant_id = ${tenant} and r.student_id = ${studentId} and r.id = any(${ids}::uuid[])`)
