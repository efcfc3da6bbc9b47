import { folded, escapedText as text } from '../vcard-lines.rules.ts'
import type { ContactCard } from './cards.types.ts'

const stamp = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`

/** A card as vCard 4.0 (RFC 6350). What the reader may not see, or the card does not have, is left out. */
export function vCardOf(card: ContactCard): string {
  const { displayName, givenName, familyName, organization, title, phone, email, url, note } = card
  const line = (name: string, value: string | null) => (value === null ? [] : [`${name}:${text(value)}`])
  const content = [
    'BEGIN:VCARD',
    // Right after BEGIN, as 6.7.9 has it.
    'VERSION:4.0',
    'PRODID:-//Halfhour//Contact card//EN',
    `UID:urn:uuid:${card.id}`,
    `REV:${stamp(card.updatedAt)}`,
    ...line('FN', displayName),
    `N:${text(familyName)};${text(givenName)};;;`,
    ...line('ORG', organization),
    ...line('TITLE', title),
    ...line('TEL', phone),
    ...line('EMAIL', email),
    // A URI has nothing to escape, and was refused when it held what would end its line.
    ...(url === null ? [] : [`URL:${url}`]),
    ...line('NOTE', note),
    'END:VCARD'
  ]
  return content.map((each) => `${folded(each)}\r\n`).join('')
}

/** What a browser is to call the card when it keeps it (RFC 6266, with RFC 8187 for other than ASCII). */
export function dispositionOf({ displayName }: ContactCard): string {
  const name = encodeURIComponent(displayName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`
  )
  return `attachment; filename="card.vcf"; filename*=UTF-8''${name}.vcf`
}
