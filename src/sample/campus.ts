import { defaultInstitutionPolicy } from '../modules/tenants/institution-policy.ts'
import { addAccountability } from './accountability.ts'
import { addCardsAndResumes } from './cards.ts'
import { Chance } from './chance.ts'
import { addContacts } from './contacts.ts'
import { addFollowUps } from './followups.ts'
import { addHistory } from './history.ts'
import { addLandings } from './landings.ts'
import { addOutcomeDepth } from './outcome-depth.ts'
import { addPeople } from './people.ts'
import { addPlans } from './plans.ts'
import { addPreparation } from './preparation.ts'
import { addQuestionLists } from './questions.ts'
import { addRelationships } from './relationships.ts'
import { addReviews } from './reviews.ts'
import { CampusRows, day, iso } from './rows.ts'

export interface CampusPlan {
  slug: string
  name: string
  /** Begins every external id and subject: nf-s-00001 is the first student. */
  prefix: string
  timeZone: string
  students: number
  seed: number
}

/** The two campuses of the default start. Together: 3,000 students, 1,200 mentors, 6,000 requests, 3,500 outcomes. */
export const sampleCampuses: readonly CampusPlan[] = [
  {
    slug: 'northfield',
    name: 'Northfield University',
    prefix: 'nf',
    timeZone: 'America/Chicago',
    students: 2000,
    seed: 1
  },
  { slug: 'lakeshore', name: 'Lakeshore College', prefix: 'ls', timeZone: 'America/New_York', students: 1000, seed: 2 }
]

/** So many campuses more, all of one size: for load, and for trying how a page looks with many of everything. */
export const furtherCampuses = (count: number, students: number): CampusPlan[] =>
  Array.from({ length: count }, (_, index) => ({
    slug: `campus-${index + 1}`,
    name: `Campus ${index + 1}`,
    prefix: `c${index + 1}`,
    timeZone: 'America/Chicago',
    students,
    seed: 1000 + index
  }))

/** All rows of a campus, counted back from `now` (milliseconds): the same plan and instant give the same rows. */
export function generateCampus(plan: CampusPlan, now: number): CampusRows {
  const chance = new Chance(plan.seed)
  const founded = now - 4 * 365 * day
  const rows = new CampusRows(chance, founded)
  rows.add('institutions', {
    id: rows.tenantId,
    slug: plan.slug,
    name: plan.name,
    time_zone: plan.timeZone,
    locale: 'en-US',
    policy: defaultInstitutionPolicy,
    version: 1,
    created_at: iso(founded),
    updated_at: iso(founded)
  })
  const people = addPeople(rows, chance, { prefix: plan.prefix, timeZone: plan.timeZone, students: plan.students, now })
  addHistory(rows, chance, people, now)
  addPreparation(rows, plan.seed, now)
  addReviews(rows, plan.seed, now)
  addPlans(rows, plan.seed, now)
  addCardsAndResumes(rows, chance, people, now)
  addContacts(rows, chance, people, now)
  addQuestionLists(rows, plan.seed, now)
  addLandings(rows, plan.seed, now)
  addRelationships(rows, plan.seed, now)
  addFollowUps(rows, plan.seed, now)
  addAccountability(rows, plan.seed, now)
  addOutcomeDepth(rows, plan.seed, now)
  return rows
}
