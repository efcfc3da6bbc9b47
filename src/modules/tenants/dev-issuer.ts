import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import jwt from 'jsonwebtoken'
import { read, writeSecret } from '../../db/data-folder.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, noTenant } from '../../db/owner.ts'
import type { Clock } from '../../ports/clock.ts'
import { upsertIssuerOfEveryCampus } from './issuers.queries.ts'
import type { PublicKey } from './key-sets.ts'

export const developmentIssuerPrefix = 'urn:halfhour:development:'
export const developmentAudience = 'halfhour'

export const developmentIssuerOf = (slug: string): string => `${developmentIssuerPrefix}${slug}`

/** Signs tokens for the campuses of the embedded server; it exists nowhere else. */
export interface DevIssuer {
  /** The public half, as the registry keeps it. */
  readonly publicKeys: PublicKey[]
  sign(options: DevToken): string
}

export interface DevToken {
  slug: string
  subject: string
  ttlSeconds: number
}

const keyFile = (dataDir: string) => join(dataDir, 'development-key.pem')

/** The development issuer of the data folder, whose key only this user may read; made at the first call. */
export function openDevIssuer(dataDir: string, clock: Clock): DevIssuer {
  return findDevIssuer(dataDir, clock) ?? makeDevIssuer(dataDir, clock)
}

/** The same, or null while none was made. */
export function findDevIssuer(dataDir: string, clock: Clock): DevIssuer | null {
  const pem = read(keyFile(dataDir))
  return pem === null ? null : devIssuer(createPrivateKey(pem), clock)
}

function makeDevIssuer(dataDir: string, clock: Clock): DevIssuer {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeSecret(keyFile(dataDir), privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  return devIssuer(privateKey, clock)
}

function devIssuer(privateKey: KeyObject, clock: Clock): DevIssuer {
  const publicKey = createPublicKey(privateKey)
  const kid = thumbprintOf(publicKey)
  return {
    publicKeys: [{ kid, alg: 'ES256', pem: publicKey.export({ type: 'spki', format: 'pem' }) as string }],
    sign({ slug, subject, ttlSeconds }) {
      const iat = Math.floor(Date.parse(clock.now()) / 1000)
      const claims = {
        iss: developmentIssuerOf(slug),
        aud: developmentAudience,
        sub: subject,
        iat,
        exp: iat + ttlSeconds
      }
      return jwt.sign(claims, privateKey, { algorithm: 'ES256', keyid: kid })
    }
  }
}

// RFC 7638: the members that make the key, in lexical order.
function thumbprintOf(publicKey: KeyObject): string {
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

/**
 * Lets the development issuer speak for each campus of the registry. For the embedded server's owner connection, at
 * each start: a key that was made anew replaces the old one.
 */
export async function registerDevIssuer(owner: Database, issuer: DevIssuer, clock: Clock): Promise<void> {
  const row = { audience: developmentAudience, algorithms: ['ES256'], publicKeys: issuer.publicKeys }
  const upsert = upsertIssuerOfEveryCampus(developmentIssuerPrefix, row, clock.now())
  await asOwner(owner, noTenant, async (run) => run(upsert))
}
