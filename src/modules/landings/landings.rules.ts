import { type Problem, problem } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { countryProblems, dayProblems, missingProblems, type Path } from '../people/value.rules.ts'
import { textProblems } from '../text.rules.ts'
import type {
  EmploymentType,
  LandingCategory,
  LandingSource,
  LandingValues,
  Salary,
  UpdateLandingInput
} from './landings.types.ts'

const invalid = (path: Path, message: string): Problem[] => [problem('INVALID_INPUT', { path, message })]

const employed: readonly LandingCategory[] = ['EMPLOYED_FULL_TIME', 'EMPLOYED_PART_TIME']
const paid: readonly LandingCategory[] = [...employed, 'SERVICE', 'MILITARY']
const good: readonly LandingCategory[] = [...paid, 'CONTINUING_EDUCATION']

/** Whether a landing is news to tell those who helped (S#70): NACE's career outcomes, as against those who still seek. */
export const isGoodNews = (category: LandingCategory): boolean => good.includes(category)

// NACE asks the graduates first, and takes others as well without ranking them: from the student on the order is ours.
const sources: readonly LandingSource[] = [
  'GRADUATE_SURVEY',
  'STUDENT',
  'EMPLOYER',
  'FACULTY',
  'PARENT',
  'LINKEDIN',
  'CLEARINGHOUSE',
  'OTHER'
]

/** Which of several landings of a graduate is believed: the lowest number, the latest of equals. Nothing known ranks last. */
export const precedenceOf = (source: LandingSource, category: LandingCategory): number =>
  sources.indexOf(source) + (category === 'NO_INFORMATION' ? sources.length : 0)

/** A name of an organization folded, so that two spellings that differ by case, marks or spaces are one place. */
export const folded = (organization: string): string =>
  organization
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim() || organization

/** What makes two landings of a class year the same news: the organization, or the category where none is named. */
export const destinationOf = ({ category, organization }: Pick<LandingValues, 'category' | 'organization'>): string =>
  organization === null ? category : folded(organization)

/** A day that has come; east of Greenwich it may be tomorrow already. */
export function pastDayProblems(day: string | null | undefined, path: Path, now: string): Problem[] {
  const lastDay = addMinutes(now, 24 * 60).slice(0, 10)
  return day != null && day > lastDay ? invalid(path, 'The day has not come yet.') : []
}

const currencies = new Set(Intl.supportedValuesOf('currency'))
const salaryMax = 100_000_000

function salaryProblems(salary: Salary | null | undefined): Problem[] {
  if (salary == null) return []
  const { amount, currency } = salary
  const isAmount = amount > 0 && amount <= salaryMax && Number(amount.toFixed(2)) === amount
  return [
    ...(isAmount ? [] : invalid(['salary', 'amount'], 'The amount is above 0, at most 100,000,000, to two decimals.')),
    ...(currencies.has(currency) ? [] : invalid(['salary', 'currency'], 'The currency is no ISO 4217 code, as in USD.'))
  ]
}

/** What is wrong with the fields of a landing as they were given, each on its own. */
export const landingFieldProblems = (fields: Omit<UpdateLandingInput, 'id'>): Problem[] => [
  ...missingProblems(fields.category === null, ['category']),
  ...textProblems(fields.organization, ['organization'], 200, 1),
  ...textProblems(fields.title, ['title'], 200, 1),
  ...textProblems(fields.city, ['city'], 100, 1),
  ...textProblems(fields.region, ['region'], 100, 1),
  ...countryProblems(fields.country, ['country']),
  ...dayProblems(fields.startsOn, ['startsOn']),
  ...salaryProblems(fields.salary)
]

const mayLackOrganization: readonly (EmploymentType | null)[] = ['ENTREPRENEUR', 'FREELANCE']
const faculty: readonly (EmploymentType | null)[] = ['FACULTY_TENURE_TRACK', 'FACULTY_NON_TENURE_TRACK']

// By field of the input: the columns, and the categories that have it. Employment has a second level, study has a program.
const belongings: readonly [
  keyof Omit<UpdateLandingInput, 'id'>,
  (keyof LandingValues)[],
  readonly LandingCategory[]
][] = [
  ['employmentType', ['employmentType'], employed],
  ['organization', ['organization'], good],
  ['title', ['title'], good],
  ['occupation', ['occupationCode'], paid],
  ['industry', ['industryCode'], good],
  ['program', ['programCode'], ['CONTINUING_EDUCATION']],
  ['startsOn', ['startsOn'], good],
  ['city', ['city'], good],
  ['region', ['region'], good],
  ['country', ['country'], good],
  ['salary', ['salaryAmount', 'salaryCurrency', 'salaryPeriod'], paid],
  ['offerId', ['offerId'], employed]
]

/** A landing without what its category does not have: what stood there from an earlier category goes with it. */
export function fitting(values: LandingValues): LandingValues {
  const gone = belongings.filter(([, , categories]) => !categories.includes(values.category))
  return { ...values, ...Object.fromEntries(gone.flatMap(([, columns]) => columns.map((column) => [column, null]))) }
}

export interface DegreeLevel {
  classYear: number | null
  level: string
}

/**
 * What is wrong with a landing as a whole: NACE's two levels, and what a category does not have. The faculty is for those with
 * a master or a doctorate, as far as their degrees are known.
 */
export function landingProblems(
  values: LandingValues,
  given: Omit<UpdateLandingInput, 'id'>,
  degrees: readonly DegreeLevel[]
): Problem[] {
  const { category, employmentType, organization, classYear } = values
  const strange = belongings.flatMap(([field, , categories]) =>
    given[field] != null && !categories.includes(category) ? invalid([field], `${category} has no ${field}.`) : []
  )
  if (strange.length > 0 || !employed.includes(category)) return strange
  if (employmentType === null) return invalid(['employmentType'], 'Employment needs its type.')
  const levels = degrees.filter((degree) => degree.classYear === classYear).map(({ level }) => level)
  const isAdvanced = levels.some((level) => level === 'MASTER' || level === 'DOCTORATE')
  if (faculty.includes(employmentType) && levels.length > 0 && !isAdvanced)
    return invalid(['employmentType'], 'The faculty is for those with a master or a doctorate.')
  if (organization === null && !mayLackOrganization.includes(employmentType))
    return invalid(['organization'], 'The employer is missing.')
  return []
}

/**
 * The class that somebody graduates with, by NACE's year from July 1 to June 30: the one given, or that of their latest
 * degree; null while no graduation date is known.
 */
export const classOf = (given: number | null | undefined, degrees: readonly DegreeLevel[]): number | null =>
  given ?? degrees.reduce<number | null>((last, { classYear }) => maxOf(last, classYear), null)

const maxOf = (one: number | null, other: number | null) =>
  one === null || other === null ? (one ?? other) : Math.max(one, other)

/** What is wrong with a class year that was given: it has to be one of a degree of theirs. */
export const classYearProblems = (given: number | null | undefined, degrees: readonly DegreeLevel[]): Problem[] =>
  given == null || degrees.some(({ classYear }) => classYear === given)
    ? []
    : invalid(['classYear'], 'None of the degrees has this class year.')
