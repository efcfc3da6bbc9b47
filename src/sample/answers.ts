import type { Ask, Fate, History, RequestColumns } from './history.ts'
import { refer } from './referrals.ts'
import { day, hour, iso, minute, personActor } from './rows.ts'
import { declineReasons } from './vocabulary.ts'

/** A meeting that is over, and when that was said. */
export interface Settled {
  meetingId: string
  at: number
}

/** What became of a request that was made; gives the meeting if there was one that is over. */
export function addAnswer(history: History, ask: Ask, request: RequestColumns, fate: Fate): Settled | null {
  if (fate === 'DRAFT' || fate === 'SENT') return null
  if (fate === 'WITHDRAWN' || fate === 'DECLINED' || fate === 'EXPIRED') {
    close(history, ask, request, fate)
    return null
  }
  return accept(history, ask, request, fate)
}

const endings = {
  WITHDRAWN: (h: History, ask: Ask) => ask.sentAt + h.chance.next() * 9 * day,
  DECLINED: (h: History, ask: Ask) => ask.sentAt + 2 * hour + h.chance.next() * 10 * day,
  EXPIRED: (_: History, ask: Ask) => ask.sentAt + 14 * day
}

function close(history: History, ask: Ask, request: RequestColumns, fate: keyof typeof endings): void {
  const { rows, chance } = history
  const at = endings[fate](history, ask)
  const from = request.status
  Object.assign(request, { status: fate, closed_at: iso(at), updated_at: iso(at), version: request.version + 1 })
  if (fate === 'DECLINED') Object.assign(request, { answered_at: iso(at), decline_reason: chance.pick(declineReasons) })
  const actors = {
    WITHDRAWN: personActor(ask.seeker.id),
    DECLINED: personActor(ask.mentor.id),
    EXPIRED: { kind: 'SYSTEM', id: null } as const
  }
  const payload = { from, status: fate, studentId: ask.seeker.id, mentorId: ask.mentor.id }
  rows.record(`meeting_request.${fate.toLowerCase()}`, 'MeetingRequest', ask.id, at, actors[fate], payload)
  if (fate !== 'DECLINED') return
  if (chance.is(0.4)) refer(history, ask, at, { request_id: ask.id, outcome_id: null })
  else request.asks_for_referral = true
}

type MeetingFate = Exclude<Fate, 'DRAFT' | 'SENT' | keyof typeof endings>

function accept(history: History, ask: Ask, request: RequestColumns, fate: MeetingFate): Settled | null {
  const { rows, chance, now } = history
  const isToCome = fate === 'SCHEDULED'
  const answeredAt = ask.sentAt + hour + chance.next() * (isToCome ? 8 : 12) * day
  const earliest = isToCome ? now + chance.int(1, 20) * day : answeredAt + chance.int(2, 21) * day
  const startsAt = Math.ceil(earliest / (15 * minute)) * 15 * minute
  const at = iso(answeredAt)
  Object.assign(request, { status: 'ACCEPTED', answered_at: at, updated_at: at, version: request.version + 1 })
  const people = { studentId: ask.seeker.id, mentorId: ask.mentor.id }
  const by = personActor(ask.mentor.id)
  const payload = { from: 'SENT', status: 'ACCEPTED', ...people }
  rows.record('meeting_request.accepted', 'MeetingRequest', ask.id, answeredAt, by, payload)
  const meeting = rows.add('meetings', meetingRow(history, ask, request, answeredAt, startsAt))
  const about = { requestId: ask.id, ...people }
  rows.record('meeting.scheduled', 'Meeting', meeting.id, answeredAt, by, { status: 'SCHEDULED', ...about })
  return isToCome ? null : settle(history, ask, meeting, fate, startsAt)
}

const unsettled = {
  completed_at: null,
  actual_minutes: null,
  cancelled_at: null,
  cancelled_by_id: null,
  cancel_reason: null,
  no_show_person_id: null
}

function meetingRow({ chance }: History, ask: Ask, request: RequestColumns, answeredAt: number, startsAt: number) {
  return {
    id: chance.id(answeredAt),
    request_id: ask.id,
    student_id: ask.seeker.id,
    mentor_id: ask.mentor.id,
    status: 'SCHEDULED',
    starts_at: iso(startsAt),
    duration_minutes: request.duration_minutes,
    channel: request.channel,
    location: null,
    ...unsettled,
    version: 1,
    created_at: iso(answeredAt),
    updated_at: iso(answeredAt)
  }
}

type PastFate = Exclude<MeetingFate, 'SCHEDULED'>
type Meeting = ReturnType<typeof meetingRow>

function settle(history: History, ask: Ask, meeting: Meeting, fate: PastFate, startsAt: number): Settled {
  const { rows, chance } = history
  const { seeker, mentor, id: requestId } = ask
  const [who, other] = chance.is(0.7) ? [seeker.id, mentor.id] : [mentor.id, seeker.id]
  const planned = meeting.duration_minutes
  const { at, action, values } = ending(history, fate, startsAt, planned, who, other)
  Object.assign(meeting, { ...values, updated_at: iso(at), version: 2 })
  const payload = { from: 'SCHEDULED', status: values.status, requestId, studentId: seeker.id, mentorId: mentor.id }
  rows.record(action, 'Meeting', meeting.id, at, personActor(who), payload)
  return { meetingId: meeting.id, at }
}

function ending({ chance }: History, fate: PastFate, startsAt: number, planned: number, who: string, other: string) {
  if (fate === 'CANCELLED') {
    const at = startsAt - chance.int(2, 40) * hour
    const values = { cancelled_at: iso(at), cancelled_by_id: who, cancel_reason: 'The time no longer suits.' }
    return { at, action: 'meeting.cancelled', values: { status: 'CANCELLED', ...values } }
  }
  const at = startsAt + (planned + chance.int(5, 600)) * minute
  if (fate === 'NO_SHOW') {
    return { at, action: 'meeting.no_show', values: { status: 'NO_SHOW', no_show_person_id: other } }
  }
  const actual_minutes = Math.max(8, planned + chance.int(-10, 20))
  return { at, action: 'meeting.completed', values: { status: 'COMPLETED', completed_at: iso(at), actual_minutes } }
}
