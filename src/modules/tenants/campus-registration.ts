import { createPublicKey, type KeyObject } from 'node:crypto'
import { type Problem, problem } from '../../errors.ts'
import type { PublicKey } from './key-sets.ts'

/** What an operator says of a new campus and of the one who signs for its people. */
export interface CampusRegistration {
  slug: string
  name: string
  timeZone: string
  locale: string
  issuer: string
  audience: string
  algorithms: string[]
  /** Where the issuer publishes its keys, or null: then `publicKeys`. */
  jwksUrl: string | null
  publicKeys: PublicKey[] | null
  /** Subjects of the machines that bring the campus' people in. */
  integrationSubjects: string[]
  /** Subjects of people who administer the campus from the first day. */
  adminSubjects: string[]
}

/** Asymmetric only (RFC 8725, 3.1): a shared secret that verifies also signs. The registry's check says the same. */
export const algorithmsAllowed = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512'
] as const

type Check = (registration: CampusRegistration) => string | null

const isText = (value: string, max: number): boolean =>
  value.trim() !== '' && value.length <= max && !value.includes('\0') && value.isWellFormed()

const checks: Partial<Record<keyof CampusRegistration, Check>> = {
  slug: ({ slug }) =>
    /^[a-z][a-z0-9-]{1,40}$/.test(slug)
      ? null
      : 'The slug must be 2 to 41 lower-case letters, digits and hyphens, a letter first.',
  name: ({ name }) => (isText(name, 200) ? null : 'The name must be 1 to 200 characters.'),
  timeZone: ({ timeZone }) =>
    isTimeZone(timeZone) ? null : 'The time zone must be an IANA name, as in America/Chicago.',
  locale: ({ locale }) => (isLocale(locale) ? null : 'The locale must be a BCP 47 tag, as in en-US.'),
  issuer: ({ issuer }) =>
    isIssuer(issuer)
      ? null
      : 'The issuer must be the iss of the tokens: an https URL (http on this machine only) or a URN.',
  audience: ({ audience }) => (isText(audience, 255) ? null : 'The audience must be 1 to 255 characters.'),
  algorithms: ({ algorithms }) =>
    algorithms.length > 0 && algorithms.every((name) => (algorithmsAllowed as readonly string[]).includes(name))
      ? null
      : `The algorithms must be some of ${algorithmsAllowed.join(', ')}.`,
  jwksUrl: ({ jwksUrl, publicKeys }) => {
    if ((jwksUrl === null) === (publicKeys === null))
      return 'Give the URL of a key set (JWKS) or public keys: one of the two.'
    return jwksUrl === null || isServedSafely(jwksUrl)
      ? null
      : 'The URL of the key set must be https (http on this machine only).'
  },
  publicKeys: ({ publicKeys, algorithms }) => publicKeysProblem(publicKeys, algorithms),
  integrationSubjects: ({ integrationSubjects, adminSubjects }) =>
    subjectsProblem([...integrationSubjects, ...adminSubjects])
}

/** Every mistake in a registration, each under its field; none when it may be written. */
export function checkRegistration(registration: CampusRegistration): Problem[] {
  return Object.entries(checks).flatMap(([field, check]) => {
    const message = check(registration)
    return message === null ? [] : [problem('INVALID_INPUT', { path: [field], message })]
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    // An offset is accepted there, but it is no place: it knows no daylight saving.
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const isIssuer = (issuer: string): boolean =>
  issuer.length <= 255 && (/^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i.test(issuer) || isServedSafely(issuer))

// Keys that came over plain http could be anybody's, unless they came from this machine.
function isServedSafely(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.username !== '' || url.password !== '') return false
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  )
}

function publicKeysProblem(publicKeys: readonly PublicKey[] | null, algorithms: readonly string[]): string | null {
  if (publicKeys === null) return null
  if (publicKeys.length === 0) return 'There must be at least one public key.'
  return publicKeys.map((key) => publicKeyProblem(key, algorithms)).find((found) => found !== null) ?? null
}

const algorithmsByCurve: Record<string, string> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }

function publicKeyProblem({ pem }: PublicKey, algorithms: readonly string[]): string | null {
  // createPublicKey would take a private key too, and then it would lie in the registry.
  if (pem.includes('PRIVATE KEY')) return 'The public key is a private one; give the public half only.'
  const key = tryPublicKey(pem)
  if (!key) return 'The public key is not one in PEM.'
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    return 'The public key is an RSA key of less than 2048 bits.'
  }
  return algorithms.some((name) => fits(name, key)) ? null : 'The public key is one that none of the algorithms uses.'
}

function tryPublicKey(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem)
  } catch {
    return null
  }
}

const fits = (algorithm: string, key: KeyObject): boolean =>
  key.asymmetricKeyType === 'rsa'
    ? !algorithm.startsWith('ES')
    : algorithm === algorithmsByCurve[key.asymmetricKeyDetails?.namedCurve ?? '']

function subjectsProblem(subjects: readonly string[]): string | null {
  if (subjects.length === 0)
    return 'Give the subject of an integration or of an administrator, or nobody could bring the campus its people.'
  if (new Set(subjects).size < subjects.length) return 'The subjects of integrations and administrators must differ.'
  return subjects.every((subject) => isText(subject, 255))
    ? null
    : 'The subjects of integrations and administrators must be 1 to 255 characters each.'
}
