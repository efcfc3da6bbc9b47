import type { FastifyInstance } from 'fastify'
import { addMinutes } from '../src/ports/clock.ts'
import { type Chance, longTail } from '../src/sample/chance.ts'
import type { Asker } from './load-people.ts'
import type { YearPeople } from './year-people.ts'

interface Open {
  id: string
  student: Asker
  mentor: Asker
  isAsked: boolean
  /** Other terms, which the mentor waits to hear of. */
  terms: { id: string; startsAt: string } | null
}

interface Planned extends Pick<Open, 'id' | 'student' | 'mentor'> {
  endsAt: string
}

/** What was asked for, by operation: done, or refused with which codes. */
export type Counts = Record<string, Record<string, number>>

type Input = Record<string, unknown>

/**
 * The people of a campus through a year: they ask, answer, ask back, forget, withdraw, pause, meet. Whom they ask and
 * who asks follows a long tail, so that the popular are asked by many at once and the eager come to their bounds.
 */
export class YearActors {
  readonly #app: FastifyInstance
  readonly #people: YearPeople
  readonly #chance: Chance
  readonly #now: () => string
  readonly #eager: number[]
  readonly #popular: number[]
  #open: Open[] = []
  #planned: Planned[] = []
  #paused: Asker[] = []
  readonly counts: Counts = {}

  constructor(app: FastifyInstance, people: YearPeople, chance: Chance, now: () => string) {
    this.#app = app
    this.#people = people
    this.#chance = chance
    this.#now = now
    this.#eager = longTail(people.students.length, 0.6)
    this.#popular = longTail(people.mentors.length, 0.6)
  }

