import type { Ask, Fate, History } from './history.ts'
import { day, hour, iso, minute, type Row } from './rows.ts'
import { learnedText, nextSteps, qualificationsLearned } from './texts.ts'
import { declineReasons, employersOf, familyNames, givenNames } from './vocabulary.ts'

const personActor = (id: string) => ({ kind: 'PERSON', id }) as const

/** What became of a request that was made; gives the meeting if there was one. */
export function addAnswer(history: History, ask: Ask, request: Row, fate: Fate): Row | null {
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

function close(history: History, ask: Ask, request: Row, fate: keyof typeof endings): void {
  const { rows, chance } = history
  // A referral that came late leaves little time; nothing ends in the future all the same.
  const at = Math.min(endings[fate](history, ask), history.now - hour)
  const from = request.status
  Object.assign(request, {
    status: fate,
    closed_at: iso(at),
    updated_at: iso(at),
    version: (request.version as number) + 1
  })
  if (fate === 'DECLINED') Object.assign(request, { answered_at: iso(at), decline_reason: chance.pick(declineReasons) })
  const actors = {
    WITHDRAWN: personActor(ask.seeker.id),
    DECLINED: personActor(ask.mentor.id),
    EXPIRED: { kind: 'SYSTEM', id: null } as const
  }
  const payload = { from, status: fate, studentId: ask.seeker.id, mentorId: ask.mentor.id }
  rows.record(`meeting_request.${fate.toLowerCase()}`, 'MeetingRequest', ask.id, at, actors[fate], payload)
  if (fate === 'DECLINED' && chance.is(0.4)) refer(history, ask, at, { request_id: ask.id, outcome_id: null })
}

function accept(history: History, ask: Ask, request: Row, fate: Fate): Row {
  const { rows, chance } = history
  const isToCome = fate === 'SCHEDULED'
  const answeredAt = ask.sentAt + hour + chance.next() * (isToCome ? 8 : 12) * day
  const startsAt =
    Math.ceil(
      (isToCome ? history.now + chance.int(1, 20) * day : answeredAt + chance.int(2, 21) * day) / (15 * minute)
    ) *
    15 *
    minute
  const at = iso(answeredAt)
  Object.assign(request, { status: 'ACCEPTED', answered_at: at, updated_at: at, version: 3 })
  const { id: studentId } = ask.seeker
  const { id: mentorId } = ask.mentor
  const by = personActor(mentorId)
  rows.record('meeting_request.accepted', 'MeetingRequest', ask.id, answeredAt, by, {
    from: 'SENT',
    status: 'ACCEPTED',
    studentId,
    mentorId
  })
  const meeting = rows.add('meetings', meetingRow(history, ask, request, answeredAt, startsAt))
  const about = { requestId: ask.id, studentId, mentorId }
  rows.record('meeting.scheduled', 'Meeting', meeting.id as string, answeredAt, by, { status: 'SCHEDULED', ...about })
  settle(history, ask, meeting, fate, startsAt)
  return meeting
}

const unsettled = {
  completed_at: null,
  actual_minutes: null,
  cancelled_at: null,
  cancelled_by_id: null,
  cancel_reason: null,
  no_show_person_id: null
}

const meetingRow = ({ chance }: History, ask: Ask, request: Row, answeredAt: number, startsAt: number): Row => ({
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
})

function settle(
  { rows, chance, now }: History,
  { seeker, mentor, id: requestId }: Ask,
  meeting: Row,
  fate: Fate,
  startsAt: number
): void {
  if (fate === 'SCHEDULED') return
  const planned = meeting.duration_minutes as number
  const who = chance.is(0.7) ? seeker.id : mentor.id
  const other = who === seeker.id ? mentor.id : seeker.id
  const end = Math.min(startsAt + planned * minute + chance.int(5, 600) * minute, now - hour)
  const settled = {
    CANCELLED: {
      at: startsAt - chance.int(2, 40) * hour,
      action: 'meeting.cancelled',
      status: 'CANCELLED',
      values: { cancelled_by_id: who, cancel_reason: 'The time no longer suits.' }
    },
    NO_SHOW: { at: end, action: 'meeting.no_show', status: 'NO_SHOW', values: { no_show_person_id: other } },
    MET: {
      at: end,
      action: 'meeting.completed',
      status: 'COMPLETED',
      values: { actual_minutes: Math.max(8, planned + chance.int(-10, 20)) }
    }
  }[fate === 'LOGGED' ? 'MET' : (fate as 'CANCELLED' | 'NO_SHOW' | 'MET')]
  const { at, action, status, values } = settled
  const stamp =
    status === 'COMPLETED' ? { completed_at: iso(at) } : status === 'CANCELLED' ? { cancelled_at: iso(at) } : {}
  Object.assign(meeting, { status, ...values, ...stamp, updated_at: iso(at), version: 2 })
  const payload = { from: 'SCHEDULED', status, requestId, studentId: seeker.id, mentorId: mentor.id }
  rows.record(action, 'Meeting', meeting.id as string, at, personActor(who), payload)
}

/** What a student wrote down after a conversation, and whom the mentor named. */
export function addOutcome(history: History, ask: Ask, meeting: Row): void {
  const { rows, chance, now } = history
  const { id: studentId } = ask.seeker
  const { id: mentorId } = ask.mentor
  const at = Math.min(Date.parse(meeting.completed_at as string) + hour + chance.next() * 3 * day, now - minute)
  const before = chance.int(1, 4)
  const fit_verdict = chance.pick(['FITS', 'FITS', 'FITS', 'UNSURE', 'UNSURE', 'DOES_NOT_FIT', 'DOES_NOT_FIT'])
  const outcome = rows.add('outcomes', {
    id: chance.id(at),
    meeting_id: meeting.id,
    student_id: studentId,
    mentor_id: mentorId,
    fit_verdict,
    learned: learnedText(chance),
    next_steps: nextSteps(chance),
    qualifications_learned: qualificationsLearned(chance),
    careers_discovered: chance.is(0.3) ? [chance.pick(history.people.mentors).job.occupationCode] : [],
    confidence_before: before,
    confidence_after: Math.min(5, before + chance.int(0, 2)),
    version: 1,
    logged_at: iso(at),
    updated_at: iso(at)
  })
  const payload = { meetingId: meeting.id, studentId, mentorId, fitVerdict: fit_verdict }
  rows.record('outcome.logged', 'Outcome', outcome.id as string, at, personActor(studentId), payload)
  const names = chance.pick([0, 0, 0, 1, 1, 2])
  for (let i = 0; i < names; i++) refer(history, ask, at, { request_id: null, outcome_id: outcome.id as string })
}

// A mentor of the campus where the name is old enough to have become a request since, else somebody outside it.
function refer(
  history: History,
  { seeker, mentor }: Ask,
  at: number,
  origin: { request_id: string | null; outcome_id: string | null }
): void {
  const { rows, chance, now } = history
  const id = chance.id(at)
  const isOfCampus = history.leads.length < 40 && now - at > 75 * day && chance.is(0.5)
  const referral = rows.add('referrals', {
    id,
    student_id: seeker.id,
    referred_by_id: mentor.id,
    ...origin,
    mentor_id: null,
    external_name: isOfCampus ? null : `${chance.pick(givenNames)} ${chance.pick(familyNames)}`,
    external_organization: isOfCampus ? null : chance.pick(employersOf('54')),
    external_contact: null,
    note: chance.is(0.5) ? 'Say that I sent you.' : null,
    draft_request_id: null,
    created_at: iso(at)
  })
  if (isOfCampus) history.leads.push({ seeker, via: mentor.id, at, referral })
  rows.record('referral.made', 'Referral', id, at, personActor(origin.request_id ? mentor.id : seeker.id), {
    studentId: seeker.id,
    referredById: mentor.id
  })
}
