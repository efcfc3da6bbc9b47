import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import type { Campus, Someone } from '../../support/campus.ts'

const at = '2026-03-01T09:00:00.000Z'
const times = ['2026-03-10T15:00:00.000Z']
const ignored = sql`1`
const told = {
  type: 'COMPANY_INSIDER',
  purposes: [],
  targetOrganization: 'Acme',
  topicKind: 'CAREER_PATH',
  topic: 'Paths',
  whyYou: 'Your way from lab to field work.',
  durationMinutes: 30,
  channel: 'VIDEO',
  proposedTimes: [],
  version: 1,
  createdAt: at,
  updatedAt: at
}
const asked = { infoQuestion: 'Which?', infoAskedAt: at, replySecondsLeft: 60 }

/**
 * A request in a state, such as SENT, or SENT/MENTOR when the mentor's counter-proposal stands, and that counter-proposal;
 * the only open one of the two people.
 */
export async function requestIn(home: Campus, people: Record<'student' | 'mentor', Someone>, state: string) {
  const [status, counteredBy] = state.split('/') as [string, string | undefined]
  const { student, mentor } = people
  const request = newId()
  const proposal = newId()
  const isSent = status !== 'DRAFT'
  const row = {
    id: request,
    status,
    studentId: student.id,
    mentorId: mentor.id,
    ...told,
    asksForReferral: status === 'DECLINED',
    ...(counteredBy && { counteredBy, counterCount: 1 }),
    ...(isSent && { sentAt: at, expiresAt: '2026-03-15T09:00:00.000Z' }),
    ...(status === 'NEEDS_INFO' && asked)
  }
  const proposedById = counteredBy === 'STUDENT' ? student.id : mentor.id
  const terms = { proposedTimes: times, channel: 'PHONE', durationMinutes: 20, createdAt: at }
  const counter = { id: proposal, requestId: request, ordinal: 1, proposedById, ...terms }
  await home.run(
    sql`update meeting_requests set status = 'WITHDRAWN' where tenant_id = ${tenant} and status in ('DRAFT', 'SENT', 'NEEDS_INFO')`,
    insertRow('meeting_requests', row, ignored),
    ...(counteredBy ? [insertRow('counter_proposals', counter, ignored)] : [])
  )
  return { request, proposal }
}
