import { all, join, raw, type Sql, sql } from '../../db/sql.ts'
import { searchWords } from './people.rules.ts'

// Of a word's trigrams so many must be found together. At 0.45 one wrong, missing or doubled letter in a word of four
// or more is forgiven, and two letters swapped in a longer one; Postgres' own default of 0.6 loses the latter.
const resemblanceMin = 0.45

// A little less than that, since the sieve may not lose what the comparison would find.
const sievedMin = 0.4

// Folded once for the statement, not once for each row.
const folded = (word: string): Sql => sql`(select app.fold(${word}))`

const likeness = (word: string, text: Sql): Sql => sql`word_similarity(${folded(word)}, ${text})`

/**
 * Row security keeps the trigram index from being used, because pg_trgm's operators are not leakproof, so a search
 * compares every mentor of the campus. word_similarity takes 20 µs for one of them; this sieve of plain substrings
 * takes 5 µs and leaves a tenth. Trigrams of letters outside ASCII are hashes, which no substring is: they pass.
 */
const passesSieve = (word: string, text: Sql): Sql => sql`(select count(*) from unnest(
    (select array_agg(replace(t, '  ', ' ')) from unnest(show_trgm(app.fold(${word}))) t where t not like '0x%')) t
  where strpos(' ' || ${text} || ' ', t) > 0) >= ${sievedMin}::float8 *
  (select count(*) from unnest(show_trgm(app.fold(${word}))) t where t not like '0x%')`

/**
 * A lateral item of FROM that gives `s.likenesses`, one for each word, to the rows that pass the sieve for all of them and
 * takes out the others. OFFSET keeps the planner from computing them again for each mention.
 */
export const likenessesOf = (words: readonly string[], text: Sql): Sql => sql`lateral (
    select array[${join(
      words.map((word) => likeness(word, text)),
      ', '
    )}] as likenesses
    where ${all(words.map((word) => passesSieve(word, text)))} offset 0) s`

/** Each of the words occurs, or something like it. */
export const areAllAlike: Sql = sql`${resemblanceMin}::float4 <= all(s.likenesses)`

/** How well the words fit, 0 to 10,000: a whole number, so that a cursor holds it exactly. */
export const relevance = (words: readonly string[]): Sql =>
  raw(`((${words.map((_, index) => `s.likenesses[${index + 1}]`).join(' + ')}) * 10000 / ${words.length})::int`)

/** A phrase resembles a folded expression that is too dear to compute for a row that the search text rules out. */
export const resembles = (phrase: string, expression: Sql, text: Sql): Sql => {
  const sieves = searchWords(phrase).map((word) => passesSieve(word, text))
  return sql`case when ${all(sieves)} then ${likeness(phrase, expression)} >= ${resemblanceMin}::float4 else false end`
}

/** Each word resembles the folded expression: without a sieve, for texts that are short. */
export const resemblesWords = (words: readonly string[], expression: Sql): Sql =>
  all(words.map((word) => sql`${likeness(word, expression)} >= ${resemblanceMin}::float4`))
