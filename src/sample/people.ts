import { classYearOf, searchTextOf } from '../modules/people/people.service.ts'
import { type Job, jobIn, occupationFor, programs } from './careers.ts'
import type { Chance } from './chance.ts'
import { type CampusRows, day, iso, isoDay, type Row } from './rows.ts'
import { aboutText } from './texts.ts'
import { familyNames, givenNames, interests, motivations, places, topics } from './vocabulary.ts'

/** Somebody of the sample who asks: their id and what they would ask about. */
export interface Seeker {
  id: string
  program: string
}

/** Somebody of the sample who is asked. */
export interface SampleMentor extends Seeker {
  job: Job
  capacity: number
  topic: string
  canBeAsked: boolean
}

export interface PeopleOptions {
  prefix: string
  timeZone: string
  students: number
  now: number
}

export interface SamplePeople {
  seekers: Seeker[]
  mentors: SampleMentor[]
  adminId: string
}

const system = { kind: 'OPERATOR', id: null } as const
const joined = (now: number) => now - 3 * 365 * day

/** The people of a campus: students, alumni mentors (two to every five students), counselors, admins, faculty. */
export function addPeople(rows: CampusRows, chance: Chance, options: PeopleOptions): SamplePeople {
  const { students, prefix, now } = options
  const count = (share: number) => Math.max(1, Math.round(students * share))
  const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index + 1))
  const seekers = list(students, (n) => addStudent(rows, chance, options, n))
  const mentors = list(count(0.4), (n) => addMentor(rows, chance, options, n))
  for (const n of list(count(0.005), (n) => n)) addStaff(rows, chance, options, `c-${pad(n)}`, 'COUNSELOR')
  for (const n of list(count(0.02), (n) => n)) addStaff(rows, chance, options, `f-${pad(n)}`, null)
  const [adminId] = list(2, (n) => addStaff(rows, chance, options, `a-${pad(n)}`, 'ADMIN'))
  const stamps = { version: 1, created_at: iso(joined(now)), updated_at: iso(joined(now)) }
  rows.add('service_accounts', {
    id: chance.id(joined(now)),
    subject: `${prefix}-portal`,
    name: 'Campus portal',
    is_active: true,
    ...stamps
  })
  return { seekers, mentors, adminId: adminId as string }
}

const pad = (n: number) => String(n).padStart(5, '0')

function addPerson(
  rows: CampusRows,
  chance: Chance,
  options: PeopleOptions,
  code: string,
  at: number,
  more: Row = {}
): Row {
  const external_id = `${options.prefix}-${code}`
  const { city, region, timeZone } = chance.pick(places)
  const person = rows.add('persons', {
    id: chance.id(at),
    external_id,
    subject: external_id,
    given_name: chance.pick(givenNames),
    family_name: chance.pick(familyNames),
    email: `${external_id}@${options.prefix}.example`,
    phone: null,
    time_zone: timeZone,
    locale: 'en-US',
    city,
    region,
    country: 'US',
    is_directory_opted_out: chance.is(0.02),
    is_active: chance.is(0.985),
    version: 1,
    created_at: iso(at),
    updated_at: iso(at),
    ...more
  })
  rows.record('person.created', 'Person', person.id as string, at, system, { externalId: external_id })
  return person
}

// One in twelve has graduated since: the same person, with the past as a student kept (S#73).
function addStudent(rows: CampusRows, chance: Chance, options: PeopleOptions, n: number): Seeker {
  const { now } = options
  const hasGraduated = chance.is(1 / 12) && n > 1
  const graduates = hasGraduated ? now - chance.int(20, 300) * day : now + chance.int(60, 1200) * day
  const since = Math.min(graduates, now) - chance.int(30, 900) * day
  const person = addPerson(rows, chance, options, `s-${pad(n)}`, since, {
    time_zone: options.timeZone,
    ...(n === 1 && always)
  })
  const id = person.id as string
  const program = chance.pick(programs)
  rows.add('affiliations', {
    person_id: id,
    kind: 'STUDENT',
    started_on: isoDay(since),
    ended_on: hasGraduated ? isoDay(graduates) : null
  })
  if (hasGraduated)
    rows.add('affiliations', { person_id: id, kind: 'ALUM', started_on: isoDay(graduates), ended_on: null })
  addDegree(rows, chance, id, program, graduates, since)
  const profile = { person_id: id, about: null, interests: chance.some(interests, chance.int(0, 4)) }
  rows.add('student_profiles', { ...profile, version: 1, created_at: iso(since), updated_at: iso(since) })
  return { id, program }
}

// The first of each kind is the one whose token the start-up prints: active, and to be found.
const always = { is_active: true, is_directory_opted_out: false }

