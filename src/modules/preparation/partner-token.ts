import { hash, randomBytes } from 'node:crypto'

const secretBytes = 32
const campusBytes = 16
const tokenForm = /^[A-Za-z0-9_-]{64}$/

/** What a partner's link is opened by, and what is kept of it. */
export interface PartnerToken {
  token: string
  tenantId: string
  /** Of the link: made from the token, so that who shows it is known before anything is read. */
  linkId: string
  sha256: string
}

const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')

function partnerToken(token: string): PartnerToken {
  const sha256 = hash('sha256', token, 'hex')
  const campus = Buffer.from(token, 'base64url').subarray(0, campusBytes)
  return { token, tenantId: uuidOf(campus.toString('hex')), linkId: uuidOf(sha256), sha256 }
}

/** A new token for a link of this campus: the campus's id, by which its rows are found, and 256 bits of chance. */
export const newPartnerToken = (tenantId: string): PartnerToken =>
  partnerToken(
    Buffer.concat([Buffer.from(tenantId.replaceAll('-', ''), 'hex'), randomBytes(secretBytes)]).toString('base64url')
  )

/** What a text says as a token, or null when it is none; whether there is such a link only the campus's rows tell. */
export const readPartnerToken = (text: string): PartnerToken | null =>
  tokenForm.test(text) ? partnerToken(text) : null
