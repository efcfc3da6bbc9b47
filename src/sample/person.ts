import { classYearOf } from '../modules/people/people.service.ts'
import type { Chance } from './chance.ts'
import { type CampusRows, day, iso, isoDay, type Row } from './rows.ts'
import { familyNames, givenNames, places } from './vocabulary.ts'

/** Somebody of the sample who asks: their id, what they would ask about, and since when the campus has known them. */
export interface Seeker {
  id: string
  program: string
  since: number
}

export interface PeopleOptions {
  prefix: string
  timeZone: string
  students: number
  now: number
}

/** When the campus began with its people: three years ago, a year longer than its history of requests. */
export const joined = (now: number): number => now - 3 * 365 * day

/** A number as external ids have it: nf-s-00001. */
export const pad = (n: number): string => String(n).padStart(5, '0')

/** What holds for the first of each kind, whose token the start-up prints: active, and to be found. */
export const always = { is_active: true, is_directory_opted_out: false }

const system = { kind: 'OPERATOR', id: null } as const

/** A person and the record of their creation; `more` goes over what chance gave. */
export function addPerson(
  rows: CampusRows,
  chance: Chance,
  options: PeopleOptions,
  code: string,
  at: number,
  more: Row = {}
) {
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
  rows.record('person.created', 'Person', person.id, at, system, { externalId: external_id })
  return person
}

/** A degree that somebody of a program has, or is on the way to. */
export function addDegree(
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
