import type { Facts } from './notifications.types.ts'
import { english } from './texts/en.ts'
import { spanish } from './texts/es.ts'
import type { Language, Words } from './texts/text.ts'

const languages: Readonly<Record<string, Language>> = { en: english, es: spanish }

/** What is said in the language of a locale; in English where there is no text in that language. */
export const languageOf = (locale: string): Language => languages[locale.slice(0, 2).toLowerCase()] ?? english

// Making a format reads time zone data, which costs more than all else about a page; there are few zones and locales.
const formats = new Map<string, Intl.DateTimeFormat>()
const formatsMax = 500

function formatOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  if (formats.size >= formatsMax) formats.clear()
  const options = { timeZone, dateStyle: 'full', timeStyle: 'short' } as const
  const format = new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}

/** An instant as somebody reads it. */
export const instantWords = (at: string, locale: string, timeZone: string): string =>
  formatOf(locale, timeZone).format(new Date(at))

/** What a notification says, in the language and zone of its recipient. */
export function wordsOf({ kind, aboutName, at, pact, isOwn, locale, timeZone }: Facts): Words {
  const language = languageOf(locale)
  const name = aboutName ?? language.somebody
  return language.kinds[kind]({ name, at: at === null ? null : instantWords(at, locale, timeZone), pact, isOwn })
}
