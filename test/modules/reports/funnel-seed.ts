import { newId } from '../../../src/db/ids.ts'
import { type Sql, sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import type { Campus, Someone } from '../../support/campus.ts'

export interface Asked {
  id: string
  type: string
  programs: string[]
  seniority: string
  isWarm: boolean
  createdAt: string
}

const ignored = sql`1`
const later = '2026-02-27T09:00:00.000Z'
const types = ['CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER']
const degrees = [['11.0701'], ['11.0701', '11.0101'], ['52.0201'], ['11.0901'], []]
const seniorities = ['ENTRY', 'MID', 'SENIOR', 'MID']
// Per pair of people three requests: one that may still be open, one accepted, one ended in some way.
const endings = [
  ['DRAFT', 'SENT', 'EXPIRED', 'CLOSED_BY_MENTOR'],
  ['ACCEPTED'],
  ['DECLINED', 'WITHDRAWN', 'WITHDRAWN_UNSENT', 'ACCEPTED']
]
const meetings = ['COMPLETED', 'SCHEDULED', 'COMPLETED', 'CANCELLED', 'COMPLETED', 'NO_SHOW', 'COMPLETED']
const verdicts = ['FITS', 'DOES_NOT_FIT', 'UNSURE', null]

/** A campus's requests in all states: five students with none to two degrees ask four mentors for three talks each. */
export async function requestsOf(home: Campus): Promise<Asked[]> {
  const via = await home.counselor()
  const mentors = await Promise.all(seniorities.map((seniority) => home.mentor({ mentor: { seniority } })))
  const asked: Asked[] = []
  const rows: Sql[] = []
  for (const [s, programs] of degrees.entries()) {
    const student = await home.student()
    for (const programCode of programs) {
      rows.push(insertRow('degrees', { id: newId(), personId: student.id, programCode, level: 'BACHELOR' }, ignored))
    }
    for (const [m, mentor] of mentors.entries()) {
      for (const [k, ends] of endings.entries()) {
        const ending = ends[(s + 2 * m) % ends.length] as string
        const seniority = seniorities[m] as string
        const one = { id: newId(), type: types[(s + m + k) % 3] as string, programs, seniority }
        const createdAt = `2026-02-${10 + ((7 * s + 3 * m + k) % 15)}T09:00:00.000Z`
        asked.push({ ...one, createdAt, isWarm: (s + m + k) % 2 === 0 })
        rows.push(...rowsOf(asked.at(-1) as Asked, { student, mentor, via }, ending, asked.length))
      }
    }
  }
  await home.run(...rows)
  return asked
}

function rowsOf(asked: Asked, who: Record<'student' | 'mentor' | 'via', Someone>, ending: string, n: number): Sql[] {
  const { id: requestId, type, isWarm, createdAt } = asked
  const people = { studentId: who.student.id, mentorId: who.mentor.id }
  const plan = { durationMinutes: 30, channel: 'VIDEO', version: 1, createdAt, updatedAt: later }
  const isSent = ending !== 'DRAFT' && ending !== 'WITHDRAWN_UNSENT'
  const sent = isSent ? { sentAt: createdAt, expiresAt: later } : {}
  const state = { status: ending.replace('_UNSENT', ''), viaPersonId: isWarm ? who.via.id : null, ...sent }
  const request = { id: requestId, type, ...people, purposes: [], proposedTimes: [], ...state, ...plan }
  const rows = [insertRow('meeting_requests', request, ignored)]
  if (ending !== 'ACCEPTED') return rows
  const [id, status] = [newId(), meetings[n % meetings.length]]
  const noShowPersonId = status === 'NO_SHOW' ? who.mentor.id : null
  rows.push(
    insertRow('meetings', { id, requestId, ...people, status, startsAt: later, noShowPersonId, ...plan }, ignored)
  )
  const fitVerdict = verdicts[n % verdicts.length]
  if (status !== 'COMPLETED' || !fitVerdict) return rows
  const said = { learned: 'Much.', nextSteps: [], qualificationsLearned: [], careersDiscovered: [], loggedAt: later }
  const outcome = { id: newId(), meetingId: id, ...people, fitVerdict, ...said, version: 1, updatedAt: later }
  return [...rows, insertRow('outcomes', outcome, ignored)]
}
