import { newId } from '../../../src/db/ids.ts'
import { sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import type { Campus, Someone } from '../../support/campus.ts'

export interface Pair {
  student: Someone
  mentor: Someone
}

const ignored = sql`1`
const sentAt = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: sentAt, updatedAt: sentAt }

/** An accepted request with its meeting, which began an hour ago by the tests' clock unless said otherwise. */
export async function meetingOf(home: Campus, pair: Pair, values: Record<string, unknown> = {}): Promise<string> {
  const [id, requestId] = [newId(), newId()]
  const both = { studentId: pair.student.id, mentorId: pair.mentor.id, durationMinutes: 30, channel: 'VIDEO' }
  const request = { type: 'COMPANY_INSIDER', status: 'ACCEPTED', purposes: [], proposedTimes: [] }
  const sent = { sentAt, expiresAt: '2026-03-06T09:00:00.000Z', answeredAt: sentAt }
  const noShow = values.status === 'NO_SHOW' ? { noShowPersonId: pair.mentor.id } : {}
  const meeting = { status: 'SCHEDULED', startsAt: '2026-03-02T14:00:00.000Z', ...noShow, ...values }
  await home.run(
    insertRow('meeting_requests', { id: requestId, ...both, ...request, ...sent, ...stamps }, ignored),
    insertRow('meetings', { id, requestId, ...both, ...meeting, ...stamps }, ignored)
  )
  return id
}

/** The same, completed and with its outcome: the ids of both. */
export async function outcomeOf(home: Campus, pair: Pair, values: Record<string, unknown> = {}) {
  const meetingId = await meetingOf(home, pair, { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' })
  const id = newId()
  const people = { studentId: pair.student.id, mentorId: pair.mentor.id }
  const lists = { nextSteps: [], qualificationsLearned: [], careersDiscovered: [] }
  const logged = { version: 1, loggedAt: '2026-03-02T14:40:00.000Z', updatedAt: '2026-03-02T14:40:00.000Z' }
  const outcome = { id, meetingId, ...people, fitVerdict: 'FITS', learned: 'Much.', ...lists, ...logged, ...values }
  await home.run(insertRow('outcomes', outcome, ignored))
  return { id, meetingId }
}
