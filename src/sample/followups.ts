import { systemActor } from '../actor.ts'
import { instantsOfDay } from '../modules/followups/commitments.rules.ts'
import { statusWhenDone } from '../modules/followups/followups.rules.ts'
import { Chance } from './chance.ts'
import { type CampusRows, day, iso, isoDay, minute, personActor, type Row } from './rows.ts'

const promises = [
  'Read the book that came up, and write down three things.',
  'Ask the two people who were named.',
  'Try the free course on the tool that they use.',
  'Send the new version of the resume.'
]
const notes = [
  'I have read it, and the third chapter is what we talked of.',
  'Both of them answered.',
  'I finished it.'
]
const windowMs = 120 * minute
const missedMs = 7 * day
const timeOf = (value: unknown) => Date.parse(String(value))

interface Sample {
  rows: CampusRows
  chance: Chance
  now: number
  zones: Map<unknown, string>
}

/** What came of the conversations of a sample campus: thanks in time, late and missed, and promises. */
export function addFollowUps(rows: CampusRows, seed: number, now: number): void {
  const zones = new Map(rows.of('persons').map(({ id, time_zone }) => [id, String(time_zone)]))
  const sample = { rows, chance: new Chance(seed + 800_000), now, zones }
  for (const meeting of rows.of('meetings')) {
    if (meeting.status !== 'COMPLETED') continue
    addThanks(sample, meeting)
    if (sample.chance.is(0.4)) addPromise(sample, meeting)
  }
}

// Most say thank you, and most of these within the two hours.
function addThanks({ rows, chance, now }: Sample, meeting: Row): void {
  const planned = timeOf(meeting.starts_at) + Number(meeting.actual_minutes ?? meeting.duration_minutes) * minute
  const completed = timeOf(meeting.completed_at)
  const due = Math.min(planned, completed) + windowMs
  const doneAt = due + (chance.is(0.75) ? -chance.int(1, 100) : chance.int(1, 4_000)) * minute
  // Who thanked before anybody spoke of the meeting says so afterwards.
  const toldAt = Math.max(doneAt, completed)
  const isDone = chance.is(0.85) && toldAt < now
  const isMissed = !isDone && due + missedMs < now
  const status = isDone ? statusWhenDone(iso(doneAt), iso(due)) : isMissed ? 'MISSED' : 'PENDING'
  const [ownerId, personId, id] = [String(meeting.student_id), String(meeting.mentor_id), chance.id(completed)]
  const changed = isDone ? toldAt : isMissed ? due + missedMs : completed
  rows.add('follow_ups', {
    ...{ id, owner_id: ownerId, person_id: personId, contact_id: null, kind: 'THANK_YOU', meeting_id: meeting.id },
    ...{ landing_id: null, status, due_at: iso(due), reminded_at: null, done_at: isDone ? iso(doneAt) : null },
    ...{ channel: isDone ? 'ELSEWHERE' : null, waive_cause: null, waive_reason: null },
    ...{ version: isDone || isMissed ? 2 : 1, created_at: iso(completed), updated_at: iso(changed) }
  })
  const payload = { kind: 'THANK_YOU', ownerId, personId, dueAt: iso(due) }
  rows.record('follow_up.owed', 'FollowUp', id, completed, personActor(ownerId), { ...payload, status: 'PENDING' })
  if (isMissed) rows.record('follow_up.missed', 'FollowUp', id, changed, systemActor, { ...payload, status })
  if (isDone) rows.record('follow_up.done', 'FollowUp', id, toldAt, personActor(ownerId), { ...payload, status })
}

function addPromise({ rows, chance, now, zones }: Sample, meeting: Row): void {
  const at = timeOf(meeting.completed_at) + chance.int(1, 60) * minute
  if (at >= now) return
  const [studentId, mentorId, id] = [String(meeting.student_id), String(meeting.mentor_id), chance.id(at)]
  const dueOn = isoDay(at + chance.int(3, 30) * day)
  const { remindAt, overdueAt } = instantsOfDay(dueOn, iso(at), zones.get(studentId) ?? 'UTC')
  const reportedAt = Date.parse(overdueAt) + chance.int(-72, 24) * 60 * minute
  const isReported = chance.is(0.7) && reportedAt > at && reportedAt < now
  rows.add('commitments', {
    ...{ id, student_id: studentId, mentor_id: mentorId, meeting_id: meeting.id, text: chance.pick(promises) },
    ...{ due_on: dueOn, remind_at: remindAt, overdue_at: overdueAt, status: isReported ? 'REPORTED' : 'OPEN' },
    ...{ reminded_at: null, reported_back_at: isReported ? iso(reportedAt) : null },
    ...{ report_note: isReported ? chance.pick(notes) : null, drop_reason: null, version: isReported ? 2 : 1 },
    ...{ created_at: iso(at), updated_at: iso(isReported ? reportedAt : at) }
  })
  const payload = { studentId, mentorId, dueOn }
  rows.record('commitment.made', 'Commitment', id, at, personActor(studentId), { ...payload, status: 'OPEN' })
  if (isReported) {
    const told = { ...payload, status: 'REPORTED' }
    rows.record('commitment.reported', 'Commitment', id, reportedAt, personActor(studentId), told)
  }
}
