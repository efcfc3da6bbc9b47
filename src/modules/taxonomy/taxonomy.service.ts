import type { Connection, PageArgs } from '../../db/page.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import { type Problem, type ProblemCode, problem, refuse, refuseAll } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import {
  industryRows,
  knownCodes,
  occupationRows,
  occupationRowsOfPrograms,
  programRows,
  titlesOf
} from './taxonomy.queries.ts'
import type { CodeAt, GivenCodes, IndustryRow, OccupationRow, ProgramRow } from './taxonomy.types.ts'
import { industryPage, occupationPage, programPage } from './taxonomy-search.queries.ts'

export { knownOccupations } from './taxonomy.queries.ts'

export interface SearchArgs extends PageArgs {
  search?: string | null
}

type ByCode = { code: string }
type Codes = readonly (string | null)[]

const searchMax = 200
const alternateTitlesMax = 20
const occupationsMax = 100

/** Occupations by their codes, in order; null for a null or unknown code. */
export const occupationsByCodes = (reader: Reader, codes: Codes): Promise<(OccupationRow | null)[]> =>
  occupationRows(reader, codes)

/** Industries by their codes, in order; null for a null or unknown code. */
export const industriesByCodes = (reader: Reader, codes: Codes): Promise<(IndustryRow | null)[]> =>
  industryRows(reader, codes)

/** Programs by their codes, in order; null for a null or unknown code, its successor for a retired one. */
export const programsByCodes = (reader: Reader, codes: Codes): Promise<(ProgramRow | null)[]> =>
  programRows(reader, codes)

/** For each occupation the titles that people use, reported ones first; at most 20. */
export const alternateTitlesOfOccupations = (reader: Reader, codes: readonly string[]): Promise<string[][]> =>
  titlesOf(reader, codes, alternateTitlesMax)

/** For each program the occupations that it or the programs below it prepare for, by code; at most 100. */
export const occupationsOfPrograms = (reader: Reader, codes: readonly string[]): Promise<OccupationRow[][]> =>
  occupationRowsOfPrograms(reader, codes, occupationsMax)

const unknown = {
  programs: 'UNKNOWN_PROGRAM',
  occupations: 'UNKNOWN_OCCUPATION',
  industries: 'UNKNOWN_INDUSTRY'
} as const satisfies Record<string, ProblemCode>

const kinds = Object.keys(unknown) as (keyof typeof unknown)[]
const codesOf = (given: readonly CodeAt[] | undefined) => (given ?? []).map(({ code }) => code)

/**
 * Checks codes of all kinds in one statement. Gives back UNKNOWN_PROGRAM, UNKNOWN_OCCUPATION and UNKNOWN_INDUSTRY
 * problems, each with the path of its code, and for each known program code the one to store: a retired code's
 * successor, otherwise the code itself.
 */
export async function checkCodes(
  reader: Reader,
  given: GivenCodes
): Promise<{ problems: Problem[]; programs: Map<string, string> }> {
  if (kinds.every((kind) => !given[kind]?.length)) return { problems: [], programs: new Map() }
  const [programs, occupations, industries] = kinds.map((kind) => codesOf(given[kind])) as [
    string[],
    string[],
    string[]
  ]
  const known = await knownCodes(reader, programs, occupations, industries)
  const isKnown = new Set(known.map(({ kind, code }) => `${kind} ${code}`))
  const problems = kinds.flatMap((kind) =>
    (given[kind] ?? [])
      .filter(({ code }) => !isKnown.has(`${kind} ${code}`))
      .map(({ path }) => problem(unknown[kind], { path }))
  )
  const successors = known
    .filter(({ kind }) => kind === 'programs')
    .map(({ code, successor }) => [code, successor] as const)
  return { problems, programs: new Map(successors) }
}

/** The problems of `checkCodes` alone, for who stores no programs. */
export const codeProblems = async (reader: Reader, given: GivenCodes): Promise<Problem[]> =>
  (await checkCodes(reader, given)).problems

const checked = (args: SearchArgs): SearchArgs => {
  refuseAll(textProblems(args.search, ['search'], searchMax))
  return { ...args, search: args.search?.trim() || null }
}

/** Occupations that fit the search, best first, or all of them by code. Throws INVALID_INPUT for a search over 200 characters. */
export const listOccupations = async (scope: Scope, args: SearchArgs): Promise<Connection<OccupationRow>> =>
  occupationPage(scope, checked(args))

/** Industries that fit the search, best first, or all of them by code. Throws INVALID_INPUT for a search over 200 characters. */
export const listIndustries = async (scope: Scope, args: SearchArgs): Promise<Connection<IndustryRow>> =>
  industryPage(scope, checked(args))

/** Programs in force that fit the search, best first, or all of them by code. Throws INVALID_INPUT for a search over 200 characters. */
export const listPrograms = async (scope: Scope, args: SearchArgs): Promise<Connection<ProgramRow>> =>
  programPage(scope, checked(args))

/** The occupation, or null. */
export const findOccupation = async (scope: Scope, { code }: ByCode): Promise<OccupationRow | null> =>
  (await occupationsByCodes(scope, [code]))[0] ?? null

/** The industry, or null. */
export const findIndustry = async (scope: Scope, { code }: ByCode): Promise<IndustryRow | null> =>
  (await industriesByCodes(scope, [code]))[0] ?? null

/** The program, or null; its successor for a retired code. */
export const findProgram = async (scope: Scope, { code }: ByCode): Promise<ProgramRow | null> =>
  (await programsByCodes(scope, [code]))[0] ?? null

function present<Row>(row: Row | null): Row {
  if (row === null) throw refuse('NOT_FOUND', { path: ['code'] })
  return row
}

/** The occupation. Throws NOT_FOUND. */
export const getOccupation = async (scope: Scope, args: ByCode): Promise<OccupationRow> =>
  present(await findOccupation(scope, args))

/** The industry. Throws NOT_FOUND. */
export const getIndustry = async (scope: Scope, args: ByCode): Promise<IndustryRow> =>
  present(await findIndustry(scope, args))

/** The program; its successor for a retired code. Throws NOT_FOUND. */
export const getProgram = async (scope: Scope, args: ByCode): Promise<ProgramRow> =>
  present(await findProgram(scope, args))
