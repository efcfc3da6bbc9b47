import { newId } from '../../src/db/ids.ts'
import { sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { TestApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'

const at = '2026-02-20T09:00:00.000Z'
const ignored = sql`1`
export const ask = { type: 'COMPANY_INSIDER', purposes: [], proposedTimes: [], durationMinutes: 30, channel: 'VIDEO' }
const stamps = { version: 1, createdAt: at, updatedAt: at }
const sent = { sentAt: at, expiresAt: '2026-12-31T09:00:00.000Z' }

/** A student with so many requests that wait, declined ones, and drafts that somebody passed on. */
export async function askerOf(app: TestApp, count: number): Promise<{ student: Someone; request: string }> {
  const home = await campus(app)
  const student = await home.student()
  const studentId = student.id
  let request = ''
  for (let n = 0; n < count; n++) {
    const [waiting, declined, draft] = [newId(), newId(), newId()]
    const [one, other] = [await home.mentor(), await home.mentor()]
    const words = { whyYou: 'You went from the lab to running field trials.', topic: 'Are you hiring?' }
    const counter = { proposedTimes: [sent.expiresAt], channel: 'PHONE', durationMinutes: 20, createdAt: at }
    await home.run(
      insertRow(
        'meeting_requests',
        {
          id: waiting,
          studentId,
          mentorId: one.id,
          status: 'SENT',
          counterCount: 1,
          counteredBy: 'MENTOR',
          ...words,
          ...ask,
          ...sent,
          ...stamps
        },
        ignored
      ),
      insertRow(
        'counter_proposals',
        { id: newId(), requestId: waiting, ordinal: 1, proposedById: one.id, ...counter },
        ignored
      ),
      insertRow(
        'meeting_requests',
        { id: declined, studentId, mentorId: one.id, status: 'DECLINED', closedAt: at, ...ask, ...sent, ...stamps },
        ignored
      ),
      insertRow(
        'meeting_requests',
        { id: draft, studentId, mentorId: other.id, status: 'DRAFT', viaPersonId: one.id, ...words, ...ask, ...stamps },
        ignored
      ),
      insertRow(
        'referrals',
        {
          id: newId(),
          studentId,
          referredById: one.id,
          requestId: declined,
          mentorId: other.id,
          draftRequestId: draft,
          createdAt: at
        },
        ignored
      )
    )
    request = waiting
  }
  return { student, request }
}
