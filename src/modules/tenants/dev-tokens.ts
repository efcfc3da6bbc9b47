import { type Role, systemActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { toUuid } from '../../db/ids.ts'
import { noTenant } from '../../db/owner.ts'
import { openScope, today } from '../../db/scope.ts'
import type { Clock } from '../../ports/clock.ts'
import { StartupError } from '../../startup-error.ts'
import { type DevIssuer, developmentIssuerOf } from './dev-issuer.ts'
import { allIssuers, type IssuerRow } from './issuers.queries.ts'
import { type SignInRow, signInById, signInByRole } from './sign-in.queries.ts'

/** Where tokens for the development issuer's campuses are made. */
export interface TokenDesk {
  database: Database
  clock: Clock
  issuer: DevIssuer
}

interface TokenRequest {
  slug: string
  /** Null: whatever roles the person has. */
  role: Role | null
  /** Null: the first one with the role, by external id. */
  personId: string | null
  ttlSeconds: number
}

/** The tokens that the start-up prints; null where a campus has nobody of that role. */
export interface CampusTokens {
  slug: string
  tokens: Record<(typeof printedRoles)[number], string | null>
}

const printedRoles = ['student', 'mentor', 'counselor', 'admin'] as const
// A day's work with what the start-up printed; `npm run -s token -- --ttl` makes longer and shorter ones.
const printedTtlSeconds = 24 * 3600

/** For each campus of the embedded server a token of a student, a mentor, a counselor and an admin. */
export async function devTokens(desk: TokenDesk): Promise<CampusTokens[]> {
  const campuses = await developmentCampuses(desk)
  return Promise.all(
    campuses.map(async ({ institutionSlug: slug, institutionId }) => {
      const signed = printedRoles.map(async (name) => {
        const role = name.toUpperCase() as Role
        const who = await findSignIn(desk, institutionId, signInByRole(role, today(desk.clock)))
        return [name, who && desk.issuer.sign({ slug, subject: who.subject, ttlSeconds: printedTtlSeconds })]
      })
      return { slug, tokens: Object.fromEntries(await Promise.all(signed)) }
    })
  )
}

/**
 * One token, for a person or for the first one of a role.
 * Throws StartupError when there is no such campus, or nobody there who fits.
 */
export async function devToken(desk: TokenDesk, request: TokenRequest): Promise<string> {
  const { slug, role, personId, ttlSeconds } = request
  const campuses = await developmentCampuses(desk)
  const campus = campuses.find((row) => row.institutionSlug === slug)
  if (!campus) throw new StartupError(`there is no campus ${slug} here. ${knownCampuses(campuses)}`)
  const on = today(desk.clock)
  const statement = personId === null ? signInByRole(role as Role, on) : signInById(toUuid(personId), role, on)
  const who = await findSignIn(desk, campus.institutionId, statement)
  if (!who) throw new StartupError(nobody(request))
  return desk.issuer.sign({ slug, subject: who.subject, ttlSeconds })
}

const knownCampuses = (campuses: readonly IssuerRow[]): string =>
  campuses.length === 0
    ? 'There is none yet: run npm start first.'
    : `There are: ${campuses.map((row) => row.institutionSlug).join(', ')}.`

const nobody = ({ slug, role, personId }: TokenRequest): string => {
  const who = personId === null ? 'nobody active' : `no active person ${personId}`
  const withRole = role === null ? '' : ` with the role ${role.toLowerCase()}`
  return `${slug} has ${who}${withRole} who can sign in (a subject is needed).`
}

async function developmentCampuses({ database, clock }: TokenDesk): Promise<IssuerRow[]> {
  const rows = await readAs(database, clock, noTenant).rows<IssuerRow>(allIssuers())
  return rows.filter((row) => row.issuer === developmentIssuerOf(row.institutionSlug))
}

const findSignIn = async ({ database, clock }: TokenDesk, tenantId: string, statement: ReturnType<typeof signInById>) =>
  (await readAs(database, clock, tenantId).rows<SignInRow>(statement))[0] ?? null

const readAs = (database: Database, clock: Clock, tenantId: string) =>
  openScope({ database, clock, tenantId, actor: systemActor, requestId: 'development-tokens' })
