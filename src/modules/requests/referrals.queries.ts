import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ReferralRow } from './requests.types.ts'

export const referralColumns = raw(`id, student_id, referred_by_id, request_id, outcome_id, mentor_id, external_name,
  external_organization, external_contact, note, draft_request_id, created_at`)

/** Which of these people can be asked: active, with a mentor profile, not opted out of the directory. */
export const askableMentors = (ids: readonly string[]): Sql => sql`
  select m.person_id from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
  where m.tenant_id = ${tenant} and m.person_id = any(${ids.map(toUuid)}) and p.is_active and not p.is_directory_opted_out`

/** The mentors with whom a student has an open request; a draft is locked, so that it stays one while somebody is named. */
export const openWithMentors = (studentId: string): Sql => sql`
  select mentor_id, case when status = 'DRAFT' then id end as draft_id, via_person_id is not null as is_named
  from meeting_requests where tenant_id = ${tenant} and student_id = ${studentId}
    and status in ('DRAFT', 'SENT', 'NEEDS_INFO') order by id for no key update`

/** Referrals by id. */
export const referralRows = (reader: Reader, ids: readonly string[]): Promise<ReferralRow[]> =>
  reader.rows(sql`select ${referralColumns} from referrals where tenant_id = ${tenant} and id = any(${ids})`)

/** Referrals by their request or outcome, oldest first. */
export const referralRowsBy = (
  reader: Reader,
  column: 'request_id' | 'outcome_id',
  ids: readonly string[]
): Promise<ReferralRow[]> =>
  reader.rows(sql`select ${referralColumns} from referrals
    where tenant_id = ${tenant} and ${raw(column)} = any(${ids}) order by id`)
