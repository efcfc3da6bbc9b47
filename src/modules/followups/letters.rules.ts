import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import type { FollowUpKind } from './followups.types.ts'
import { english } from './letters/en.ts'
import { spanish } from './letters/es.ts'
import type { Letter, Letters, Names } from './letters/letter.ts'

const languages: Readonly<Record<string, Letters>> = { en: english, es: spanish }
const kinds = ['THANK_YOU', 'UPDATE', 'LANDING_NOTICE'] as const

/** What a mail of a kind can begin with, in the language of a locale, or in English. */
export const letterOf = (kind: FollowUpKind, locale: string, names: Names): Letter => lettersOf(locale)[kind](names)

const lettersOf = (locale: string): Letters => languages[locale.slice(0, 2).toLowerCase()] ?? english

/** What stands below a mail, in the language of whoever reads it. */
export const footerOf = (locale: string, sender: string, campus: string): { why: string; unsubscribe: string } => ({
  why: lettersOf(locale).why(sender, campus),
  unsubscribe: lettersOf(locale).unsubscribe
})

/** The slots of a text, as they stand in it. */
export const slotsOf = (text: string): string[] => text.match(/\[[^\]]+\]/g) ?? []

// Whoever changes their language between the draft and the mail still has the slots of the other one.
const nobody: Names = { other: '', own: '' }
const allSlots = Object.values(languages).flatMap((letters) =>
  kinds.flatMap((kind) => slotsOf(letters[kind](nobody).text))
)

// Case, spaces and punctuation make no text one's own, and neither does taking the slots out or names away.
function bareWords(text: string, { other, own }: Names): string {
  const names = [other, own].filter((name) => name !== '')
  const without = [...allSlots, ...names].reduce((left, part) => left.replaceAll(part, ' '), text)
  return (without.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ')

/**
 * What keeps a mail from going out as not its sender's own (S#24): a slot that is left, wherever it stands and however it is
 * broken into lines, or a text that is the template's, whatever was taken out of it.
 */
export function unedited(kind: FollowUpKind, { subject, text }: Letter, names: Names): Problem[] {
  const left = (path: string, value: string): Problem[] => {
    const slot = allSlots.find((one) => folded(value).includes(folded(one)))
    if (slot === undefined) return []
    return [
      problem('FOLLOW_UP_NOT_EDITED', { path: [path], message: `${slot} is still to be replaced by your own words.` })
    ]
  }
  const slots = [...left('subject', subject), ...left('text', text)]
  if (slots.length > 0) return slots
  const isTemplate = Object.values(languages).some(
    (letters) => bareWords(letters[kind](names).text, names) === bareWords(text, names)
  )
  return isTemplate ? [problem('FOLLOW_UP_NOT_EDITED', { path: ['text'] })] : []
}

/** What is wrong with the words of a mail. A subject is a header: a line break in it would begin another one. */
export function letterProblems({ subject, text }: Letter): Problem[] {
  const problems = [...textProblems(subject, ['subject'], 200, 1), ...textProblems(text, ['text'], 5_000, 1)]
  if (problems.length === 0 && /\p{Cc}/u.test(subject))
    problems.push(problem('INVALID_INPUT', { path: ['subject'], message: 'The subject is one line.' }))
  return problems
}
