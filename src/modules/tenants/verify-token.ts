import { hash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { refuse } from '../../errors.ts'
import { millisOf } from '../../ports/clock.ts'
import { BoundedCache } from './bounded-cache.ts'
import { type Issuer, IssuerRegistry, type IssuerRegistryOptions } from './issuer-registry.ts'

/** What a verified token says: somebody of a campus. What they may do there is the database's to say. */
export interface VerifiedToken {
  tenantId: string
  issuer: string
  subject: string
}

type Claims = Record<string, unknown>

interface Header {
  alg?: unknown
  kid?: unknown
  crit?: unknown
}

// Clocks of two well-kept machines differ by less; RFC 7519 asks for "no more than a few minutes".
const clockToleranceSeconds = 30
// A verified token costs no signature check while it is remembered; a withdrawn key or issuer counts after this.
const rememberMs = 60_000
const rememberedMax = 5_000
const subjectLengthMax = 255

const refused = (message: string, cause?: unknown) => refuse('UNAUTHENTICATED', { message, cause })

// Kept under their hash, so that no memory dump holds thousands of live tokens.
const keyOf = (token: string): string => hash('sha256', token, 'base64')

/** Checks bearer tokens (RFC 7519, RFC 8725) against the registered issuers. */
export class TokenVerifier {
  readonly #options: IssuerRegistryOptions
  readonly #registry: IssuerRegistry
  readonly #remembered = new BoundedCache<VerifiedToken>(rememberedMax)

  constructor(options: IssuerRegistryOptions) {
    this.#options = options
    this.#registry = new IssuerRegistry(options)
  }

  /**
   * Who the token speaks of, once everything about it has been checked.
   * Throws UNAUTHENTICATED that names the check which failed, SERVICE_UNAVAILABLE when the keys can't be had.
   */
  async verify(token: string): Promise<VerifiedToken> {
    const now = millisOf(this.#options.clock)
    const known = this.remembered(token)
    if (known) return known
    const { header, claims } = decode(token)
    const issuer = typeof claims.iss === 'string' ? await this.#registry.find(claims.iss) : undefined
    if (!issuer) throw refused('The issuer of the token (iss) is not registered.')
    checkHeader(header, issuer)
    const publicKey = await issuer.keys.find(header.kid as string | undefined, header.alg as string)
    const verified = verifyWith(token, publicKey, issuer, now)
    this.#remembered.set(keyOf(token), verified.token, Math.min(verified.expiresAt, now + rememberMs))
    return verified.token
  }

  /** Whether a campus with this id is registered. */
  hasCampus(tenantId: string): Promise<boolean> {
    return this.#registry.hasCampus(tenantId)
  }

  /** What a token says that was checked a short while ago. */
  remembered(token: string): VerifiedToken | undefined {
    return this.#remembered.get(keyOf(token), millisOf(this.#options.clock))
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Read, and trusted for nothing but to choose the issuer that has to vouch for it.
function decode(token: string): { header: Header; claims: Claims } {
  const decoded = tryDecode(token)
  if (!decoded || !isRecord(decoded.header) || !isRecord(decoded.payload))
    throw refused('The bearer token is not a JWT.')
  return { header: decoded.header, claims: decoded.payload }
}

function tryDecode(token: string) {
  try {
    return jwt.decode(token, { complete: true })
  } catch {
    return null
  }
}

function checkHeader({ alg, kid, crit }: Header, issuer: Issuer): void {
  if (typeof alg !== 'string' || !issuer.algorithms.includes(alg)) {
    throw refused('The token is signed with an algorithm (alg) that its issuer is not registered for.')
  }
  // RFC 7515, 4.1.11: extensions marked critical are understood, or the token is refused. We understand none.
  if (crit !== undefined) throw refused('The token needs an extension (crit) that is not understood.')
  if (kid !== undefined && typeof kid !== 'string') throw refused('The key id of the token (kid) is not text.')
}

function verifyWith(token: string, publicKey: jwt.PublicKey, issuer: Issuer, now: number) {
  const claims = checkSignatureAndClaims(token, publicKey, issuer, now)
  const { exp, sub } = claims
  // jsonwebtoken accepts a token that never expires, and a subject that is an object.
  if (typeof exp !== 'number') throw refused('The token has no expiry (exp).')
  if (!isSubject(sub)) throw refused('The subject of the token (sub) is not text of at most 255 characters.')
  return {
    token: { tenantId: issuer.institutionId, issuer: issuer.issuer, subject: sub },
    expiresAt: exp * 1000
  }
}

const isSubject = (sub: unknown): sub is string =>
  typeof sub === 'string' && sub !== '' && sub.length <= subjectLengthMax && !sub.includes('\0') && sub.isWellFormed()

function checkSignatureAndClaims(token: string, publicKey: jwt.PublicKey, issuer: Issuer, now: number): Claims {
  try {
    return jwt.verify(token, publicKey, {
      algorithms: issuer.algorithms as jwt.Algorithm[],
      issuer: issuer.issuer,
      audience: issuer.audience,
      clockTimestamp: Math.floor(now / 1000),
      clockTolerance: clockToleranceSeconds
    }) as Claims
  } catch (error) {
    throw refused(reasonOf(error as Error), error)
  }
}

function reasonOf(error: Error): string {
  if (error instanceof jwt.TokenExpiredError) return 'The token has expired (exp).'
  if (error instanceof jwt.NotBeforeError) return 'The token is not valid yet (nbf).'
  if (error.message.startsWith('jwt audience')) return 'The token is meant for another audience (aud).'
  if (error.message.startsWith('jwt issuer')) return 'The token names another issuer (iss).'
  if (/^invalid (exp|nbf) value$/.test(error.message)) return 'A time in the token (exp, nbf) is not a number.'
  return 'The signature of the token does not verify.'
}
