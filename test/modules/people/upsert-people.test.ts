import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from './taxonomy-seed.ts'

const row = (index: number) => ({
  externalId: `S-${index}`,
  givenName: 'Given',
  familyName: `Family ${index}`,
  affiliations: [{ kind: 'STUDENT', startedOn: '2024-08-26' }],
  degrees: [{ program: '01.0309', level: 'BACHELOR', graduatesOn: '2027-05-30' }],
  studentProfile: { interests: ['wine'] },
  mentorProfile: { seniority: 'ENTRY', positions: [{ employer: 'Acme', title: 'Intern', occupation: '15-1252.00' }] }
})

t.test('people in batches', async (t) => {
  const app = await testApp(t)

  const portalOf = async () => {
    const home = await campus(app)
    await seedTaxonomy(home)
    const portal = await home.machine()
    const audits = async () => {
      const [counts] = await home.run(sql`select count(*)::int as audits, count(distinct subject_id)::int as people,
        (select count(*)::int from domain_events where tenant_id = ${tenant}) as events from audit_events where tenant_id = ${tenant}`)
      return counts as unknown as { audits: number; people: number; events: number }
    }
    return { home, portal, audits }
  }
  const upsert = (who: Someone, people: object[], keepGoodRows?: boolean) =>
    mutate(app, who, 'upsertPeople', { people, keepGoodRows }, 'rows { index externalId result personId }')
  const results = ({ rows }: { rows: { result: string }[] }) => rows.map(({ result }) => result).join(' ')

  t.test('new people are created, changed ones updated, others left alone, each with one record or none', async (t) => {
    const { portal, audits } = await portalOf()
    const first = await upsert(portal, [row(0), row(1), row(2)])
    t.equal(results(first), 'CREATED CREATED CREATED')
    t.same(await audits(), { audits: 3, people: 3, events: 3 })
    const again = await rest(app, portal, 'POST', '/v1/people/batch', { people: [row(0), row(1), row(2)] })
    t.equal(results(again.body), 'UNCHANGED UNCHANGED UNCHANGED')
    t.same(
      again.body.rows.map(({ personId }: { personId: string }) => personId),
      first.rows.map(({ personId }: { personId: string }) => personId)
    )
    t.same(await audits(), { audits: 3, people: 3, events: 3 }, 'a second identical call leaves no record')
    const changed = await upsert(portal, [
      { ...row(0), city: 'Peoria' },
      { externalId: 'S-1', givenName: 'Given', familyName: 'Family 1' },
      row(3)
    ])
    t.equal(results(changed), 'UPDATED UNCHANGED CREATED', 'what is left out stays')
    t.same(await audits(), { audits: 5, people: 4, events: 5 })
    const { body } = await rest(app, portal, 'GET', `/v1/people/${first.rows[0].personId}`)
    t.match(body, {
      city: 'Peoria',
      version: 2,
      degrees: [{ program: '01.1004', classYear: 2027 }],
      mentorProfile: { version: 1 },
      studentProfile: { version: 1 }
    })
  })

  const bad = () => [
    row(0),
    { ...row(1), country: 'UK', city: '' },
    { ...row(0), givenName: 'Twice' },
    { ...row(3), subject: 'S-0' },
    { ...row(4), degrees: [{ program: '99.9999', level: 'BACHELOR' }] },
    { ...row(5), mentorProfile: { headline: 'No seniority' } },
    row(6)
  ]
  const expected = [
    ['INVALID_INPUT', 'people', '1', 'city'],
    ['INVALID_INPUT', 'people', '1', 'country'],
    ['DUPLICATE_EXTERNAL_ID', 'people', '2', 'externalId'],
    ['DUPLICATE_SUBJECT', 'people', '3', 'subject'],
    ['UNKNOWN_PROGRAM', 'people', '4', 'degrees', '0', 'program'],
    ['INVALID_INPUT', 'people', '5', 'mentorProfile', 'seniority']
  ]
  const told = (problems: { code: string; path: string[] }[]) => problems.map(({ code, path }) => [code, ...path])

  t.test('bad rows are refused field by field, and do not hold up the good ones', async (t) => {
    const { portal, audits } = await portalOf()
    const { body } = await rest(app, portal, 'POST', '/v1/people/batch', { people: bad() })
    t.equal(results(body), 'CREATED REFUSED REFUSED REFUSED REFUSED REFUSED CREATED')
    t.same(told(body.problems), expected)
    t.match(body.problems[0], { remedy: String, message: String })
    t.same(await audits(), { audits: 2, people: 2, events: 2 })
  })

  t.test('where the caller wants all or nothing, one bad row keeps everything out', async (t) => {
    const { portal, audits } = await portalOf()
    const answer = await upsert(portal, bad(), false)
    t.equal(results(answer), 'NOT_KEPT REFUSED REFUSED REFUSED REFUSED REFUSED NOT_KEPT')
    t.same(told(answer.problems), expected)
    t.ok(answer.rows.every(({ personId }: { personId: null }) => personId === null))
    t.same(await audits(), { audits: 0, people: 0, events: 0 })
    t.equal(results(await upsert(portal, [row(0), row(6)], false)), 'CREATED CREATED')
  })

  t.test('500 rows take as many statements as 5, and 501 are refused', async (t) => {
    const statements = async (count: number) => {
      const { portal } = await portalOf()
      app.forget()
      const { body } = await rest(app, portal, 'POST', '/v1/people/batch', {
        people: Array.from({ length: count }, (_, index) => row(index))
      })
      t.equal(new Set(body.rows.map(({ result }: { result: string }) => result)).size, 1)
      return { statements: app.roundTrips.flat().length, roundTrips: app.roundTrips.length }
    }
    t.same(await statements(500), await statements(5))
    const { portal } = await portalOf()
    const many = await upsert(
      portal,
      Array.from({ length: 501 }, (_, index) => ({ externalId: `S-${index}`, givenName: 'G', familyName: 'F' }))
    )
    t.match(many, { rows: [], problems: [{ code: 'BATCH_TOO_LARGE', path: ['people'] }] })
  })

  t.test('the same batch from two systems at once makes each person once', async (t) => {
    const { portal, audits } = await portalOf()
    const batch = Array.from({ length: 40 }, (_, index) => row(index))
    const answers = await Promise.all([
      upsert(portal, batch),
      upsert(portal, [...batch].reverse()),
      upsert(portal, batch)
    ])
    const made = answers.flatMap(({ rows }) => rows).filter(({ result }) => result === 'CREATED')
    t.equal(new Set(made.map(({ externalId }) => externalId)).size, 40)
    t.equal(made.length, 40)
    t.same(await audits(), { audits: 40, people: 40, events: 40 })
  })
})
