import { searchTextOf } from '../modules/people/people.service.ts'
import { type Job, jobIn, occupationFor, programs } from './careers.ts'
import type { Chance } from './chance.ts'
import { addDegree, addPerson, always, joined, type PeopleOptions, pad, type Seeker } from './person.ts'
import { type CampusRows, day, iso, isoDay } from './rows.ts'
import { aboutText } from './texts.ts'
import { motivations, topics } from './vocabulary.ts'

/** Somebody of the sample who is asked. */
export interface SampleMentor extends Seeker {
  job: Job
  capacity: number
  topic: string
  canBeAsked: boolean
}

const seniorities = [
  [3, 'ENTRY'],
  [7, 'EARLY'],
  [14, 'MID'],
  [24, 'SENIOR'],
  [99, 'EXECUTIVE']
] as const

/** An alum who mentors: graduated before the campus began to keep its people here, so that nobody mentors as a student. */
export function addMentor(rows: CampusRows, chance: Chance, options: PeopleOptions, n: number): SampleMentor {
  const { now } = options
  const years = Math.min(40, 3 + Math.floor(-9 * Math.log(1 - chance.next())))
  const graduated = now - years * 365 * day - chance.int(0, 200) * day
  const since = joined(now) + chance.int(0, 300) * day
  const person = addPerson(rows, chance, options, `m-${pad(n)}`, since, n === 1 ? always : {})
  const { id } = person
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
  const canBeAsked = person.is_active && !person.is_directory_opted_out && !isPaused
  return { id, program, since, job, capacity: mentor.capacity, topic: mentor.topics[0] as string, canBeAsked }
}

function addMentorProfile(
  rows: CampusRows,
  chance: Chance,
  person: ReturnType<typeof addPerson>,
  job: Job,
  mentor: { topics: string[]; capacity: number; isPaused: boolean; years: number },
  at: number
): void {
  const headline = `${job.title} at ${job.employer}`
  const named = { givenName: person.given_name, familyName: person.family_name, city: person.city }
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
