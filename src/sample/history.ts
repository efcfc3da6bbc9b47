import { addAnswer } from './answers.ts'
import { type Chance, longTail } from './chance.ts'
import type { SampleMentor } from './mentors.ts'
import { addOutcome } from './outcomes.ts'
import type { SamplePeople } from './people.ts'
import type { Seeker } from './person.ts'
import { type Lead, makerOf, referOutside, referTo } from './referrals.ts'
import { type CampusRows, day, hour, iso, personActor } from './rows.ts'
import { messageText, topicText, whyYou } from './texts.ts'
import { purposes, topicKinds } from './vocabulary.ts'

/** How a request of the sample ends; the accepted ones by what became of their meeting. */
export type Fate =
  | 'DRAFT'
  | 'SENT'
  | 'WITHDRAWN'
  | 'DECLINED'
  | 'EXPIRED'
  | 'SCHEDULED'
  | 'CANCELLED'
  | 'NO_SHOW'
  | 'MET'
  | 'LOGGED'

// Shares of all requests; what is left over is LOGGED, at 3,500 in 6,000. They are of no study: none of the
// sources has any, and docs/sample-campuses.md says so.
const shares: [Fate, number][] = [
  ['DRAFT', 0.035],
  ['SENT', 0.04],
  ['WITHDRAWN', 0.045],
  ['DECLINED', 0.115],
  ['EXPIRED', 0.085],
  ['SCHEDULED', 0.02],
  ['CANCELLED', 0.025],
  ['NO_SHOW', 0.015]
]
const loggedShare = 3_500 / 6_000

export interface History {
  rows: CampusRows
  chance: Chance
  people: SamplePeople
  now: number
  /** The mentors who can be asked, the most popular first. */
  askable: readonly SampleMentor[]
  /** Names passed on that have not become a request yet. */
  leads: Lead[]
}

/** What a request is made with, once its two people and its end are known. */
export interface Ask {
  id: string
  seeker: Seeker
  mentor: SampleMentor
  createdAt: number
  sentAt: number
}

/** Two requests to each student, over two years, with everything that came of them. */
export function addHistory(rows: CampusRows, chance: Chance, people: SamplePeople, now: number): void {
  // In order of popularity, which chance gives: those who can't be asked now have no history either.
  const askable = chance.shuffled(people.mentors.filter((mentor) => mentor.canBeAsked))
  const history: History = { rows, chance, people, now, askable, leads: [] }
  const open = new OpenRequests()
  const tail = longTail(askable.length, 0.6)
  for (const fate of fates(chance, people.seekers.length * 2)) {
    const lead = isPast(fate) ? history.leads.shift() : undefined
    const seeker = lead?.seeker ?? chooseSeeker(history)
    const mentor = chooseMentor(history, tail, (one) => one.id !== lead?.via && open.take(seeker, one, fate))
    addRequest(history, fate, seeker, mentor, lead)
  }
  // A name that nobody took up was that of somebody outside.
  for (const lead of history.leads) referOutside(history, lead)
}

// People on their way to another career ask too, and some of them are mentors themselves (S#4).
function chooseSeeker({ chance, people, askable }: History): Seeker {
  return askable.length > 1 && chance.is(0.04) ? chance.pick(people.mentors) : chance.pick(people.seekers)
}

const isPast = (fate: Fate) => fate !== 'DRAFT' && fate !== 'SENT' && fate !== 'SCHEDULED'

function fates(chance: Chance, count: number): Fate[] {
  const all = shares.flatMap(([fate, share]) => new Array<Fate>(Math.round(count * share)).fill(fate))
  const logged = Math.round(count * loggedShare)
  const met = count - all.length - logged
  return chance.shuffled([...all, ...new Array<Fate>(met).fill('MET'), ...new Array<Fate>(logged).fill('LOGGED')])
}

/** Which pairs and capacities are taken, so that no row breaks what the service would have refused. */
class OpenRequests {
  readonly #pairs = new Set<string>()
  readonly #load = new Map<string, number>()

