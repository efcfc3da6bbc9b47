import { createPublicKey, type KeyObject } from 'node:crypto'
import { JwksClient } from 'jwks-rsa'
import { refuse } from '../../errors.ts'
import { type Clock, millisOf } from '../../ports/clock.ts'

/** A public key as the registry keeps it. Without a kid it serves tokens that name none. */
export interface PublicKey {
  kid: string | null
  alg: string | null
  pem: string
}

/** The keys of one issuer. A look-up never leaves it, so no campus' key can sign for another. */
export interface KeySet {
  /**
   * The key that a token's header names. Throws UNAUTHENTICATED when the issuer has no such key, SERVICE_UNAVAILABLE
   * when its keys can't be had at present.
   */
  find(kid: string | undefined, alg: string): Promise<KeyObject>
}

interface Key {
  kid: string | null
  alg: string | null
  key: KeyObject
}

export interface KeySetOptions {
  clock: Clock
  /** Hears of each failed fetch, for the log. */
  onFailure?: (url: string, error: unknown) => void
}

const modulusBitsMin = 2048
const keyOf = ({ kid, alg, pem }: PublicKey): Key => ({ kid, alg, key: createPublicKey(pem) })
const isStrong = ({ key }: Key): boolean =>
  (key.asymmetricKeyDetails?.modulusLength ?? modulusBitsMin) >= modulusBitsMin

function pick(keys: readonly Key[], kid: string | undefined, alg: string): KeyObject | undefined {
  const fitting = keys.filter((key) => key.alg === null || key.alg === alg)
  if (kid !== undefined) return fitting.find((key) => key.kid === kid)?.key
  // RFC 7515 lets a token go without a kid; then only a set of one key leaves no choice to be made.
  return keys.length === 1 ? fitting[0]?.key : undefined
}

const unknownKey = (kid: string | undefined) =>
  refuse('UNAUTHENTICATED', {
    message:
      kid === undefined
        ? 'The token does not say which of the keys of its issuer signed it (kid).'
        : 'The token is signed with a key (kid) that is not in the key set of its issuer.'
  })

/** A key set that an operator registered as PEM: it changes only with the registry. */
export function pemKeySet(publicKeys: readonly PublicKey[]): KeySet {
  const keys = publicKeys.map(keyOf).filter(isStrong)
  return {
    async find(kid, alg) {
      const found = pick(keys, kid, alg)
      if (!found) throw unknownKey(kid)
      return found
    }
  }
}

const fetchTimeoutMs = 3_000
const bodyBytesMax = 64 * 1024

async function fetchKeySet(url: string): Promise<{ keys: unknown }> {
  // No redirects: the operator vouched for this address and no other.
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeoutMs) })
  if (!response.ok || !response.body) throw new Error(`The key set answered with status ${response.status}.`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > bodyBytesMax) throw new Error(`The key set has more than ${bodyBytesMax} bytes.`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString())
}

// A key withdrawn by its issuer is believed this long at most, and so much longer while the issuer can't be reached.
const freshMs = 5 * 60_000
const staleMs = 60 * 60_000
const waitMaxMs = 30_000

/**
 * The key set behind a JWKS URL: fetched when needed, one fetch at a time, kept for five minutes, and fetched at once
 * for a kid that it does not know, so that a rotated key works. After a fetch that brought nothing new the next one
 * waits for 1, 2, 4 … 30 s: a flood of made-up kids costs the issuer two fetches a minute. (The cache of jwks-rsa
 * itself is by kid under one limit, so that such a flood would keep the true keys from being renewed.)
 */
export class JwksKeySet implements KeySet {
  readonly #url: string
  readonly #options: KeySetOptions
  readonly #client: JwksClient
  #keys: readonly Key[] = []
  #loadedAt = Number.NEGATIVE_INFINITY
  #hasFailed = false
  #idleFetches = 0
  #nextAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | null = null

  constructor(url: string, options: KeySetOptions) {
    this.#url = url
    this.#options = options
    this.#client = new JwksClient({ jwksUri: url, cache: false, rateLimit: false, fetcher: fetchKeySet as never })
  }

  async find(kid: string | undefined, alg: string): Promise<KeyObject> {
    if (this.#now() - this.#loadedAt > freshMs) await this.#refresh()
    const known = pick(this.#usable(), kid, alg)
    if (known) return known
    await this.#refresh()
    const found = pick(this.#usable(), kid, alg)
    if (found) return found
    if (this.#hasFailed)
      throw refuse('SERVICE_UNAVAILABLE', { message: 'The keys of the issuer can not be fetched at present.' })
    throw unknownKey(kid)
  }

  #now(): number {
    return millisOf(this.#options.clock)
  }

  #usable(): readonly Key[] {
    return this.#now() - this.#loadedAt > staleMs ? [] : this.#keys
  }

  #refresh(): Promise<void> {
    const now = this.#now()
    if (this.#fetching === null && now < this.#nextAt) return Promise.resolve()
    this.#fetching ??= this.#fetch(now).finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  async #fetch(now: number): Promise<void> {
    // Quiet for a while: an old back-off does not count against a key rotated now.
    if (now - this.#nextAt > waitMaxMs) this.#idleFetches = 0
    try {
      const found = (await this.#client.getSigningKeys()).map((key) =>
        keyOf({ kid: key.kid ?? null, alg: key.alg ?? null, pem: key.getPublicKey() })
      )
      this.#idleFetches = isSame(this.#keys, found) ? this.#idleFetches + 1 : 0
      this.#keys = found.filter(isStrong)
      this.#loadedAt = now
      this.#hasFailed = false
    } catch (error) {
      this.#idleFetches += 1
      this.#hasFailed = true
      this.#options.onFailure?.(this.#url, error)
    }
    this.#nextAt = now + (this.#idleFetches === 0 ? 0 : Math.min(waitMaxMs, 1000 * 2 ** (this.#idleFetches - 1)))
  }
}

const isSame = (before: readonly Key[], after: readonly Key[]): boolean =>
  before.length === after.length && after.every((key, i) => before[i]?.kid === key.kid && key.key.equals(before[i].key))
