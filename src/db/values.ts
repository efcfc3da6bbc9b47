import pg from 'pg'

type Parse = (text: string) => unknown

/**
 * Postgres' text of a timestamptz (the session runs in UTC) as an ISO-8601 instant with milliseconds. String surgery,
 * because a page of meetings holds a hundred instants and Date would be made and printed again for each. Anything
 * else (another zone, infinity) is passed on as it is; start-up makes sure that the session runs in UTC.
 */
export function instantFromText(text: string): string {
  if (text.length < 22 || !text.endsWith('+00')) return text
  const fraction = text.length > 22 ? text.slice(20, -3) : ''
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

const textArray = pg.types.getTypeParser(1009 as never, 'text') as unknown as (text: string) => string[]

const parsers: Record<number, Parse> = {
  16: (text) => text === 't',
  20: Number,
  21: Number,
  23: Number,
  700: Number,
  701: Number,
  1700: Number,
  114: (text) => JSON.parse(text),
  3802: (text) => JSON.parse(text),
  1184: instantFromText,
  1009: textArray,
  1015: textArray,
  2951: textArray,
  1185: (text) => textArray(text).map(instantFromText),
  1007: (text) => textArray(text).map(Number)
}

const asText: Parse = (text) => text

/** The parser of a column's text by its type: instants and dates stay strings, counts become numbers. */
export const parserOf = (oid: number): Parse => parsers[oid] ?? asText

/** `given_name` to `givenName`: columns are snake_case, rows are camelCase, translated once per statement. */
export const camelCase = (column: string): string =>
  column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