  /** What people do within a part of a day, `share` of it; much of it at once. */
  async act(share: number, asksADay: number): Promise<void> {
    const [open, planned, paused] = [this.#open, this.#planned, this.#paused]
    ;[this.#open, this.#planned, this.#paused] = [[], [], []]
    const asks = Math.floor(asksADay * share + this.#chance.next())
    const tasks = [
      ...Array.from({ length: asks }, () => () => this.#ask()),
      ...open.map((request) => () => this.#answer(request, share)),
      ...planned.map((meeting) => () => this.#meet(meeting, share)),
      ...paused.map((mentor) => () => this.#resume(mentor, share))
    ]
    if (this.#chance.is(share)) tasks.push(() => this.#pause())
    // A campus does not form a line: so many of its people act in the same moment.
    const atOnce = 12
    const shuffled = this.#chance.shuffled(tasks)
    for (let n = 0; n < shuffled.length; n += atOnce)
      await Promise.all(shuffled.slice(n, n + atOnce).map((task) => task()))
  }

  async #ask(): Promise<void> {
    const student = this.#people.students[this.#chance.weighted(this.#eager)] as Asker
    const mentor = this.#people.mentors[this.#chance.weighted(this.#popular)] as Asker
    const drafted = await this.#change(student, 'createMeetingRequest', {
      ...{ mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'JOB_AT_COMPANY' },
      topic: `What week ${this.#chance.int(1, 52)} holds.`,
      whyYou: `Your way from our campus into this work, part ${this.#chance.int(1, 1_000_000)}.`
    })
    if (!drafted) return
    const request = { id: drafted.id, student, mentor, isAsked: false, terms: null }
    if (await this.#change(student, 'sendMeetingRequest', { id: drafted.id })) this.#open.push(request)
    // A draft that can't be sent is given up now and then; others stay drafts.
    else if (this.#chance.is(0.9)) await this.#change(student, 'withdrawMeetingRequest', { id: drafted.id })
  }

  async #answer(request: Open, share: number): Promise<void> {
    const { id, student, mentor, isAsked } = request
    const is = (chanceADay: number) => this.#chance.is(chanceADay * share)
    if (is(0.01)) {
      if (await this.#change(student, 'withdrawMeetingRequest', { id })) return
    } else if (isAsked && is(0.12)) {
      if (await this.#change(student, 'provideMoreInfo', { id, answer: 'In the north.' }))
        return void this.#open.push({ ...request, isAsked: false })
    } else if (request.terms && is(0.15)) return this.#agree(request, request.terms)
    else if (!request.terms && is(0.05)) return this.#accept(request)
    else if (!request.terms && is(0.01)) return this.#counter(request)
    else if (is(0.03)) {
      const isPaused = this.#chance.is(0.1)
      if (await this.#change(mentor, 'declineMeetingRequest', { id, reason: 'NO_TIME', isPaused })) {
        if (isPaused) this.#paused.push(mentor)
        return
      }
    } else if (!isAsked && is(0.01)) {
      if (await this.#change(mentor, 'requestMoreInfo', { id, question: 'Where?' }))
        return void this.#open.push({ ...request, isAsked: true })
    } else this.#open.push(request)
    // What was refused has meanwhile expired or been closed; the campus says so, and nobody tries again.
  }

  async #accept({ id, student, mentor }: Open): Promise<void> {
    const startsAt = addMinutes(this.#now(), this.#chance.int(1, 14) * 24 * 60)
    const accepted = await this.#change(mentor, 'acceptMeetingRequest', { id, startsAt })
    if (accepted?.meeting)
      this.#planned.push({ id: accepted.meeting.id, student, mentor, endsAt: addMinutes(startsAt, 30) })
  }

  async #counter(request: Open): Promise<void> {
    const startsAt = addMinutes(this.#now(), this.#chance.int(20, 40) * 24 * 60)
    const input = { id: request.id, proposedTimes: [startsAt] }
    const proposal = await this.#change(request.mentor, 'counterPropose', input)
    if (proposal) this.#open.push({ ...request, isAsked: false, terms: { id: proposal.id, startsAt } })
  }

  async #agree({ student, mentor }: Open, terms: NonNullable<Open['terms']>): Promise<void> {
    const accepted = await this.#change(student, 'acceptCounterProposal', terms)
    if (accepted?.meeting)
      this.#planned.push({ id: accepted.meeting.id, student, mentor, endsAt: addMinutes(terms.startsAt, 30) })
  }

  async #meet(meeting: Planned, share: number): Promise<void> {
    const { id, student, mentor, endsAt } = meeting
    if (endsAt > this.#now()) {
      if (this.#chance.is(0.01 * share)) await this.#change(student, 'cancelMeeting', { id, reason: 'I am ill.' })
      else this.#planned.push(meeting)
      return
    }
    if (this.#chance.is(0.1)) return void (await this.#change(mentor, 'markMeetingNoShow', { id }))
    if (!(await this.#change(student, 'completeMeeting', { id, actualMinutes: this.#chance.int(10, 60) }))) return
    if (this.#chance.is(0.7))
      await this.#change(student, 'logOutcome', { meetingId: id, fitVerdict: 'FITS', learned: 'Much.' })
  }

  async #pause(): Promise<void> {
    const mentor = this.#chance.pick(this.#people.mentors)
    if (await this.#setPaused(mentor, true)) this.#paused.push(mentor)
  }

  async #resume(mentor: Asker, share: number): Promise<void> {
    if (this.#chance.is(0.05 * share)) await this.#setPaused(mentor, false)
    else this.#paused.push(mentor)
  }

  #setPaused = (mentor: Asker, isPaused: boolean) =>
    this.#change(mentor, 'updateMentorProfile', { personId: mentor.id, isPaused })

  /** Gives the object that the mutation changed, or null when it was refused. */
  async #change(who: Asker, mutation: string, input: Input): Promise<{ id: string; meeting?: { id: string } } | null> {
    const noun = nounOf(mutation)
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`
    const selection = noun === 'meetingRequest' ? 'id meeting { id }' : 'id'
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { it: ${noun} { ${selection} } problems { code } } }`
    const headers = { authorization: `Bearer ${who.token}` }
    const answer = await this.#app.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: { query, variables: { input } }
    })
    const done = answer.json().data?.done
    if (answer.statusCode !== 200 || !done) throw new Error(`${mutation}: ${answer.statusCode} ${answer.body}`)
    const told = done.it ? 'done' : done.problems[0].code
    const counted = this.counts[mutation] ?? {}
    counted[told] = (counted[told] ?? 0) + 1
    this.counts[mutation] = counted
    return done.it
  }
}

function nounOf(mutation: string): string {
  if (mutation === 'updateMentorProfile') return 'person'
  if (mutation === 'logOutcome') return 'outcome'
  if (mutation === 'counterPropose') return 'counterProposal'
  return /^(cancel|complete|mark)Meeting/.test(mutation) ? 'meeting' : 'meetingRequest'
}
