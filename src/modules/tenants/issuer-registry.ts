import { systemActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { noTenant } from '../../db/owner.ts'
import { openScope } from '../../db/scope.ts'
import { type Clock, millisOf } from '../../ports/clock.ts'
import { developmentIssuerPrefix } from './dev-issuer.ts'
import { allIssuers, type IssuerRow } from './issuers.queries.ts'
import { JwksKeySet, type KeySet, pemKeySet } from './key-sets.ts'

/** An issuer that tokens may come from, with its keys. */
export interface Issuer extends IssuerRow {
  keys: KeySet
}

export interface IssuerRegistryOptions {
  database: Database
  clock: Clock
  /** How long a registration, or its absence, is believed. */
  issuerTtlMs: number
  /** Only the embedded server has a development issuer; rows of one that came with a copied database count for nothing. */
  isDevelopmentIssuerOn?: boolean
  onKeySetFailure?: (url: string, error: unknown) => void
}

/**
 * The registry of issuers, read whole: made-up issuers then cost no statement, and what is kept is bounded by the
 * campuses. An issuer's keys live on while its registration stays the same.
 */
export class IssuerRegistry {
  readonly #options: IssuerRegistryOptions
  #issuers: ReadonlyMap<string, Issuer> = new Map()
  #loadedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | null = null

  constructor(options: IssuerRegistryOptions) {
    this.#options = options
  }

  async find(issuer: string): Promise<Issuer | undefined> {
    await this.#refresh()
    return this.#issuers.get(issuer)
  }

  /** Whether there is such a campus. */
  async hasCampus(tenantId: string): Promise<boolean> {
    await this.#refresh()
    return [...this.#issuers.values()].some(({ institutionId }) => institutionId === tenantId)
  }

  async #refresh(): Promise<void> {
    const age = millisOf(this.#options.clock) - this.#loadedAt
    if (age >= this.#options.issuerTtlMs) await this.#load()
  }

  #load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #read(): Promise<void> {
    const { database, clock, isDevelopmentIssuerOn = false } = this.#options
    // The registry belongs to no campus; a scope of none still goes through the one gate and sees no campus' rows.
    const scope = openScope({ database, clock, tenantId: noTenant, actor: systemActor, requestId: 'issuers' })
    const rows = await scope.rows<IssuerRow>(allIssuers())
    const usable = rows.filter((row) => isDevelopmentIssuerOn || !row.issuer.startsWith(developmentIssuerPrefix))
    this.#issuers = new Map(usable.map((row) => [row.issuer, { ...row, keys: this.#keysOf(row) }]))
    this.#loadedAt = millisOf(clock)
  }

  #keysOf(row: IssuerRow): KeySet {
    const known = this.#issuers.get(row.issuer)
    if (known && keySource(known) === keySource(row)) return known.keys
    const { clock, onKeySetFailure: onFailure } = this.#options
    return row.jwksUrl ? new JwksKeySet(row.jwksUrl, { clock, onFailure }) : pemKeySet(row.publicKeys ?? [])
  }
}

const keySource = ({ jwksUrl, publicKeys }: IssuerRow): string => jwksUrl ?? JSON.stringify(publicKeys)
