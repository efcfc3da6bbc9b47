import { createHmac, createPublicKey, type KeyObject, sign as signature } from 'node:crypto'

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A compact JWS of any header and any claims, also of such as no library would sign. */
export function jws(header: object, claims: object, key: KeyObject): string {
  const text = `${encoded(header)}.${encoded(claims)}`
  if (key.type === 'secret') return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  const signed = signature('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signed.toString('base64url')}`
}

/** The same token without its signature, or with other claims under the old one. */
export const unsigned = (header: object, claims: object): string => `${encoded(header)}.${encoded(claims)}.`

export function tampered(token: string, claims: object): string {
  const [header, , signed] = token.split('.')
  return `${header}.${encoded(claims)}.${signed}`
}

/** A public key as the registry keeps it. */
export const registered = (kid: string | null, key: KeyObject, alg: string | null = null) => ({
  kid,
  alg,
  pem: (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'pem' }).toString()
})
