import { Eta } from 'eta'
import type { Words } from '../modules/notifications/texts/text.ts'

/** What the templates of a mail fill in. */
export interface MailContents {
  locale: string
  subject: string
  greeting: string
  /** What stands before the news of a mail that has several; null where there is one. */
  intro: string | null
  news: readonly Words[]
  why: string
  /** The link that stops these mails, and its words; null where nobody knows where this service is reached. */
  unsubscribe: { href: string; label: string } | null
}

const views = new URL('templates', import.meta.url).pathname
const asHtml = new Eta({ views, cache: true, autoTrim: false })
const asText = new Eta({ views, cache: true, autoTrim: false, autoEscape: false })

/** Both forms of a mail. Names and words are escaped in the one, and stand as they are in the other. */
export const renderMail = (contents: MailContents): { text: string; html: string } => ({
  text: asText.render('./mail.txt.eta', contents),
  html: asHtml.render('./mail.html.eta', contents)
})

/** A mail that somebody wrote to somebody else, with a line below it that says how it came. */
export interface LetterContents extends Pick<MailContents, 'locale' | 'subject' | 'why' | 'unsubscribe'> {
  paragraphs: readonly string[]
}

/** Both forms of such a mail. Nothing in it is markup: it is escaped in the one, and stands as it was written in the other. */
export const renderLetter = (contents: LetterContents): { text: string; html: string } => ({
  text: asText.render('./letter.txt.eta', contents),
  html: asHtml.render('./letter.html.eta', contents)
})

/** A page for people: `inbox` or `unsubscribe`. Everything that is filled in is escaped. */
export const renderPage = (name: 'inbox' | 'unsubscribe', contents: object): string =>
  asHtml.render(`./${name}.html.eta`, contents)
