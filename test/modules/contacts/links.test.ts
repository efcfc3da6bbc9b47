import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'

const fields = `contact { id uid name givenName familyName organization title email phone profileUrl kind source
  person { id } introducedBy { id } occupation { code } whatIsUnique notes connectionState isArchived version }`
const jan = { givenName: 'Jan', familyName: 'Kowalski', kind: 'EXISTING', source: 'FAMILY' }

t.test('who contacts are, and who introduced them', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const add = (more: object = {}, who = student) => mutate(app, who, 'createContact', { ...jan, ...more }, fields)
  const change = (id: string, more: object) => mutate(app, student, 'updateContact', { id, ...more }, fields)

  t.test('never lead back to themselves by who introduced them (S#11)', async (t) => {
    const [a, b, c] = [await add(), await add(), await add()].map(({ contact }) => contact.id)
    await change(b, { introducedById: a })
    await change(c, { introducedById: b })
    const cycle = { contact: null, problems: [{ code: 'INTRODUCTION_CYCLE', path: ['introducedById'] }] }
    t.match(await change(a, { introducedById: c }), cycle)
    t.match(await change(a, { introducedById: a }), cycle)
    t.match(await change(c, { introducedById: a }), { contact: { introducedBy: { id: a } } })
  })

  t.test('two introductions of the same instant make no circle', async (t) => {
    const [a, b] = [await add(), await add()].map(({ contact }) => contact.id)
    // Both have read who introduced whom before either is changed, were there nothing that they wait for.
    const lock = sql`select 1 from contacts where tenant_id = ${tenant} and id = any(${[a, b]}::uuid[]) for update`
    const answers = await raceAt(app, home, lock, [
      () => change(a, { introducedById: b }),
      () => change(b, { introducedById: a })
    ])
    t.same(
      answers.flatMap(({ problems }) => problems.map(({ code }: { code: string }) => code)),
      ['INTRODUCTION_CYCLE']
    )
  })

  t.test('a mentor is listed once, also in a race, and the directory decides who can be linked', async (t) => {
    const [other, hidden] = [await home.mentor(), await home.mentor({ isDirectoryOptedOut: true })]
    const [alum, plain] = [await home.person({ affiliations: ['ALUM'], mentor: {} }), await home.student()]
    const codes = async (personId: string, who = student) => (await add({ personId }, who)).problems
    const answers = await Promise.all(Array.from({ length: 6 }, () => codes(other.id)))
    t.equal(answers.filter((problems) => problems.length === 0).length, 1)
    t.match(
      answers.find((problems) => problems.length > 0),
      [{ code: 'CONTACT_ALREADY_LISTED', path: ['personId'] }]
    )
    for (const id of [hidden.id, plain.id, newId(), 'nobody'])
      t.match(await codes(id), [{ code: 'NOT_A_MENTOR', path: ['personId'] }])
    t.match(await codes(alum.id, alum), [{ code: 'SAME_PERSON', path: ['personId'] }])
    const { contact } = await add({ personId: mentor.id }, alum)
    await home.run(
      sql`update persons set is_directory_opted_out = true where tenant_id = ${tenant} and id = ${mentor.id}`
    )
    const { data } = await graphql(app, alum, 'query ($id: ID!) { contact(id: $id) { name person { id } } }', contact)
    t.same(data.contact, { name: 'Jan Kowalski', person: null }, 'who opts out is not to be found by an old link')
  })

  t.test('a list takes as many as it holds, however many are added at once', async (t) => {
    const busy = await home.student()
    await home.run(sql`insert into contacts (tenant_id, id, owner_id, uid, given_name, kind, source, connection_state, is_archived,
        version, created_at, updated_at)
      select ${tenant}, gen_random_uuid(), ${busy.id}, n::text, 'Jan', 'TARGET', 'PEER', 'NONE', false, 1, now(), now()
      from generate_series(1, 1998) n`)
    const answers = await Promise.all(Array.from({ length: 6 }, () => add({}, busy)))
    t.equal(answers.filter(({ problems }) => problems.length === 0).length, 2)
    t.match(answers.find(({ contact }) => contact === null)?.problems, [{ code: 'CONTACT_LIST_FULL' }])
    const content = 'uid,name\n7,Jan B\nnew,Jan C\n'
    const { rows } = await mutate(
      app,
      busy,
      'importContacts',
      { format: 'CSV', content },
      'rows { result problems { code } }'
    )
    t.match(rows, [{ result: 'UPDATED' }, { result: 'INVALID', problems: [{ code: 'CONTACT_LIST_FULL' }] }])
  })
})
