import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import type { NotificationKind } from './kinds.ts'
import type { SetNotificationTextInput, TextTemplate } from './own-texts.types.ts'
import { languageOf, languages } from './texts/languages.ts'
import type { Words } from './texts/text.ts'

const titleMax = 200
const textMax = 2_000
const placeholder = /\{[^{}]*\}/g

/** The shipped words of a kind, with placeholders where names and times stand; those of the locale's language, else English. */
export const shippedTemplate = (kind: NotificationKind, locale: string): TextTemplate => ({
  kind,
  locale,
  ...languageOf(locale).kinds[kind]({ name: '{name}', at: '{at}', isByOffice: false, pact: null, isOwn: false })
})

/** Everything that is shipped, language by language. */
export const shippedTemplates = (): TextTemplate[] =>
  Object.entries(languages).flatMap(([locale, { kinds }]) =>
    Object.keys(kinds).map((kind) => shippedTemplate(kind as NotificationKind, locale))
  )

/** What may be named of a kind: what the shipped words name. */
export function placeholdersOf(kind: NotificationKind): string[] {
  const { title, text } = shippedTemplate(kind, 'en')
  return [...new Set(`${title} ${text}`.match(placeholder) ?? [])].sort().reverse()
}

function unknownIn(value: string, path: string, known: readonly string[]): Problem[] {
  const unknown = value.match(placeholder)?.find((found) => !known.includes(found))
  if (unknown === undefined) return []
  const message = `${unknown} is not known; a text of this kind may hold ${known.join(' and ')}.`
  return [problem('INVALID_INPUT', { path: [path], message })]
}

/** What is wrong with a campus's words: too long, empty, or with a placeholder that the kind does not have. */
export function ownTextProblems({ kind, title, text }: SetNotificationTextInput): Problem[] {
  const known = placeholdersOf(kind)
  const unkeepable = [...textProblems(title, ['title'], titleMax, 1), ...textProblems(text, ['text'], textMax, 1)]
  return unkeepable.length > 0 ? unkeepable : [...unknownIn(title, 'title', known), ...unknownIn(text, 'text', known)]
}

/** A campus's words with what they name filled in; null where they name a time and there is none. */
export function filled({ title, text }: Words, named: { name: string; at: string | null }): Words | null {
  if (named.at === null && `${title}${text}`.includes('{at}')) return null
  const fill = (words: string) =>
    words.replace(
      placeholder,
      (found) => (found === '{name}' ? named.name : found === '{at}' ? named.at : found) as string
    )
  return { title: fill(title), text: fill(text) }
}
