import { CsvError, parse } from 'csv-parse/sync'
import { refuse } from '../../errors.ts'
import { partsOf, withScheme } from './contact-vcard.ts'
import type { ContactFields, FileContact } from './contacts.types.ts'

type Column = keyof ContactFields | 'uid' | 'id' | 'name' | 'connectedOn'

// The columns of our own lists, and how mail programs and networks call them; in lower case, letters and digits only.
const columnNames: Record<Column, string> = {
  uid: 'uid',
  id: 'id',
  name: 'name fullname displayname',
  givenName: 'givenname firstname',
  familyName: 'familyname lastname surname',
  organization: 'organization organisation company organizationname employer',
  title: 'title jobtitle position organizationtitle',
  email: 'email emailaddress email1value',
  phone: 'phone phonenumber mobile mobilephone phone1value',
  profileUrl: 'profileurl url linkedin linkedinurl website website1value',
  kind: 'kind',
  source: 'source',
  personId: 'personid',
  introducedById: 'introducedbyid',
  occupation: 'occupation',
  whatIsUnique: 'whatisunique',
  notes: 'notes note',
  connectionState: 'connectionstate',
  isArchived: 'isarchived',
  connectedOn: 'connectedon'
}
// What becomes a field as it stands; the others say how to find the contact, or something of it.
const { uid: _, id: __, name: ___, connectedOn: ____, ...ownFields } = columnNames
const columnOf = new Map(
  Object.entries(columnNames).flatMap(([column, names]) => names.split(' ').map((name) => [name, column as Column]))
)
const nameColumns: readonly Column[] = ['name', 'givenName', 'familyName']

// Networks put remarks before the header.
const headerLinesMax = 10

interface CsvRow {
  /** Of the record's first character, from 1 on. */
  line: number
  cells: string[]
}

/**
 * The contacts of a CSV file with a header row, whatever the order of its columns. A column that is not there leaves its
 * field as it is; an empty cell empties it, but for what can't be empty. Unknown columns are passed over, and so is the
 * header where it comes again.
 * Throws INVALID_INPUT for what is no CSV, and for a file without any column of names.
 */
export function contactsInCsv(content: string): FileContact[] {
  const rows = rowsIn(content)
  const at = rows
    .slice(0, headerLinesMax)
    .findIndex(({ cells }) => columnsIn(cells).some((one) => one && nameColumns.includes(one)))
  if (at < 0) throw unreadable('The file needs a header row with a column givenName, familyName or name.')
  const header = rows[at]?.cells ?? []
  const columns = columnsIn(header)
  // Pages that were put one after the other have a header each.
  const isHeader = ({ cells }: CsvRow) => cells.length === header.length && cells.every((cell, n) => cell === header[n])
  return rows
    .slice(at + 1)
    .filter((row) => !isHeader(row))
    .map((row) => contactIn(row, columns))
}

const unreadable = (message: string, cause?: unknown) => refuse('INVALID_INPUT', { path: ['content'], message, cause })

const columnsIn = (cells: readonly string[]) =>
  cells.map((cell) => columnOf.get(cell.toLowerCase().replace(/[^a-z\d]/g, '')))

function rowsIn(content: string): CsvRow[] {
  const options = {
    bom: true,
    delimiter: delimiterOf(content),
    relax_column_count: true,
    skip_empty_lines: true
  } as const
  try {
    // One kind of line end, because lines are counted.
    const records = parse(content.replace(/\r\n?/g, '\n'), { ...options, info: true }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return records.map(({ record, info }) => ({
      line: info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
      cells: record
    }))
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(`The file is no CSV: ${error.message}.`, error)
    throw error
  }
}

// Spreadsheets write semicolons where the comma is in numbers, and tabs when one copies.
function delimiterOf(content: string): string {
  const header = content.slice(0, 1_000).split(/[\r\n]/, 1)[0] ?? ''
  return header.includes(',') ? ',' : ([';', '\t'].find((one) => header.includes(one)) ?? ',')
}

function contactIn({ line, cells }: CsvRow, columns: readonly (Column | undefined)[]): FileContact {
  const values = new Map<Column, string>()
  columns.forEach((column, index) => {
    const cell = plainText(cells[index] ?? '')
    if (column && !values.get(column)) values.set(column, cell)
  })
  const value = (column: Column) => values.get(column)?.trim() || null
  const given = value('givenName') ?? value('familyName')
  const names = given === null ? partsOf(value('name') ?? undefined) : {}
  return { line, uid: value('uid'), fileId: value('id'), fields: { ...fieldsOf(values), ...names }, problems: [] }
}

// A spreadsheet is kept from taking a cell for a formula by an apostrophe, which is no part of the text.
const plainText = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '')

const needed: readonly Column[] = ['kind', 'source', 'connectionState', 'isArchived']
const choices: readonly Column[] = ['kind', 'source', 'connectionState']
const lines: readonly Column[] = ['notes', 'whatIsUnique']

function fieldsOf(values: ReadonlyMap<Column, string>): ContactFields {
  const fields: Record<string, unknown> = {}
  for (const [column, cell] of values) {
    const text = cell.trim() === '' ? null : lines.includes(column) ? cell : cell.trim()
    if (text === null && needed.includes(column)) continue
    if (column === 'isArchived') fields.isArchived = text?.toLowerCase() === 'true'
    else if (choices.includes(column)) fields[column] = text?.toUpperCase()
    else if (column === 'profileUrl') fields.profileUrl = text && withScheme(text)
    else if (column === 'connectedOn') {
      if (text !== null) fields.connectionState ??= 'CONNECTED'
    } else if (column in ownFields) fields[column] = text
  }
  return fields
}
