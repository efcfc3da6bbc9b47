import type { Problem } from '../../errors.ts'
import { textListProblems, textProblems } from '../text.rules.ts'
import type {
  AffiliationInput,
  DegreeInput,
  MentorProfileInput,
  PersonFields,
  PersonInput,
  PositionInput,
  StudentProfileInput
} from './people.types.ts'
import {
  choiceProblems,
  countProblems,
  countryProblems,
  dayProblems,
  emailProblems,
  localeProblems,
  missingProblems,
  numberProblems,
  type Path,
  repeatProblems,
  spanProblems,
  timeZoneProblems
} from './value.rules.ts'

const affiliationKinds = ['STUDENT', 'ALUM', 'FACULTY', 'STAFF']
const degreeLevels = ['CERTIFICATE', 'ASSOCIATE', 'BACHELOR', 'MASTER', 'DOCTORATE']
const seniorities = ['ENTRY', 'EARLY', 'MID', 'SENIOR', 'EXECUTIVE']
const motivations = [
  'SHARE_INSIGHT',
  'TALK_OF_SUCCESS',
  'PAY_IT_FORWARD',
  'MEET_NEW_PEOPLE',
  'GIVE_BACK',
  'BE_ASKED_AS_EXPERT'
]

const textLengths = {
  externalId: 200,
  subject: 255,
  givenName: 100,
  familyName: 100,
  phone: 40,
  city: 100,
  region: 100
}

/**
 * Everything that is wrong with a person as far as it can be told without the database, each with the way to its field.
 * A new person needs both names; of a known one nobody can take them away.
 */
export const personProblems = (input: PersonInput, path: Path, isNew: boolean): Problem[] => [
  ...fieldProblems(input, path, isNew),
  ...affiliationProblems(input.affiliations ?? [], [...path, 'affiliations']),
  ...degreeProblems(input.degrees ?? [], [...path, 'degrees']),
  ...(input.studentProfile ? studentProfileProblems(input.studentProfile, [...path, 'studentProfile']) : []),
  ...(input.mentorProfile ? mentorProfileProblems(input.mentorProfile, [...path, 'mentorProfile']) : [])
]

const fieldProblems = (input: PersonFields, path: Path, isNew: boolean): Problem[] => [
  ...(['givenName', 'familyName'] as const).flatMap((name) =>
    missingProblems(input[name] === null || (isNew && input[name] === undefined), [...path, name])
  ),
  ...(Object.keys(textLengths) as (keyof typeof textLengths)[]).flatMap((name) =>
    textProblems(input[name], [...path, name], textLengths[name], 1)
  ),
  ...emailProblems(input.email, [...path, 'email']),
  ...timeZoneProblems(input.timeZone, [...path, 'timeZone']),
  ...localeProblems(input.locale, [...path, 'locale']),
  ...countryProblems(input.country, [...path, 'country'])
]

const affiliationProblems = (list: readonly AffiliationInput[], path: Path): Problem[] => [
  ...list.flatMap((affiliation, index) => [
    ...choiceProblems(affiliation.kind, affiliationKinds, [...path, index, 'kind']),
    ...spanProblems(affiliation, [...path, index])
  ]),
  ...repeatProblems(
    list.map(({ kind }) => kind),
    (index) => [...path, index, 'kind']
  )
]

const degreeProblems = (list: readonly DegreeInput[], path: Path): Problem[] => [
  ...countProblems(list, 20, path),
  ...list.flatMap((degree, index) => [
    ...choiceProblems(degree.level, degreeLevels, [...path, index, 'level']),
    ...dayProblems(degree.graduatesOn, [...path, index, 'graduatesOn'])
  ])
]

/** Everything that is wrong with a student profile. */
export const studentProfileProblems = (input: StudentProfileInput, path: Path): Problem[] => [
  ...textProblems(input.about, [...path, 'about'], 2000, 1),
  ...textListProblems(input.interests, [...path, 'interests'], 100, 20)
]

/** Everything that is wrong with a mentor profile; that a new one needs a seniority is told when it is merged. */
export const mentorProfileProblems = (input: MentorProfileInput, path: Path): Problem[] => [
  ...textProblems(input.headline, [...path, 'headline'], 200, 1),
  ...textProblems(input.about, [...path, 'about'], 2000, 1),
  ...missingProblems(input.seniority === null, [...path, 'seniority']),
  ...choiceProblems(input.seniority, seniorities, [...path, 'seniority']),
  ...textListProblems(input.topics, [...path, 'topics'], 100, 20),
  ...(input.motivations ?? []).flatMap((value, index) =>
    choiceProblems(value, motivations, [...path, 'motivations', index])
  ),
  ...repeatProblems(input.motivations ?? [], (index) => [...path, 'motivations', index]),
  ...numberProblems(input.capacity, 0, 100, [...path, 'capacity']),
  ...positionProblems(input.positions ?? [], [...path, 'positions'])
]

// Positions may overlap: people hold two jobs at once, and keep a company beside them.
const positionProblems = (list: readonly PositionInput[], path: Path): Problem[] => [
  ...countProblems(list, 50, path),
  ...list.flatMap((position, index) => [
    ...textProblems(position.employer, [...path, index, 'employer'], 200, 1),
    ...textProblems(position.title, [...path, index, 'title'], 200, 1),
    ...spanProblems(position, [...path, index])
  ])
]
