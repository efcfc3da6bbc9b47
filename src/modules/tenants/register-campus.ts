import { operatorActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { asOwner, type Run } from '../../db/owner.ts'
import { auditRows, type Change, eventRows } from '../../db/record.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import { type Problem, problem, refuseAll } from '../../errors.ts'
import type { Clock } from '../../ports/clock.ts'
import { type CampusRegistration, checkRegistration } from './campus-registration.ts'
import { defaultInstitutionPolicy } from './institution-policy.ts'
import { type IssuerRow, insertIssuer, issuersNamed, lockRegistry } from './issuers.queries.ts'

/**
 * Registers a campus: its institution with the default policy, its issuer, its machines and first administrators, with
 * their audit rows and events, in one commit. Gives back the institution's id.
 * Throws INVALID_INPUT with every mistake found, a slug or an issuer that is taken included.
 */
export async function registerCampus(owner: Database, clock: Clock, registration: CampusRegistration): Promise<string> {
  refuseAll(checkRegistration(registration))
  const id = newId()
  await asOwner(owner, id, async (run) => {
    await run(lockRegistry())
    await refuseTaken(run, registration)
    const now = clock.now()
    const { statements, changes } = founding(id, registration, now)
    const recorded = changes.map((change) => ({ ...change, id: newId(), auditId: newId() }))
    const by = { actor: operatorActor, requestId: `register-campus ${registration.slug}`, now }
    await run(...statements, auditRows(recorded, by), eventRows(recorded, by))
  })
  return id
}

async function refuseTaken(run: Run, { slug, issuer }: CampusRegistration): Promise<void> {
  const taken = ((await run(issuersNamed(issuer, slug)))[0] ?? []) as unknown as IssuerRow[]
  const problems: Problem[] = []
  if (taken.some((row) => row.institutionSlug === slug)) {
    problems.push(
      problem('INVALID_INPUT', { path: ['slug'], message: `There is a campus with the slug ${slug} already.` })
    )
  }
  const holder = taken.find((row) => row.issuer === issuer)
  if (holder) {
    const message = `The issuer ${issuer} signs for the campus ${holder.institutionSlug} already.`
    problems.push(problem('INVALID_INPUT', { path: ['issuer'], message }))
  }
  refuseAll(problems)
}

function founding(id: string, registration: CampusRegistration, now: string): { statements: Sql[]; changes: Change[] } {
  const machines = registration.integrationSubjects.map((subject) => machine(subject, now))
  const admins = registration.adminSubjects.map((subject) => administrator(newId(), registration, subject, now))
  const { slug, name, timeZone, locale, issuer, audience, integrationSubjects } = registration
  const changes = { slug, name, timeZone, locale, issuer, audience, integrationSubjects }
  const registered: Change = {
    action: 'institution.registered',
    subjectType: 'Institution',
    subjectId: id,
    changes,
    payload: { slug }
  }
  return {
    statements: [
      institution(registration, now),
      insertIssuer({ ...registration, institutionId: id, institutionSlug: slug }, now),
      ...machines,
      ...admins.flatMap((admin) => admin.statements)
    ],
    changes: [registered, ...admins.map((admin) => admin.change)]
  }
}

const institution = ({ slug, name, timeZone, locale }: CampusRegistration, now: string): Sql => sql`
  insert into institutions (id, slug, name, time_zone, locale, policy, version, created_at, updated_at)
  values (${tenant}, ${slug}, ${name}, ${timeZone}, ${locale}, ${JSON.stringify(defaultInstitutionPolicy)}::jsonb, 1,
    ${now}::timestamptz, ${now}::timestamptz)`

const machine = (subject: string, now: string): Sql =>
  insertRow(
    'service_accounts',
    { id: newId(), subject, name: subject, version: 1, createdAt: now, updatedAt: now },
    sql`id`
  )

// The name is one to be corrected by the first sync: only the subject is known when a campus is registered.
function administrator(id: string, { timeZone, locale }: CampusRegistration, subject: string, now: string) {
  const person = {
    id,
    subject,
    givenName: 'Campus',
    familyName: 'Administrator',
    timeZone,
    locale,
    version: 1,
    createdAt: now,
    updatedAt: now
  }
  const change: Change = {
    action: 'person.created',
    subjectType: 'Person',
    subjectId: id,
    changes: {
      givenName: person.givenName,
      familyName: person.familyName,
      subject,
      affiliations: ['STAFF'],
      staffRoles: ['ADMIN']
    }
  }
  const statements = [
    insertRow('persons', person, sql`id`),
    insertRow('affiliations', { personId: id, kind: 'STAFF' }, sql`person_id`),
    insertRow('staff_roles', { personId: id, role: 'ADMIN' }, sql`person_id`)
  ]
  return { statements, change }
}
