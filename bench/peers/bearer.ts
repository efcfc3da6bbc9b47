import type { Database } from '../../src/db/database.ts'
import { TokenVerifier, type VerifiedToken } from '../../src/modules/tenants/verify-token.ts'
import { systemClock } from '../../src/ports/clock.ts'

/** Verifies the header of a request as Halfhour does, with the same memory of tokens: no peer pays more for it. */
export function openVerifier(database: Database): (authorization: string | undefined) => Promise<VerifiedToken> {
  const verifier = new TokenVerifier({ database, clock: systemClock, issuerTtlMs: 15_000, isDevelopmentIssuerOn: true })
  return (authorization = '') => verifier.verify(authorization.slice('Bearer '.length))
}
