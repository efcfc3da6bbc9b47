import type { Facts } from './notifications.types.ts'
import { filled } from './own-texts.rules.ts'
import { languageOf } from './texts/languages.ts'
import type { Words } from './texts/text.ts'

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

/** What a notification says, in the language and zone of its recipient; in the campus's own words where it has some. */
export function wordsOf({
  kind,
  aboutName,
  at: instant,
  by,
  pact,
  isOwn,
  locale,
  timeZone,
  ownTitle,
  ownText
}: Facts): Words {
  const language = languageOf(locale)
  const name = aboutName ?? (kind === 'MOCK_FEEDBACK_GIVEN' ? language.partner : language.somebody)
  const isByOffice = by === 'ADMIN'
  const named = { name, at: instant === null ? null : instantWords(instant, locale, timeZone), isByOffice, pact, isOwn }
  // A campus words what people do to each other; what it does itself has words that say so.
  const own =
    ownTitle === null || ownText === null || isByOffice ? null : filled({ title: ownTitle, text: ownText }, named)
  return own ?? language.kinds[kind](named)
}