function addDegree(
  rows: CampusRows,
  chance: Chance,
  person_id: string,
  program_code: string,
  graduates: number,
  at: number
): void {
  const level = chance.is(0.8) ? 'BACHELOR' : chance.is(0.7) ? 'MASTER' : 'DOCTORATE'
  const graduates_on = isoDay(graduates)
  rows.add('degrees', {
    id: chance.id(at),
    person_id,
    program_code,
    level,
    graduates_on,
    class_year: classYearOf(graduates_on)
  })
}

const seniorities = [
  [3, 'ENTRY'],
  [7, 'EARLY'],
  [14, 'MID'],
  [24, 'SENIOR'],
  [99, 'EXECUTIVE']
] as const

function addMentor(rows: CampusRows, chance: Chance, options: PeopleOptions, n: number): SampleMentor {
  const { now } = options
  const years = Math.min(40, 1 + Math.floor(-9 * Math.log(1 - chance.next())))
  const graduated = now - years * 365 * day - chance.int(0, 200) * day
  const since = joined(now) + chance.int(0, 300) * day
  const person = addPerson(rows, chance, options, `m-${pad(n)}`, since, n === 1 ? always : {})
  const id = person.id as string
  const program = chance.pick(programs)
  rows.add('affiliations', {
    person_id: id,
    kind: 'STUDENT',
    started_on: isoDay(graduated - 4 * 365 * day),
    ended_on: isoDay(graduated)
  })
  rows.add('affiliations', { person_id: id, kind: 'ALUM', started_on: isoDay(graduated), ended_on: null })
  addDegree(rows, chance, id, program, graduated, since)
  const job = addPositions(rows, chance, id, program, graduated, options)
  const isPaused = n > 1 && chance.is(0.06)
  const mentor = { topics: chance.some(topics, chance.int(1, 4)), capacity: chance.int(2, 6), isPaused, years }
  addMentorProfile(rows, chance, person, job, mentor, since)
  const canBeAsked = person.is_active === true && person.is_directory_opted_out === false && !isPaused
  return { id, program, job, capacity: mentor.capacity, topic: mentor.topics[0] as string, canBeAsked }
}

function addMentorProfile(
  rows: CampusRows,
  chance: Chance,
  person: Row,
  job: Job,
  mentor: { topics: string[]; capacity: number; isPaused: boolean; years: number },
  at: number
): void {
  const headline = `${job.title} at ${job.employer}`
  const { given_name, family_name, city } = person as Record<string, string>
  const named = { givenName: given_name as string, familyName: family_name as string, city: city ?? null }
  const current = { currentTitle: job.title, currentEmployer: job.employer }
  rows.add('mentor_profiles', {
    person_id: person.id,
    headline,
    about: aboutText(chance, mentor.topics[0] as string),
    seniority: seniorities.find(([upTo]) => mentor.years <= upTo)?.[1],
    topics: mentor.topics,
    motivations: chance.some(motivations, chance.int(1, 3)),
    capacity: mentor.capacity,
    is_paused: mentor.isPaused,
    current_title: job.title,
    current_employer: job.employer,
    current_occupation_code: job.occupationCode,
    current_industry_code: job.industryCode,
    search_text: searchTextOf({ ...named, headline, ...current, topics: mentor.topics }),
    version: 1,
    created_at: iso(at),
    updated_at: iso(at)
  })
}

// From the latest back to graduation; each station some years long.
function addPositions(
  rows: CampusRows,
  chance: Chance,
  person_id: string,
  program: string,
  graduated: number,
  { now }: PeopleOptions
): Job {
  const present = jobIn(chance, occupationFor(chance, program))
  let end: number | null = null
  let start = Math.max(graduated, now - chance.int(100, 2200) * day)
  for (let ordinal = 0; ordinal < 6; ordinal++) {
    const job =
      ordinal === 0 ? present : jobIn(chance, chance.is(0.7) ? present.occupationCode : occupationFor(chance, program))
    const held = {
      employer: job.employer,
      title: job.title,
      occupation_code: job.occupationCode,
      industry_code: job.industryCode
    }
    const dates = { started_on: isoDay(start), ended_on: end === null ? null : isoDay(end) }
    rows.add('positions', { id: chance.id(now - 2 * 365 * day), person_id, ordinal, ...held, ...dates })
    if (start <= graduated + 200 * day) break
    end = start - chance.int(1, 60) * day
    start = Math.max(graduated, end - chance.int(300, 2000) * day)
  }
  return present
}

function addStaff(rows: CampusRows, chance: Chance, options: PeopleOptions, code: string, role: string | null): string {
  const at = joined(options.now)
  const id = addPerson(rows, chance, options, code, at, { time_zone: options.timeZone, ...always }).id as string
  const kind = role === null ? 'FACULTY' : 'STAFF'
  rows.add('affiliations', { person_id: id, kind, started_on: isoDay(at - 1000 * day), ended_on: null })
  if (role !== null) rows.add('staff_roles', { person_id: id, role })
  return id
}
