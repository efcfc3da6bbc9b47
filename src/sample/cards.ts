import type { Chance } from './chance.ts'
import type { SamplePeople } from './people.ts'
import { type CampusRows, day, hour, iso, minute, personActor, type Row } from './rows.ts'

interface Sample {
  rows: CampusRows
  chance: Chance
  people: SamplePeople
  now: number
}

const stampsOf = (at: number, version = 1) => ({ version, created_at: iso(at), updated_at: iso(at) })
const timeOf = (value: unknown) => Date.parse(String(value))

/** What people keep to hand over: cards, exchanged after some of the meetings, and resumes, shown with some requests. */
export function addCardsAndResumes(rows: CampusRows, chance: Chance, people: SamplePeople, now: number): void {
  const sample = { rows, chance, people, now }
  addCards(sample)
  for (const meeting of rows.of('meetings'))
    if (meeting.status === 'COMPLETED' && chance.is(0.2)) addExchange(sample, meeting)
  addResumes(sample)
}

function addCards({ rows, chance, people, now }: Sample): void {
  const mails = new Map(rows.of('persons').map(({ id, email }) => [id, email]))
  const addCard = (person_id: string, since: number, on: Row) => {
    const at = since + chance.next() * (now - since)
    const id = chance.id(at)
    const none = { display_name: null, title: null, organization: null, phone: null, url: null, note: null }
    rows.add('contact_cards', { id, person_id, ...none, email: mails.get(person_id), ...on, ...stampsOf(at) })
    const payload = { personId: person_id, changed: ['email', ...Object.keys(on)] }
    rows.record('contact_card.created', 'ContactCard', id, at, personActor(person_id), payload)
  }
  for (const { id, since, job } of people.mentors)
    if (chance.is(0.5)) addCard(id, since, { title: job.title, organization: job.employer })
  for (const { id, since } of people.seekers) if (chance.is(0.1)) addCard(id, since, { note: 'Glad to hear from you.' })
}

/** The student agrees at the end of the meeting; most mentors do too, a little later. */
function addExchange(
  { rows, chance, now }: Sample,
  { id: meeting_id, student_id, mentor_id, completed_at }: Row
): void {
  const at = timeOf(completed_at)
  const [studentId, mentorId] = [String(student_id), String(mentor_id)]
  const later = at + chance.int(1, 60) * minute
  const isExchanged = later < now && chance.is(0.85)
  const id = chance.id(at)
  const consents = { student_consented_at: iso(at), mentor_consented_at: isExchanged ? iso(later) : null }
  const stamps = { ...stampsOf(at, isExchanged ? 2 : 1), ...(isExchanged && { updated_at: iso(later) }) }
  rows.add('card_exchanges', { id, meeting_id, student_id, mentor_id, ...consents, ...stamps })
  const payload = { meetingId: meeting_id, studentId, mentorId }
  const record = (by: string, instant: number, both: boolean) =>
    rows.record('card_exchange.consented', 'CardExchange', id, instant, personActor(by), {
      ...payload,
      isExchanged: both
    })
  record(studentId, at, false)
  if (isExchanged) record(mentorId, later, true)
}

interface Kept {
  id: string
  versionId: string
  at: number
}

// With the first request that shows it a student has a resume; those that follow may show it too.
function addResumes(sample: Sample): void {
  const { rows, chance, people, now } = sample
  const since = new Map(people.seekers.map((seeker) => [seeker.id, seeker.since]))
  const kept = new Map<string, Kept>()
  const sent = rows.of('meeting_requests').filter(({ sent_at, status }) => sent_at !== null && status !== 'WITHDRAWN')
  for (const request of sent.toSorted((a, b) => timeOf(a.sent_at) - timeOf(b.sent_at))) {
    const studentId = String(request.student_id)
    const known = since.get(studentId)
    if (known === undefined || !chance.is(kept.has(studentId) ? 0.5 : 0.06)) continue
    const resume =
      kept.get(studentId) ?? addResume(sample, studentId, Math.max(known, timeOf(request.created_at) - 9 * day))
    kept.set(studentId, resume)
    if (timeOf(request.sent_at) + hour < now) addShare(sample, request, resume)
  }
}

function addResume({ rows, chance }: Sample, student_id: string, at: number): Kept {
  const [id, versionId] = [chance.id(at), chance.id(at)]
  const number = 1
  rows.add('resumes', { id, student_id, title: 'Resume', version_count: number, archived_at: null, ...stampsOf(at) })
  const url = `https://files.example/resumes/${versionId}.pdf`
  const file = { label: 'First version', url, file_name: 'resume.pdf', sha256: null, note: null }
  rows.add('resume_versions', { id: versionId, resume_id: id, number, ...file, created_at: iso(at) })
  const payload = { studentId: student_id, versionCount: number }
  rows.record('resume.created', 'Resume', id, at, personActor(student_id), payload)
  return { id, versionId, at }
}

function addShare({ rows, chance, now }: Sample, request: Row, resume: Kept): void {
  const { id: request_id, student_id, mentor_id, answered_at } = request
  const at = timeOf(request.sent_at)
  const id = chance.id(at)
  const people = { student_id, mentor_id }
  const about = { request_id, resume_id: resume.id, resume_version_id: resume.versionId, ...people }
  rows.add('resume_shares', { id, ...about, expires_at: iso(at + 30 * day), revoked_at: null, ...stampsOf(at) })
  const payload = { requestId: request_id, studentId: student_id, mentorId: mentor_id }
  rows.record('resume_share.made', 'ResumeShare', id, at, personActor(String(student_id)), payload)
  // Who answers has looked before, mostly.
  const looked = answered_at === null ? null : at + (Math.min(timeOf(answered_at), now) - at) * chance.next()
  if (looked === null || !chance.is(0.7)) return
  const [opened_by_id, opened_at] = [String(mentor_id), iso(looked)]
  rows.add('resume_openings', { id: chance.id(looked), share_id: id, student_id, opened_by_id, opened_at })
  rows.record('resume_share.opened', 'ResumeShare', id, looked, personActor(opened_by_id), payload)
}
