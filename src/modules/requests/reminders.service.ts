import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { type DueReminder, lockDueReminders, noteReminders } from './reminders.queries.ts'

const batch = 200

/**
 * Reminds of the campus's requests that wait: whoever has to answer, the mentor at first, the student of one with a question
 * or with other terms from the mentor, once for
 * each of the policy's offsets before the end of the window, and says how many it took. While the clock stands still nobody
 * is reminded of it. Where several offsets have come at once, because no worker was there, one reminder tells of all.
 * The key of what was told is the request, the end and the offset, so several workers, a repetition, kill -9 and clocks that
 * jump neither lose nor double one. Each reminder is an event; whom it reaches, and how, is the notifications' affair.
 */
export const remindOfRequests = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const due = (locked ?? []) as unknown as DueReminder[]
      if (due.length === 0) return 0
      const notes = due.flatMap(({ id, expiresAt, days }) =>
        days.split(' ').map((offset) => ({ id, expiresAt, offset: Number(offset) }))
      )
      const noted = await tx.rows<{ requestId: string }>(noteReminders(notes, tx.now))
      const isNew = new Set(noted.map(({ requestId }) => requestId))
      const told = due.filter(({ id }) => isNew.has(id))
      for (const { id: subjectId, studentId, mentorId, status, counteredBy, expiresAt, days } of told) {
        const changes = { status, expiresAt, offsetDays: Number(days.split(' ')[0]) }
        const waitsFor = status === 'NEEDS_INFO' || counteredBy === 'MENTOR' ? 'STUDENT' : 'MENTOR'
        const payload = { ...changes, waitsFor, studentId, mentorId }
        tx.record({ action: 'meeting_request.reminded', subjectType: 'MeetingRequest', subjectId, changes, payload })
      }
      return told.length
    },
    [lockDueReminders(defaultInstitutionPolicy.requests.reminderOffsetsDays, scope.clock.now(), batch)]
  )
