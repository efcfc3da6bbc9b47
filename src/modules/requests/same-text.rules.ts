/** What a request says, as far as it can be the same as another's. */
export interface WrittenTexts {
  id: string
  mentorId: string
  whyYou: string | null
  message: string | null
}

/** Which texts of a request too many other mentors have from the student, nearly the same. */
export interface SameTexts {
  whyYou: boolean
  message: boolean
}

const alike = 0.85
// A note on the times that suit may well be the same to each; what is worth a warning is longer.
const messageLengthMin = 40

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

// Three letters as one number, exact below 2^53. As pg_trgm has it: of each word, with two blanks before and one behind.
const code = (word: string, at: number): number =>
  word.charCodeAt(at) * 2 ** 32 + word.charCodeAt(at + 1) * 2 ** 16 + word.charCodeAt(at + 2)

function trigramsOf(text: string): Float64Array {
  const found = new Set<number>()
  for (const word of text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)) {
    const padded = `  ${word} `
    for (let at = 0; at + 2 < padded.length; at++) found.add(code(padded, at))
  }
  return Float64Array.from(found).sort()
}

interface Text {
  mentorId: string
  text: string
  trigrams: Float64Array
}

// Of all trigrams of two texts those in both; given up as soon as too many are in one alone.
function isAlike(one: Text, other: Text): boolean {
  if (one.text === other.text) return true
  const [a, b] = [one.trigrams, other.trigrams]
  const mayDiffer = ((1 - alike) / (1 + alike)) * (a.length + b.length)
  if (a.length === 0 || Math.abs(a.length - b.length) > mayDiffer) return false
  let [i, j, differing] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] as number, b[j] as number]
    if (left === right) {
      i++
      j++
    } else {
      if (++differing > mayDiffer) return false
      if (left < right) i++
      else j++
    }
  }
  return differing + (a.length - i) + (b.length - j) <= mayDiffer
}

/**
 * For each of the requests asked about, whether nearly the same goes to more than `max` other mentors (S#15): equal but for
 * case and accents, or with 85 % of their trigrams in common. Each text is taken apart once, which Postgres' own similarity
 * does for each pair (fifty of a hundred long texts took it 19 seconds), and the comparing ends with the first too many.
 */
export function sameTextsOf(
  ids: readonly string[],
  written: readonly WrittenTexts[],
  max: number
): Map<string, SameTexts> {
  const known = new Map<string, Float64Array>()
  const textOf = (given: string | null, mentorId: string, lengthMin: number): Text | null => {
    const text = folded(given ?? '')
    if (text.length < lengthMin) return null
    const trigrams = known.get(text) ?? trigramsOf(text)
    known.set(text, trigrams)
    return { mentorId, text, trigrams }
  }
  const whyYou = new Map(written.map((row) => [row.id, textOf(row.whyYou, row.mentorId, 1)]))
  const message = new Map(written.map((row) => [row.id, textOf(row.message, row.mentorId, messageLengthMin)]))
  return new Map(ids.map((id) => [id, { whyYou: isCommon(id, whyYou, max), message: isCommon(id, message, max) }]))
}

function isCommon(id: string, texts: ReadonlyMap<string, Text | null>, max: number): boolean {
  const own = texts.get(id)
  if (!own) return false
  const mentors = new Set<string>()
  for (const other of texts.values()) {
    if (!other || other.mentorId === own.mentorId || mentors.has(other.mentorId) || !isAlike(own, other)) continue
    if (mentors.add(other.mentorId).size > max) return true
  }
  return false
}
