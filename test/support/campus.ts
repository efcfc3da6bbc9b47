import { randomUUID } from 'node:crypto'
import { newId } from '../../src/db/ids.ts'
import { render, type Sql, sql, tenant } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import { defaultInstitutionPolicy, type InstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import type { TestApp } from './app.ts'
import { signFor } from './issuer.ts'

/** Somebody of a test's campus, with the token that they sign in with. */
export interface Someone {
  id: string
  token: string
}

interface PersonSeed {
  givenName?: string
  familyName?: string
  affiliations?: string[]
  roles?: string[]
  mentor?: Record<string, unknown> | null
  isDirectoryOptedOut?: boolean
  email?: string
}

const ignored = sql`1`
const stamp = '2026-01-05T09:00:00.000Z'
const stamps = { version: 1, createdAt: stamp, updatedAt: stamp }

/**
 * A campus of a test's own, so that tests may run side by side: `const { student, mentor } = await campus(app)` reads
 * as a sentence. Rows are written by the owner role, everything else in a test goes through the doors.
 */
export async function campus(app: TestApp, policy: Partial<InstitutionPolicy> = {}) {
  const tenantId = newId()
  const slug = `c${randomUUID().slice(0, 12)}`
  const issuer = `https://idp.${slug}.example`
  const run = (...statements: Sql[]) => app.asOwner(tenantId, statements)
  await run(
    sql`insert into institutions (id, slug, name, time_zone, locale, policy, version, created_at, updated_at)
      values (${tenant}, ${slug}, ${`Campus ${slug}`}, 'America/Chicago', 'en-US', ${JSON.stringify({ ...defaultInstitutionPolicy, ...policy })}, 1, ${stamp}, ${stamp})`,
    sql`insert into issuers (issuer, institution_id, institution_slug, audience, algorithms, public_keys, created_at)
      values (${issuer}, ${tenant}, ${slug}, 'halfhour', '{ES256}', ${JSON.stringify([app.issuerKey])}, ${stamp})`
  )
  const tokenOf = (subject: string) => signFor(issuer, subject, app.clock)

  async function person(seed: PersonSeed = {}): Promise<Someone> {
    const id = newId()
    const { givenName = 'Ada', familyName = `Person ${id.slice(-6)}` } = seed
    const email = seed.email ?? `${id}@campus.example`
    const own = {
      givenName,
      familyName,
      email,
      timeZone: 'America/Chicago',
      locale: 'en-US',
      isDirectoryOptedOut: seed.isDirectoryOptedOut ?? false
    }
    await run(
      insertRow('persons', { id, externalId: `x-${id}`, subject: id, ...own, ...stamps }, ignored),
      ...(seed.affiliations ?? []).map((kind) => insertRow('affiliations', { personId: id, kind }, ignored)),
      ...(seed.roles ?? []).map((role) => insertRow('staff_roles', { personId: id, role }, ignored)),
      ...(seed.mentor
        ? [insertRow('mentor_profiles', mentorRow(id, `${givenName} ${familyName}`, seed.mentor), ignored)]
        : [])
    )
    return { id, token: tokenOf(id) }
  }

  async function machine(): Promise<Someone> {
    const id = newId()
    await run(insertRow('service_accounts', { id, subject: id, name: 'Portal', ...stamps }, ignored))
    return { id, token: tokenOf(id) }
  }

  return {
    tenantId,
    slug,
    issuer,
    tokenOf,
    run,
    person,
    machine,
    student: (seed: PersonSeed = {}) => person({ affiliations: ['STUDENT'], ...seed }),
    mentor: (seed: PersonSeed = {}) => person({ affiliations: ['ALUM'], mentor: {}, ...seed }),
    counselor: (seed: PersonSeed = {}) => person({ affiliations: ['STAFF'], roles: ['COUNSELOR'], ...seed }),
    admin: (seed: PersonSeed = {}) => person({ affiliations: ['STAFF'], roles: ['ADMIN'], ...seed })
  }
}

export type Campus = Awaited<ReturnType<typeof campus>>

const mentorRow = (personId: string, name: string, seed: Record<string, unknown>) => ({
  personId,
  headline: 'Glad to talk',
  seniority: 'MID',
  topics: ['day to day'],
  motivations: ['PAY_IT_FORWARD'],
  capacity: 3,
  searchText: name.toLowerCase(),
  ...seed,
  ...stamps
})

/** A statement as node-postgres takes it, for the owner's own connection. */
export const asQuery = (statement: Sql, tenantId: string) => render(statement, tenantId)
