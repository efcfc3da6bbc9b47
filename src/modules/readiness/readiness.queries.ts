import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { sql, tenant } from '../../db/sql.ts'

export interface CounseledRow {
  requestId: string
  wasCounseled: boolean
}

/** Of each request whether its student has talked with a counselor. */
export const counseledRows = (reader: Reader, requestIds: readonly string[]): Promise<CounseledRow[]> =>
  reader.rows(sql`select r.id as request_id, exists (select 1 from counseling_sessions c
      where c.tenant_id = ${tenant} and c.student_id = r.student_id) as was_counseled
    from meeting_requests r where r.tenant_id = ${tenant} and r.id = any(${requestIds.map(toUuid)})`)
