import { inOrder } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import type { IndustryRow, OccupationRow, ProgramRow } from './taxonomy.types.ts'

type Codes = readonly (string | null)[]

export const occupationColumns = raw('o.code, o.title, o.soc_code, o.job_zone, o.description')
export const industryColumns = raw('i.code, i.title, i.level, i.parent as parent_code')
export const programColumns = raw('p.code, p.title, p.level, p.parent as parent_code')

// What can be no code is not asked for, so that no text of a stranger, a NUL in it perhaps, reaches the database.
const isCode = (code: string | null): code is string => code !== null && /^[\d.-]{2,10}$/.test(code)

const distinct = (codes: Codes): string[] => [...new Set(codes.filter(isCode))]

/** Occupations in the order of the codes, null for what is not there. */
export async function occupationRows(reader: Reader, codes: Codes): Promise<(OccupationRow | null)[]> {
  const asked = distinct(codes)
  if (asked.length === 0) return codes.map(() => null)
  const rows = await reader.rows<OccupationRow>(
    sql`select ${occupationColumns} from occupations o where o.code = any(${asked}::text[])`
  )
  return inOrder(codes, rows, (row) => row.code)
}

/** Industries in the order of the codes, null for what is not there. */
export async function industryRows(reader: Reader, codes: Codes): Promise<(IndustryRow | null)[]> {
  const asked = distinct(codes)
  if (asked.length === 0) return codes.map(() => null)
  const rows = await reader.rows<IndustryRow>(
    sql`select ${industryColumns} from industries i where i.code = any(${asked}::text[])`
  )
  return inOrder(codes, rows, (row) => row.code)
}

/** Programs in the order of the codes; a retired code gives the program that is to be used instead. */
export async function programRows(reader: Reader, codes: Codes): Promise<(ProgramRow | null)[]> {
  const asked = distinct(codes)
  if (asked.length === 0) return codes.map(() => null)
  const rows = await reader.rows<ProgramRow & { asked: string }>(sql`select ${programColumns}, a.code as asked
    from programs a join programs p on p.code = coalesce(a.use_instead, a.code) where a.code = any(${asked}::text[])`)
  const found = inOrder(codes, rows, (row) => row.asked)
  return found.map((row) => row && { code: row.code, title: row.title, level: row.level, parentCode: row.parentCode })
}

export interface KnownCode {
  kind: 'programs' | 'occupations' | 'industries'
  code: string
  successor: string
}

/** Which of these codes there are, of all three kinds in one statement, and what is in force for each. */
export const knownCodes = (
  reader: Reader,
  programs: Codes,
  occupations: Codes,
  industries: Codes
): Promise<KnownCode[]> =>
  reader.rows<KnownCode>(sql`
    select 'programs' as kind, code, coalesce(use_instead, code) as successor from programs
    where code = any(${distinct(programs)}::text[])
    union all select 'occupations', code, code from occupations where code = any(${distinct(occupations)}::text[])
    union all select 'industries', code, code from industries where code = any(${distinct(industries)}::text[])`)

/** Which of these occupations there are, as a statement that a change can send along with its locks. */
export const knownOccupations = (codes: Codes): Sql =>
  sql`select code from occupations where code = any(${distinct(codes)}::text[])`

/** The alternate titles of each occupation, reported ones first. */
export async function titlesOf(reader: Reader, codes: readonly string[], max: number): Promise<string[][]> {
  const rows = await reader.rows<{ code: string; titles: string[] }>(sql`
    select code, array_agg(title order by place) as titles from (
      select occupation_code as code, title,
        row_number() over (partition by occupation_code order by is_reported desc, title collate "C") as place
      from occupation_titles where occupation_code = any(${distinct(codes)}::text[])
    ) placed where place <= ${max} group by code`)
  return inOrder(codes, rows, (row) => row.code).map((row) => row?.titles ?? [])
}

/**
 * The occupations of each program. The crosswalk speaks of six-digit programs, so a broader one has those of all
 * programs below it.
 */
export async function occupationRowsOfPrograms(
  reader: Reader,
  codes: readonly string[],
  max: number
): Promise<OccupationRow[][]> {
  const rows = await reader.rows<OccupationRow & { program: string }>(sql`
    with related as (
      select distinct up.code as program, o.code
      from programs d
      cross join lateral (values (d.code), (d.parent), (left(d.code, 2))) up (code)
      join program_occupations po on po.program_code = d.code
      join occupations o on o.soc_code = po.soc_code
      where d.level = 6 and up.code = any(${distinct(codes)}::text[])
    ), placed as (
      select program, code, row_number() over (partition by program order by code collate "C") as place from related
    )
    select ${occupationColumns}, placed.program from placed join occupations o on o.code = placed.code
    where placed.place <= ${max} order by placed.program, placed.place`)
  const byProgram = Map.groupBy(rows, (row) => row.program)
  return codes.map((code) => byProgram.get(code) ?? [])
}
