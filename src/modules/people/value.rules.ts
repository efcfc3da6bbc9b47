import { type Problem, problem } from '../../errors.ts'

export type Path = readonly (string | number)[]

const invalid = (path: Path, message: string): Problem[] => [problem('INVALID_INPUT', { path, message })]

// ISO 3166-1 alpha-2, officially assigned. Intl's own list also knows withdrawn and reserved codes.
const countries = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
  CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
  GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
  KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
  NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
  SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
  VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/)
)

/** What is wrong with a country: it has to be an ISO 3166-1 alpha-2 code. */
export const countryProblems = (value: string | null | undefined, path: Path): Problem[] =>
  value == null || countries.has(value) ? [] : invalid(path, 'The country is no ISO 3166-1 alpha-2 code, as in US.')

const knownZones = new Set<string>()

// Intl also takes offsets such as +05:00, which are no zones: they know no summer time.
function isTimeZone(value: string): boolean {
  if (knownZones.has(value)) return true
  if (!/^[A-Za-z]/.test(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    knownZones.add(value)
    return true
  } catch {
    return false
  }
}

/** What is wrong with a zone: it has to be a name of the IANA time zone database. */
export const timeZoneProblems = (value: string | null | undefined, path: Path): Problem[] =>
  value == null || isTimeZone(value)
    ? []
    : invalid(path, 'The time zone is none of the IANA database, as in America/Chicago.')

function isLocale(value: string): boolean {
  try {
    return value.length <= 35 && Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

/** What is wrong with a language: it has to be a BCP 47 tag. */
export const localeProblems = (value: string | null | undefined, path: Path): Problem[] =>
  value == null || isLocale(value) ? [] : invalid(path, 'The locale is no BCP 47 language tag, as in en-US.')

// One @ between parts without spaces: whether mail arrives only sending it can tell.
const emailPattern = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\.]+(\.[^\s@"(),:;<>[\]\\.]+)+$/

/** What is wrong with a mail address, as far as its form tells. */
export const emailProblems = (value: string | null | undefined, path: Path): Problem[] =>
  value == null || (value.length <= 254 && emailPattern.test(value))
    ? []
    : invalid(path, 'The mail address is not well-formed.')

function isDay(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** What is wrong with a day: it has to be one of the calendar, 'YYYY-MM-DD'. */
export const dayProblems = (value: string | null | undefined, path: Path): Problem[] =>
  value == null || isDay(value) ? [] : invalid(path, 'The date is no day of the calendar, as in 2026-05-31.')

/** What is wrong with the days of a span: each on its own, or the last before the first. */
export function spanProblems(span: { startedOn?: string | null; endedOn?: string | null }, path: Path): Problem[] {
  const { startedOn, endedOn } = span
  const problems = [...dayProblems(startedOn, [...path, 'startedOn']), ...dayProblems(endedOn, [...path, 'endedOn'])]
  if (problems.length > 0 || startedOn == null || endedOn == null || startedOn <= endedOn) return problems
  return invalid([...path, 'endedOn'], 'The last day lies before the first.')
}

/** What is wrong with a value of a closed list. */
export const choiceProblems = (value: string | null | undefined, choices: readonly string[], path: Path): Problem[] =>
  value == null || choices.includes(value) ? [] : invalid(path, `The value has to be one of ${choices.join(', ')}.`)

/** The later ones of things that may occur once only. */
export function repeatProblems(keys: readonly string[], pathOf: (index: number) => Path): Problem[] {
  const isRepeated = (key: string, index: number) => keys.indexOf(key) < index
  return keys.flatMap((key, index) => (isRepeated(key, index) ? invalid(pathOf(index), `${key} is given twice.`) : []))
}

/** What is wrong with the number of things in a list. */
export const countProblems = (list: readonly unknown[] | null | undefined, max: number, path: Path): Problem[] =>
  list == null || list.length <= max ? [] : invalid(path, `The list has more than ${max} items.`)

/** What is wrong with a whole number between bounds. */
export const numberProblems = (value: number | null | undefined, min: number, max: number, path: Path): Problem[] =>
  value == null || (Number.isInteger(value) && value >= min && value <= max)
    ? []
    : invalid(path, `The number has to be whole, from ${min} to ${max}.`)

/** A field that has to be there and is not. */
export const missingProblems = (isMissing: boolean, path: Path): Problem[] =>
  isMissing ? invalid(path, 'The field is required and can not be emptied.') : []
