/**
 * The class year of a graduation day ('YYYY-MM-DD') as NACE counts it: graduates from July 1 to June 30 form the class of
 * the year in which that June lies. Null without a day.
 */
export function classYearOf(graduatesOn: string | null): number | null {
  if (graduatesOn === null) return null
  const year = Number(graduatesOn.slice(0, 4))
  return Number(graduatesOn.slice(5, 7)) >= 7 ? year + 1 : year
}

/** A range of codes: `from` included, `below` not. */
export interface CodeRange {
  from: string
  below: string
}

// All codes below a prefix continue with a digit, a point or a hyphen, and every collation sorts those before a letter.
const under = (first: string, last = first): CodeRange => ({ from: first, below: `${last}A` })

const naicsRanges = ['31-33', '44-45', '48-49']

/**
 * The codes that a NAICS code takes in: its own and all below it. Three sectors are ranges of two-digit codes, and each
 * of those digits alone means the whole sector (NAICS 2022). Null when it is no NAICS code.
 */
export function industryRange(code: string): CodeRange | null {
  const range = naicsRanges.find((sector) => sector === code || isWithin(sector, code))
  if (range) return under(range.slice(0, 2), range.slice(3))
  return /^\d{2,6}$/.test(code) ? under(code) : null
}

const isWithin = (sector: string, code: string) =>
  code.length === 2 && code >= sector.slice(0, 2) && code <= sector.slice(3)

/**
 * The O*NET-SOC codes that a code takes in. SOC numbers its groups so that trailing zeros stand for everything below
 * them; the one exception of SOC 2018, broad group 29-1210 with members from 29-1221 on, is why `broadGroup` names the
 * groups whose members have to be looked up. Null when it is no SOC code.
 */
export function occupationRange(code: string): (CodeRange & { broadGroup: string | null }) | null {
  if (!/^\d{2}-\d{4}(\.\d{2})?$/.test(code)) return null
  if (code.length > 7) return { from: code, below: `${code}A`, broadGroup: null }
  return { ...under(code.replace(/0+$/, '')), broadGroup: /[1-9]0$/.test(code) ? code : null }
}

/** A CIP code as far as it was given: two, four or six digits. Null when it is none. */
export function programRange(code: string): CodeRange | null {
  return /^\d{2}(\.\d{2}(\d{2})?)?$/.test(code) ? under(code) : null
}

// Each word is compared on its own, for every mentor of the campus: so many tell enough of a person.
const searchWordsMax = 6

/** The words of a search, at most six, cut where search text is cut; marks are no words. */
export const searchWords = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, searchWordsMax)

interface Searchable {
  givenName: string
  familyName: string
  city: string | null
  headline: string | null
  topics: readonly string[]
  currentTitle: string | null
  currentEmployer: string | null
}

/**
 * The text in which a mentor is found, before it is folded: words between single spaces, because the search's first
 * sieve looks for trigrams as pg_trgm cuts them, at the edges of words.
 */
export const searchTextOf = (mentor: Searchable): string =>
  [mentor.givenName, mentor.familyName, mentor.headline, mentor.currentTitle, mentor.currentEmployer, mentor.city]
    .concat(mentor.topics)
    .join(' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
