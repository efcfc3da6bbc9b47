import type { Scope } from '../../db/scope.ts'
import { millisOf } from '../../ports/clock.ts'
import { BoundedCache } from '../tenants/bounded-cache.ts'
import { digestOfText, trustedText } from './documents.service.ts'

const textsMax = 2_000

/**
 * The registered texts that requests name. Remembered for some seconds, so that a hot document costs no statement; a
 * removed one is refused once they are over. What is missing is not remembered: it may be registered any moment.
 */
export class TrustedTexts {
  readonly #ttlMs: number
  readonly #texts = new BoundedCache<string>(textsMax)

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs
  }

  /** The text under this id at the scope's campus, or null. */
  async textOf(scope: Scope, documentId: string): Promise<string | null> {
    const key = `${scope.tenantId} ${documentId.toLowerCase()}`
    const now = millisOf(scope.clock)
    const known = this.#texts.get(key, now)
    if (known !== undefined) return known
    const text = await trustedText(scope, documentId)
    if (text !== null) this.#texts.set(key, text, now + this.#ttlMs)
    return text
  }

  /** Whether this very text is registered at the scope's campus. */
  async isTrusted(scope: Scope, text: string): Promise<boolean> {
    return (await this.textOf(scope, `sha256:${digestOfText(text)}`)) !== null
  }
}
