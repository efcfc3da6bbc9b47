import { type Actor, systemActor } from '../../actor.ts'
import { openScope, today } from '../../db/scope.ts'
import { actorOf, type SignedInRow, standingBySubject } from '../../db/standing.ts'
import { refuse } from '../../errors.ts'
import { millisOf } from '../../ports/clock.ts'
import { readPartnerToken } from '../preparation/partner-token.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { IssuerRegistryOptions } from './issuer-registry.ts'
import { TokenVerifier, type VerifiedToken } from './verify-token.ts'

export interface IdentityOptions extends Omit<IssuerRegistryOptions, 'issuerTtlMs'> {
  /**
   * How long a role that was taken away still reads (writes ask again in their own transaction): 5 s unless given. What
   * the registry says is believed three times as long. 0 asks every time.
   */
  actorTtlMs?: number
}

/** A campus, and who acts there. */
export interface Identified {
  tenantId: string
  actor: Actor
  /** Whether the campus runs only GraphQL documents that it has registered. */
  isTrustedDocumentRequired: boolean
}

const actorsMax = 20_000

const keyOf = ({ tenantId, subject }: VerifiedToken): string => `${tenantId} ${subject}`

/** From a bearer token to an actor. One for the process: the doors share what it remembers. */
export class Identity {
  readonly #options: IdentityOptions
  readonly #actorTtlMs: number
  readonly #verifier: TokenVerifier
  readonly #actors = new BoundedCache<Identified | null>(actorsMax)
  readonly #asking = new Map<string, Promise<Identified | null>>()

  constructor(options: IdentityOptions) {
    this.#options = options
    this.#actorTtlMs = options.actorTtlMs ?? 5_000
    this.#verifier = new TokenVerifier({ ...options, issuerTtlMs: 3 * this.#actorTtlMs })
  }

  /**
   * The campus of the token's issuer and the active person or machine with the token's subject there, with the roles
   * that the campus' database gives them; no claim of the token gives a role.
   * Throws UNAUTHENTICATED, or SERVICE_UNAVAILABLE when the database or the issuer's keys can't be reached.
   */
  async identify(token: string, requestId: string): Promise<Identified> {
    const identified = await this.#identified(await this.#verifier.verify(token), requestId)
    if (!identified)
      throw refuse('UNAUTHENTICATED', {
        message: 'The subject of the token (sub) is nobody who is active at the campus.'
      })
    return identified
  }

  /** The same without asking anybody; null when too little is remembered. */
  identifyAtOnce(token: string): Identified | null {
    const verified = this.#verifier.remembered(token)
    return (verified && this.#actors.get(keyOf(verified), this.#now())) ?? null
  }

  /**
   * Whoever shows a link of a campus: nobody signs in, and whether there is such a link only the campus's rows tell.
   * Throws NOT_FOUND for what names no campus.
   */
  async identifyLink(text: string): Promise<Identified> {
    const link = readPartnerToken(text)
    if (!link || !(await this.#verifier.hasCampus(link.tenantId))) throw refuse('NOT_FOUND', { path: ['token'] })
    const { tenantId, linkId: id } = link
    return { tenantId, actor: { kind: 'LINK', id, roles: new Set() }, isTrustedDocumentRequired: false }
  }

  #identified(token: VerifiedToken, requestId: string): Promise<Identified | null> | Identified | null {
    const key = keyOf(token)
    const known = this.#actors.get(key, this.#now())
    if (known !== undefined) return known
    // A page opens with several requests at once: one statement answers them all.
    const asked = this.#asking.get(key) ?? this.#ask(token, requestId, key)
    this.#asking.set(key, asked)
    return asked
  }

  async #ask({ tenantId, subject }: VerifiedToken, requestId: string, key: string): Promise<Identified | null> {
    try {
      const { database, clock } = this.#options
      const scope = openScope({
        database,
        clock,
        tenantId,
        actor: systemActor,
        requestId
      })
      const rows = await scope.rows<SignedInRow>(standingBySubject(subject, today(clock)))
      // A subject that is both a person's and a machine's is nobody's: neither may be taken for the other.
      const [row] = rows.length === 1 ? rows : []
      const found = row
        ? { tenantId, actor: actorOf(row), isTrustedDocumentRequired: row.isTrustedDocumentRequired }
        : null
      this.#actors.set(key, found, this.#now() + this.#actorTtlMs)
      return found
    } finally {
      this.#asking.delete(key)
    }
  }

  #now(): number {
    return millisOf(this.#options.clock)
  }
}
