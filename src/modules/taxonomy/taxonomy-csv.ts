import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { StartupError } from '../../startup-error.ts'

/** A row of an official file, which knows where it stands. */
export interface CsvRow<Column extends string> {
  readonly cells: Readonly<Record<Column, string>>
  readonly file: string
  readonly line: number
}

/** What is wrong with a file, by its name and line. */
export const fileFault = (file: string, line: number, mistake: string): StartupError =>
  new StartupError(`${file}:${line}: ${mistake} Nothing was changed.`)

/** What is wrong with a row. */
export const rowFault = ({ file, line }: CsvRow<string>, mistake: string): StartupError =>
  fileFault(file, line, mistake)

/**
 * The rows of a comma separated file in UTF-8 with a header line. `optional` columns that are not there are empty.
 * Throws StartupError that names file and line when it can't be read, lacks a column, or has no rows: an empty file
 * would otherwise empty the table.
 */
export function readCsv<Column extends string>(
  file: string,
  required: readonly Column[],
  optional: readonly Column[] = []
): CsvRow<Column>[] {
  const records = parseText(file, textOf(file), required)
  if (records.length === 0) throw fileFault(file, 2, 'The file has no rows.')
  return records.map(({ record, info }) => {
    const cells = Object.fromEntries(
      [...required, ...optional].map((column) => [column, (record[column] ?? '').trim()])
    )
    return { cells: cells as Record<Column, string>, file, line: info.lines }
  })
}

function textOf(file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new StartupError(
      `${file} can not be read (${(error as { code?: string }).code}). Nothing was changed.`,
      error
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fileFault(file, badLine(bytes), 'The file is not in UTF-8.')
  }
}

// A replacement character in a line that was not valid shows where the wrong bytes are.
function badLine(bytes: Buffer): number {
  const index = bytes.toString('utf8').indexOf('\uFFFD')
  return bytes.toString('utf8').slice(0, index).split('\n').length
}

interface Parsed {
  record: Record<string, string>
  info: { lines: number }
}

function parseText(file: string, text: string, required: readonly string[]): Parsed[] {
  const columns = (header: string[]): string[] => {
    const missing = required.filter((column) => !header.includes(column))
    if (missing.length > 0) throw fileFault(file, 1, `The file has no column ${missing.join(', ')}.`)
    return header
  }
  try {
    // The record's last line is counted; it is the first one too but for the rare cell with a line break.
    return parse(text, { columns, info: true, skip_empty_lines: true }) as unknown as Parsed[]
  } catch (error) {
    if (error instanceof StartupError) throw error
    const { lines, message } = error as { lines?: number; message: string }
    throw fileFault(file, lines ?? 1, `${message.replaceAll('\n', ' ')}.`)
  }
}
