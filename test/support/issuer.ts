import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Clock } from '../../src/ports/clock.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** The public half, as the registry of issuers keeps it. One pair a test process: it says nothing about campuses. */
export const issuerKey = {
  kid: 'test',
  alg: 'ES256',
  pem: publicKey.export({ type: 'spki', format: 'pem' }).toString()
}

/** A token as a campus's identity provider would sign it, valid for an hour of the test's clock. */
export function signFor(issuer: string, subject: string, clock: Clock): string {
  const iat = Math.floor(Date.parse(clock.now()) / 1000)
  const claims = { iss: issuer, aud: 'halfhour', sub: subject, iat, exp: iat + 30 * 24 * 3600 }
  return jwt.sign(claims, privateKey, { algorithm: 'ES256', keyid: 'test', noTimestamp: true })
}
