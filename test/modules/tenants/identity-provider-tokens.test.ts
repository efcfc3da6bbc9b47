import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { registerCampus } from '../../../src/modules/tenants/register-campus.ts'
import { systemClock } from '../../../src/ports/clock.ts'
import { identityDoor } from '../../support/identity-door.ts'
import { type IdentityProvider, identityProvider, type SigningAlgorithm } from '../../support/identity-provider.ts'

// The provider signs by the machine's clock, so this door reads the same.
const { owner, asOwner, knock } = await identityDoor(t, { clock: { ...systemClock, travel: () => {} } })

const register = (slug: string, { issuer, jwksUrl, machineSubject }: IdentityProvider) =>
  registerCampus(owner, systemClock, {
    ...{ slug, name: `Campus ${slug}`, timeZone: 'America/Denver', locale: 'en-US', issuer, jwksUrl, publicKeys: null },
    ...{ audience: 'halfhour', algorithms: ['RS256', 'ES256'], adminSubjects: ['dean'] },
    integrationSubjects: [machineSubject]
  })

for (const alg of ['RS256', 'ES256'] as SigningAlgorithm[]) {
  t.test(
    `a campus is signed for by a real identity provider with ${alg}, also after its key was rotated`,
    async (t) => {
      const idp = await identityProvider(t, alg)
      const slug = `third-${alg.toLowerCase()}`
      const tenantId = await register(slug, idp)
      const machine = `Bearer ${await idp.machineToken()}`
      t.match(await knock(machine), { status: 200, tenantId, kind: 'SERVICE', roles: ['INTEGRATION'] })
      t.match(await knock(`Bearer ${await idp.personToken('dean')}`), { status: 200, tenantId, roles: ['ADMIN'] })
      t.match(await knock(`Bearer ${await idp.personToken('guest')}`), { status: 401, message: /nobody who is active/ })

      idp.rotate()
      t.match(await knock(`Bearer ${await idp.machineToken()}`), { status: 200, tenantId, kind: 'SERVICE' })
      t.match(await knock(`Bearer ${await idp.personToken('dean')}`), { status: 200, tenantId, roles: ['ADMIN'] })
      t.equal(idp.keyFetches(), 2, 'one fetch for each key')
    }
  )
}

t.test('a provider may rotate from one algorithm to another that it is registered for', async (t) => {
  const idp = await identityProvider(t, 'RS256')
  await register('both', idp)
  t.match(await knock(`Bearer ${await idp.machineToken()}`), { status: 200 })
  idp.rotate('ES256')
  t.match(await knock(`Bearer ${await idp.machineToken()}`), { status: 200 })
})

t.test('one provider can not speak for the campus of another', async (t) => {
  const [one, two] = [await identityProvider(t, 'ES256'), await identityProvider(t, 'ES256')]
  const tenantId = await register('one', one)
  t.match(await knock(`Bearer ${await one.machineToken()}`), { status: 200, tenantId })
  t.match(await knock(`Bearer ${await two.machineToken()}`), { status: 401, message: /not registered/ })
  await register('two', two)
  const found = await knock(`Bearer ${await two.machineToken()}`)
  t.equal(found.status, 200)
  t.not(found.tenantId, tenantId)
})

t.test('a campus and its first administrator each come with one audit row and one event', async (t) => {
  const idp = await identityProvider(t, 'ES256')
  const tenantId = await register('audited', idp)
  const rows = await asOwner(tenantId, [
    sql`select a.action, a.actor_kind, e.type from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} order by a.action`
  ])
  const by = { actorKind: 'OPERATOR' }
  t.strictSame(rows, [
    { action: 'institution.registered', ...by, type: 'institution.registered' },
    { action: 'person.created', ...by, type: 'person.created' }
  ])
})
