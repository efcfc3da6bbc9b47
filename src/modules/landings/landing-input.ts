import type { Rows } from '../../db/pipeline.ts'
import type { Reader } from '../../db/scope.ts'
import { type Problem, problem } from '../../errors.ts'
import { checkCodes } from '../taxonomy/taxonomy.service.ts'
import { classYearProblems, type DegreeLevel, landingFieldProblems, landingProblems } from './landings.rules.ts'
import type { LandingRow, LandingValues, OfferRow, UpdateLandingInput } from './landings.types.ts'

type Fields = Omit<UpdateLandingInput, 'id'>

const columns: readonly (keyof LandingValues)[] = [
  ...([
    'category',
    'employmentType',
    'organization',
    'title',
    'occupationCode',
    'industryCode',
    'programCode'
  ] as const),
  ...(['startsOn', 'city', 'region', 'country', 'salaryAmount', 'salaryCurrency', 'salaryPeriod'] as const),
  ...(['offerId', 'classYear'] as const)
]

/** A landing of which nothing is said but its category. */
export const emptyLanding = (category: LandingValues['category']): LandingValues => ({
  ...(Object.fromEntries(columns.map((name) => [name, null])) as unknown as LandingValues),
  category
})

/** What can be said of a landing, out of its row. */
export const valuesIn = (landing: LandingRow): LandingValues =>
  Object.fromEntries(columns.map((name) => [name, landing[name]])) as unknown as LandingValues

/** The columns that an input gives; undefined leaves them as they are. */
export function valuesGiven(fields: Fields): Partial<LandingValues> {
  const { occupation, industry, program, salary, category } = fields
  const paid =
    salary === undefined
      ? {}
      : {
          salaryAmount: salary?.amount ?? null,
          salaryCurrency: salary?.currency ?? null,
          salaryPeriod: salary?.period ?? null
        }
  const values = {
    ...{ category: category ?? undefined, employmentType: fields.employmentType },
    ...{ organization: fields.organization?.trim() ?? fields.organization, title: fields.title },
    ...{ occupationCode: occupation, industryCode: industry, programCode: program, startsOn: fields.startsOn },
    ...{ city: fields.city, region: fields.region, country: fields.country, ...paid },
    ...{ offerId: fields.offerId?.toLowerCase() ?? fields.offerId, classYear: fields.classYear ?? undefined }
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** What is wrong with a landing, as far as it can be told without the taxonomies. */
export function problemsOf(
  fields: Fields,
  values: LandingValues,
  { studentId, degrees, offers }: { studentId: string; degrees: readonly DegreeLevel[]; offers: Rows | undefined }
): Problem[] {
  const own = [...landingFieldProblems(fields), ...classYearProblems(fields.classYear, degrees)]
  if (own.length > 0) return own
  const whole = landingProblems(values, fields, degrees)
  return whole.length > 0 || fields.offerId == null ? whole : offerProblemsOf(studentId, offers)
}

function offerProblemsOf(studentId: string, offers: Rows | undefined): Problem[] {
  const offer = offers?.[0] as unknown as OfferRow | undefined
  if (offer?.studentId !== studentId) return [problem('NOT_FOUND', { path: ['offerId'] })]
  return offer.stage === 'ACCEPTED' ? [] : [problem('OFFER_NOT_ACCEPTED', { path: ['offerId'] })]
}

/** What is wrong with the codes of an input, and the program to keep: the successor of a retired one. */
export async function codesOf(
  reader: Reader,
  fields: Fields
): Promise<{ problems: Problem[]; values: Partial<LandingValues> }> {
  const at = (code: string | null | undefined, name: string) => (code == null ? [] : [{ code, path: [name] }])
  const { problems, programs } = await checkCodes(reader, {
    occupations: at(fields.occupation, 'occupation'),
    industries: at(fields.industry, 'industry'),
    programs: at(fields.program, 'program')
  })
  const programCode = fields.program == null ? undefined : programs.get(fields.program)
  return { problems, values: programCode === undefined ? {} : { programCode } }
}