  take(seeker: Seeker, mentor: SampleMentor, fate: Fate): boolean {
    if (seeker.id === mentor.id) return false
    if (isPast(fate)) return true
    const pair = `${seeker.id} ${mentor.id}`
    const load = this.#load.get(mentor.id) ?? 0
    if (this.#pairs.has(pair) || (fate !== 'DRAFT' && load >= mentor.capacity)) return false
    this.#pairs.add(pair)
    if (fate !== 'DRAFT') this.#load.set(mentor.id, load + 1)
    return true
  }
}

function chooseMentor(
  { chance, askable }: History,
  tail: readonly number[],
  isFree: (mentor: SampleMentor) => boolean
): SampleMentor {
  for (;;) {
    const mentor = askable[chance.weighted(tail)]
    if (mentor && isFree(mentor)) return mentor
  }
}

// How long ago a request with this end can have been drafted, in days: what is open is young, what is over is older,
// and nobody asks before the campus knows them. Whatever comes of a request has come within 75 days.
function daysAgo({ chance, now }: History, fate: Fate, seeker: Seeker, lead: Lead | undefined): number {
  if (lead) return (now - lead.at) / day
  if (fate === 'DRAFT') return chance.int(0, 60)
  if (fate === 'SENT') return 1 + chance.next() * 9
  if (fate === 'SCHEDULED') return 12 + chance.next() * 6
  return 75 + chance.next() * (Math.min(730, (now - seeker.since) / day) - 75)
}

function addRequest(history: History, fate: Fate, seeker: Seeker, mentor: SampleMentor, lead: Lead | undefined): void {
  const { rows, chance, now } = history
  const createdAt = now - daysAgo(history, fate, seeker, lead) * day
  const sentAt = createdAt + chance.next() * 18 * hour
  const ask: Ask = { id: chance.id(createdAt), seeker, mentor, createdAt, sentAt }
  const wasSent = fate !== 'DRAFT' && !(fate === 'WITHDRAWN' && chance.is(0.4))
  const request = rows.add('meeting_requests', {
    ...requestRow(history, ask, lead),
    ...(wasSent ? sentColumns(sentAt) : unsent)
  })
  const about = { studentId: seeker.id, mentorId: mentor.id }
  const student = personActor(seeker.id)
  const maker = lead ? makerOf(lead) : student
  rows.record('meeting_request.created', 'MeetingRequest', ask.id, createdAt, maker, { status: 'DRAFT', ...about })
  if (wasSent)
    rows.record('meeting_request.sent', 'MeetingRequest', ask.id, sentAt, student, {
      from: 'DRAFT',
      status: 'SENT',
      ...about
    })
  if (lead) referTo(history, lead, mentor.id, ask.id)
  const meeting = addAnswer(history, ask, request, fate)
  if (fate === 'LOGGED' && meeting) addOutcome(history, ask, meeting)
}

/** A request as its row has it. */
export type RequestColumns = ReturnType<typeof requestRow> & { status: string }

const unsent = { status: 'DRAFT', sent_at: null, expires_at: null }
const sentColumns = (sentAt: number) => ({
  status: 'SENT',
  sent_at: iso(sentAt),
  expires_at: iso(sentAt + 14 * day),
  version: 2,
  updated_at: iso(sentAt)
})

function requestRow({ chance }: History, { id, seeker, mentor, createdAt }: Ask, lead: Lead | undefined) {
  const type = chance.is(0.6) ? 'CAREER_EXPLORATION' : chance.is(0.65) ? 'COMPANY_INSIDER' : 'HIRING_MANAGER'
  const isExploring = type === 'CAREER_EXPLORATION'
  const subject = { title: mentor.job.title, employer: mentor.job.employer, topic: mentor.topic }
  return {
    id,
    student_id: seeker.id,
    mentor_id: mentor.id,
    type,
    purposes: chance.some(purposes, chance.int(1, 3)),
    target_occupation_code: isExploring ? mentor.job.occupationCode : null,
    target_organization: isExploring ? null : mentor.job.employer,
    target_role: type === 'HIRING_MANAGER' ? mentor.job.title : null,
    target_team: null,
    topic_kind: chance.pick(topicKinds),
    topic: topicText(chance, subject),
    why_you: whyYou(chance, subject),
    message: chance.is(0.6) ? messageText(chance) : null,
    duration_minutes: chance.pick([15, 20, 30, 30, 30, 30, 45, 60]),
    channel: chance.pick(['VIDEO', 'VIDEO', 'VIDEO', 'PHONE', 'PHONE', 'IN_PERSON']),
    proposed_times: [1, 2].map((n) => iso(Math.ceil((createdAt + (n + 3) * day) / hour) * hour)),
    via_person_id: lead?.via ?? null,
    decline_reason: null,
    decline_note: null,
    counter_count: 0,
    asks_for_referral: false,
    answered_at: null,
    closed_at: null,
    version: 1,
    created_at: iso(createdAt),
    updated_at: iso(createdAt)
  }
}
