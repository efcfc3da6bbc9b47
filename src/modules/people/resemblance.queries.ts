import { all, join, raw, type Sql, sql } from '../../db/sql.ts'
import { searchWords } from './people.rules.ts'

// Half of a word's trigrams must occur at all, which words that only begin alike do not reach.
const sievedMin = 0.5

// And they must stand together. A wrong letter leaves 0.4 of a word of six letters, two swapped ones 0.38 of one of
// eight, a missing or doubled one more than half of any; two words of five letters that begin alike have 0.33.
const resemblanceMin = 0.36

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
export const likenessesOf = (words: readonly string[], text: Sql): Sql => {
  const likenesses = join(
    words.map((word) => likeness(word, text)),
    ', '
  )
  const sieves = all(words.map((word) => passesSieve(word, text)))
  return sql`lateral (select array[${likenesses}] as likenesses where ${sieves} offset 0) s`
}

/** Each of the words occurs, or something like it. */
export const areAllAlike: Sql = sql`${resemblanceMin}::float4 <= all(s.likenesses)`

/** How well the words fit, 0 to 10,000: a whole number, so that a cursor holds it exactly. */
export const relevance = (words: readonly string[]): Sql =>
  raw(`((${words.map((_, index) => `s.likenesses[${index + 1}]`).join(' + ')}) * 10000 / ${words.length})::int`)

/** A phrase resembles a folded expression that is too dear to compute for a row that the search text rules out. */
export const resembles = (phrase: string, expression: Sql, text: Sql): Sql => {
  const sieves = all(searchWords(phrase).map((word) => passesSieve(word, text)))
  return sql`case when ${sieves} then ${likeness(phrase, expression)} >= ${resemblanceMin}::float4 else false end`
}
