import { type Problem, problem } from '../../errors.ts'
import {
  type CardText,
  type ContentLine,
  cardsIn,
  components,
  escapedText,
  folded,
  unescapedText
} from '../vcard-lines.rules.ts'
import { nameOf } from './contacts.rules.ts'
import type { ContactFields, FileContact, ListedContactRow } from './contacts.types.ts'

/** What a vCard has no property for, under names of our own (RFC 6350, 6.10). */
const own = {
  kind: 'X-HALFHOUR-KIND',
  source: 'X-HALFHOUR-SOURCE',
  connectionState: 'X-HALFHOUR-CONNECTION',
  occupation: 'X-HALFHOUR-OCCUPATION',
  whatIsUnique: 'X-HALFHOUR-UNIQUE',
  introducedById: 'X-HALFHOUR-INTRODUCED-BY',
  personId: 'X-HALFHOUR-PERSON'
} as const
const archived = 'X-HALFHOUR-ARCHIVED'

/** Contacts as vCards 4.0, one after the other (RFC 6350). What a contact does not have is left out. */
export const vCardsOf = (contacts: readonly ListedContactRow[]): string => contacts.map(vCardOf).join('')

function vCardOf(contact: ListedContactRow): string {
  const line = (name: string, value: string | null) => (value === null ? [] : [`${name}:${escapedText(value)}`])
  const isUri = /^[a-z][a-z\d+.-]*:[^\s\\,;]*$/i.test(contact.uid)
  const { occupationCode: occupation, introducedByUid: introducedById, ...rest } = contact
  const values = { ...rest, occupation, introducedById }
  const content = [
    'BEGIN:VCARD',
    // Right after BEGIN, as 6.7.9 has it.
    'VERSION:4.0',
    'PRODID:-//Halfhour//Contacts//EN',
    `UID${isUri ? '' : ';VALUE=text'}:${escapedText(contact.uid)}`,
    ...line('FN', nameOf(contact)),
    `N:${escapedText(contact.familyName ?? '')};${escapedText(contact.givenName ?? '')};;;`,
    ...line('ORG', contact.organization),
    ...line('TITLE', contact.title),
    ...line('EMAIL', contact.email),
    ...line('TEL', contact.phone),
    // A URI has nothing to escape, and was refused when it held what would end its line.
    ...(contact.profileUrl === null ? [] : [`URL:${contact.profileUrl}`]),
    ...line('NOTE', contact.notes),
    ...Object.entries(own).flatMap(([field, name]) => line(name, values[field as keyof typeof own])),
    ...(contact.isArchived ? [`${archived}:true`] : []),
    'END:VCARD'
  ]
  return content.map((each) => `${folded(each)}\r\n`).join('')
}

/** The contacts of a vCard file, as its cards have them; a card that is none of ours to read comes with its problem. */
export const contactsInVCards = (content: string): FileContact[] => cardsIn(content).map(contactIn)

function contactIn(card: CardText): FileContact {
  const of = (name: string) => preferred(card.properties.filter((property) => property.name === name))
  const text = (name: string) => {
    const found = of(name)
    return found && (unescapedText(found.value).trim() || undefined)
  }
  const { line } = card
  const uid = text('UID') ?? null
  return { line, uid, fileId: null, fields: fieldsOf(card, of, text), problems: cardProblems(card, text) }
}

function cardProblems({ isComplete }: CardText, text: (name: string) => string | undefined): Problem[] {
  const invalid = (message: string) => [problem('INVALID_INPUT', { path: [], message })]
  if (!isComplete) return invalid('The card does not end: END:VCARD is missing.')
  const version = text('VERSION')
  if (version !== '4.0' && version !== '3.0') return invalid('Only vCards of the versions 4.0 and 3.0 can be read.')
  const isGroup = [text('KIND'), text('X-ADDRESSBOOKSERVER-KIND')].some((kind) => kind?.toLowerCase() === 'group')
  return isGroup ? invalid('The card is a group, and none of a person.') : []
}

function fieldsOf(
  card: CardText,
  of: (name: string) => ContentLine | undefined,
  text: (name: string) => string | undefined
): ContactFields {
  const upper = (name: string) => text(name)?.toUpperCase()
  const [family, given] = components(of('N')?.value ?? '').map((part) => unescapedText(part).trim())
  const isArchived = text(archived)
  const fields: ContactFields = {
    ...(family || given ? { givenName: given || null, familyName: family || null } : partsOf(text('FN'))),
    // The organization alone: its units have no place here.
    organization: unescapedText(components(of('ORG')?.value ?? '')[0] ?? '').trim() || undefined,
    title: text('TITLE'),
    email: text('EMAIL')?.replace(/^mailto:/i, ''),
    phone: text('TEL')?.replace(/^tel:/i, ''),
    profileUrl: profileUrlOf(card),
    notes: text('NOTE'),
    kind: upper(own.kind),
    source: upper(own.source),
    connectionState: upper(own.connectionState),
    occupation: text(own.occupation),
    whatIsUnique: text(own.whatIsUnique),
    introducedById: text(own.introducedById),
    personId: text(own.personId),
    isArchived: isArchived && isArchived.toLowerCase() === 'true'
  } as ContactFields
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A name that nobody took apart: its last word is the family name, which is right more often than not. */
export function partsOf(name: string | undefined): Pick<ContactFields, 'givenName' | 'familyName'> {
  const words = name?.trim().split(/\s+/).filter(Boolean) ?? []
  if (words.length === 0) return {}
  const familyName = words.length > 1 ? (words.at(-1) as string) : null
  return { givenName: words.slice(0, Math.max(1, words.length - 1)).join(' '), familyName }
}

// Of several addresses or numbers the one that the card says to prefer, else the first.
const preferred = (found: readonly ContentLine[]): ContentLine | undefined =>
  found.find(({ parameters }) => /;PREF=1(;|$)|\bTYPE="?[^;]*\bPREF\b/.test(parameters)) ?? found[0]

// A page on a network that one connects on is worth more here than a home page; address books keep it apart.
function profileUrlOf({ properties }: CardText): string | undefined {
  const urls = properties
    .filter(({ name }) => name === 'URL' || name === 'X-SOCIALPROFILE')
    .map(({ value }) => withScheme(unescapedText(value).trim()))
    .filter((url) => /^https?:/i.test(url))
  return urls.find((url) => /\blinkedin\.com\//i.test(url)) ?? urls[0]
}

/** People write www.example.com, and mean a page. */
export const withScheme = (url: string): string => (/^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(url) ? `https://${url}` : url)
