import { type CsvRow, readCsv, rowFault } from './taxonomy-csv.ts'

/** The official files, by their paths. */
export interface TaxonomyFiles {
  cip: string
  soc: string
  onet: string
  titles: string
  naics: string
  crosswalk: string
  /** CIP codes that are not to be used any more; they may stand in `cip` as well. */
  cipRetired?: string | undefined
}

type Cell = string | number | boolean | null
export type Values = readonly Cell[]

/** What the files say, ready for the tables, with every reference between them checked. */
export interface TaxonomyRows {
  programs: Values[]
  soc_groups: Values[]
  occupations: Values[]
  occupation_titles: Values[]
  industries: Values[]
  program_occupations: Values[]
  /** Whether the files say anything of retired programs. */
  hasRetired: boolean
}

type Nested = CsvRow<'code' | 'title' | 'level' | 'parent'>
type Retirable = CsvRow<'code' | 'title' | 'level' | 'parent' | 'status' | 'use_instead'>
type Codes = ReadonlySet<string>

const nestedColumns = ['code', 'title', 'level', 'parent'] as const
const cipCode = /^\d\d(\.\d\d(\d\d)?)?$/
const socCode = /^\d\d-\d{4}$/
const onetCode = /^\d\d-\d{4}\.\d\d$/
const naicsCode = /^(\d{2,6}|\d\d-\d\d)$/
const socLevels = ['major', 'minor', 'broad', 'detailed']

/**
 * Reads all files and checks them: codes well-formed and single, titles there, parents and references present.
 * Throws StartupError that names the file and the line of the first mistake.
 */
export function readTaxonomy(files: TaxonomyFiles): TaxonomyRows {
  const { programs, inForce, hasRetired } = readPrograms(files)
  const soc = readCsv(files.soc, nestedColumns)
  const detailed = codesOf(soc.filter(({ cells }) => cells.level === 'detailed'))
  checkNested(soc, socCode, (_, level) => socLevels.includes(level))
  const onet = readCsv(files.onet, ['code', 'title', 'soc2018', 'job_zone', 'description'])
  const naics = readCsv(files.naics, nestedColumns)
  checkNested(naics, naicsCode, (code, level) => level === String(code.includes('-') ? 2 : code.length))
  return {
    programs,
    soc_groups: soc.map(({ cells }) => [cells.code, cells.title, cells.level, cells.parent || null]),
    occupations: occupationValues(onet, detailed),
    occupation_titles: titleValues(files.titles, codesOf(onet)),
    industries: naics.map(({ cells }) => [cells.code, cells.title, Number(cells.level), cells.parent || null]),
    program_occupations: crosswalkValues(files.crosswalk, inForce, detailed),
    hasRetired
  }
}

function readPrograms(files: TaxonomyFiles) {
  const listed: Retirable[] = readCsv(files.cip, nestedColumns, ['status', 'use_instead'])
  const isOut = ({ cells }: Retirable) => cells.status !== '' || cells.use_instead !== ''
  const inForce = listed.filter((row) => !isOut(row))
  const elsewhere: Retirable[] = files.cipRetired
    ? readCsv(files.cipRetired, ['code', 'title', 'level', 'use_instead'], ['parent', 'status'])
    : []
  const retired = [...listed.filter(isOut), ...elsewhere]
  const digits = (code: string) => String(code.replace('.', '').length)
  checkNested(inForce, cipCode, (code, level) => level === digits(code))
  checkRows([...inForce, ...retired], ['code'], cipCode)
  const codes = codesOf(inForce)
  // A code without a successor is reserved or gone: nobody can have it, so it is unknown like any other.
  const mapped = retired.filter(({ cells }) => cells.use_instead !== '')
  for (const row of mapped) {
    checkPresent(row, 'use_instead', codes)
    if (row.cells.level !== digits(row.cells.code))
      throw rowFault(row, `${row.cells.level} is not the level of ${row.cells.code}.`)
  }
  const values = ({ cells }: Retirable): Values => [
    cells.code,
    cells.title,
    Number(cells.level),
    cells.parent || null,
    cells.use_instead || null
  ]
  return { programs: [...inForce, ...mapped].map(values), inForce: codes, hasRetired: retired.length > 0 }
}

function occupationValues(
  rows: CsvRow<'code' | 'title' | 'soc2018' | 'job_zone' | 'description'>[],
  detailed: Codes
): Values[] {
  checkRows(rows, ['code'], onetCode)
  return rows.map((row) => {
    const { code, title, soc2018, job_zone: zone, description } = row.cells
    checkPresent(row, 'soc2018', detailed)
    if (code.slice(0, 7) !== soc2018) throw rowFault(row, `soc2018 ${soc2018} is not the beginning of ${code}.`)
    if (!/^[1-5]?$/.test(zone)) throw rowFault(row, `job_zone is ${zone}, and not 1 to 5 or empty.`)
    return [code, title, soc2018, zone === '' ? null : Number(zone), description || null]
  })
}

function titleValues(file: string, occupations: Codes): Values[] {
  const rows = readCsv(file, ['code', 'title', 'reported'])
  checkRows(rows, ['code', 'title'], onetCode)
  return rows.map((row) => {
    const { code, title, reported } = row.cells
    checkPresent(row, 'code', occupations)
    if (!/^1?$/.test(reported)) throw rowFault(row, `reported is ${reported}, and not 1 or empty.`)
    return [code, title, reported === '1']
  })
}

function crosswalkValues(file: string, programs: Codes, detailed: Codes): Values[] {
  const rows = readCsv(file, ['cip', 'soc'])
  checkSingle(rows, ['cip', 'soc'])
  return rows.map((row) => {
    checkPresent(row, 'cip', programs)
    checkPresent(row, 'soc', detailed)
    return [row.cells.cip, row.cells.soc]
  })
}

const codesOf = (rows: readonly CsvRow<'code'>[]): Codes => new Set(rows.map(({ cells }) => cells.code))

function checkNested(rows: readonly Nested[], form: RegExp, isLevel: (code: string, level: string) => boolean): void {
  checkRows(rows, ['code'], form)
  const codes = codesOf(rows)
  for (const row of rows) {
    const { code, level, parent } = row.cells
    if (!isLevel(code, level)) throw rowFault(row, `${level || 'Nothing'} is not the level of ${code}.`)
    if (parent !== '') checkPresent(row, 'parent', codes)
  }
}

function checkRows<Column extends string>(
  rows: readonly CsvRow<Column | 'code' | 'title'>[],
  keys: readonly (Column | 'code' | 'title')[],
  form: RegExp
): void {
  for (const row of rows) {
    const { code, title } = row.cells
    if (!form.test(code)) throw rowFault(row, `${code || 'Nothing'} is not a code of this taxonomy.`)
    if (title === '' || title.includes('\0')) throw rowFault(row, `The title of ${code} is empty or can not be kept.`)
  }
  checkSingle(rows, keys)
}

function checkSingle<Column extends string>(rows: readonly CsvRow<Column>[], keys: readonly Column[]): void {
  const seen = new Map<string, CsvRow<Column>>()
  for (const row of rows) {
    const key = keys.map((column) => row.cells[column]).join(' ')
    const earlier = seen.get(key)
    if (earlier) throw rowFault(row, `${key} is there already, at ${earlier.file}:${earlier.line}.`)
    seen.set(key, row)
  }
}

function checkPresent<Column extends string>(row: CsvRow<Column>, column: Column, codes: Codes): void {
  if (!codes.has(row.cells[column])) throw rowFault(row, `${column} ${row.cells[column]} is not a code of its file.`)
}
