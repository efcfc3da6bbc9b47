import { isUuid } from '../../db/ids.ts'

/** Whom a link that stops mail is for, and the signature that it carries. */
export interface UnsubscribeToken {
  tenantId: string
  personId: string
  signature: string
}

const tokenPattern = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/

const packed = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

function unpacked(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A token as it stands in a link: short enough for one line of a header. */
export const tokenText = ({ tenantId, personId, signature }: UnsubscribeToken): string =>
  `${packed(tenantId)}${packed(personId)}${signature}`

/** A token from a link; null when it is none. Nothing of it is true before its signature has been verified. */
export function readToken(text: string): UnsubscribeToken | null {
  const [, tenant = '', person = '', signature = ''] = tokenPattern.exec(text) ?? []
  const [tenantId, personId] = [unpacked(tenant), unpacked(person)]
  return isUuid(tenantId) && isUuid(personId) ? { tenantId, personId, signature } : null
}
