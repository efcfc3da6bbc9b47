import { programs } from './careers.ts'
import type { Chance } from './chance.ts'
import { addMentor, type SampleMentor } from './mentors.ts'
import { addDegree, addPerson, always, joined, type PeopleOptions, pad, type Seeker } from './person.ts'
import { type CampusRows, day, iso, isoDay } from './rows.ts'
import { interests } from './vocabulary.ts'

export interface SamplePeople {
  seekers: Seeker[]
  mentors: SampleMentor[]
}

/** The people of a campus: students, alumni mentors (two to every five students), counselors, admins, faculty. */
export function addPeople(rows: CampusRows, chance: Chance, options: PeopleOptions): SamplePeople {
  const { students, prefix, now } = options
  const count = (share: number) => Math.max(1, Math.round(students * share))
  const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, index) => make(index + 1))
  const seekers = list(students, (n) => addStudent(rows, chance, options, n))
  const mentors = list(count(0.4), (n) => addMentor(rows, chance, options, n))
  for (const n of list(count(0.005), (n) => n)) addStaff(rows, chance, options, `c-${pad(n)}`, 'COUNSELOR')
  for (const n of list(count(0.02), (n) => n)) addStaff(rows, chance, options, `f-${pad(n)}`, null)
  for (const n of [1, 2]) addStaff(rows, chance, options, `a-${pad(n)}`, 'ADMIN')
  const stamps = { version: 1, created_at: iso(joined(now)), updated_at: iso(joined(now)) }
  rows.add('service_accounts', {
    id: chance.id(joined(now)),
    subject: `${prefix}-portal`,
    name: 'Campus portal',
    is_active: true,
    ...stamps
  })
  return { seekers, mentors }
}

// One in twelve has graduated since: the same person, with the past as a student kept (S#73).
function addStudent(rows: CampusRows, chance: Chance, options: PeopleOptions, n: number): Seeker {
  const { now } = options
  const hasGraduated = chance.is(1 / 12) && n > 1
  const graduates = hasGraduated ? now - chance.int(20, 300) * day : now + chance.int(60, 1200) * day
  const since = Math.min(graduates, now) - chance.int(100, 900) * day
  const person = addPerson(rows, chance, options, `s-${pad(n)}`, since, {
    time_zone: options.timeZone,
    ...(n === 1 && always)
  })
  const { id } = person
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
  return { id, program, since }
}

function addStaff(rows: CampusRows, chance: Chance, options: PeopleOptions, code: string, role: string | null): void {
  const at = joined(options.now)
  const { id } = addPerson(rows, chance, options, code, at, { time_zone: options.timeZone, ...always })
  const kind = role === null ? 'FACULTY' : 'STAFF'
  rows.add('affiliations', { person_id: id, kind, started_on: isoDay(at - 1000 * day), ended_on: null })
  if (role !== null) rows.add('staff_roles', { person_id: id, role })
}
