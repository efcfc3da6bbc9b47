import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const made = { kind: 'EXISTING', source: 'PEER' }

t.test('lists of contacts', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const add = async (who: Someone, fields: object) =>
    (await mutate(app, who, 'createContact', { ...made, ...fields }, 'contact { id }')).contact.id
  const namesOf = async (query: string, who = student) =>
    (await rest(app, who, 'GET', `/v1/contacts?${query}`)).body.items.map(({ name }: { name: string }) => name)
  const first = await add(student, { givenName: 'Zoë', familyName: 'Ångström', organization: 'Prairie Systems' })
  await add(student, { givenName: 'Bo', familyName: 'Ek', kind: 'TARGET', title: 'Analyst', introducedById: first })
  await add(student, { givenName: 'Ada', familyName: 'Ek', source: 'EVENT', connectionState: 'CONNECTED' })
  await add(student, { givenName: 'Solo' })

  t.test('go by family and given name, by when they were added or changed, forwards and backwards', async (t) => {
    const byName = ['Solo', 'Ada Ek', 'Bo Ek', 'Zoë Ångström']
    t.same(new Set(await namesOf('')), new Set(byName))
    t.same((await namesOf('')).slice(0, 3), byName.slice(0, 3))
    const seen: string[] = []
    for (let url: string | undefined = '/v1/contacts?first=1&direction=DESC&orderBy=NAME'; url; ) {
      const { headers, body } = await rest(app, student, 'GET', url)
      seen.push(body.items[0].name)
      url = /<([^>]*)>; rel="next"/.exec(String(headers.link))?.[1]
    }
    t.same(seen, (await namesOf('')).toReversed())
    t.same(await namesOf('orderBy=CREATED_AT&first=2'), ['Zoë Ångström', 'Bo Ek'])
    app.clock.travel(1)
    await rest(app, student, 'PATCH', `/v1/contacts/${first}`, { title: 'Engineer' })
    t.same(await namesOf('orderBy=UPDATED_AT&direction=DESC&first=1'), ['Zoë Ångström'])
    t.match(await rest(app, student, 'GET', '/v1/contacts?totalCount=true&first=1'), { body: { totalCount: 4 } })
  })

  t.test('are searched without accents and case, and narrowed by all conditions together', async (t) => {
    t.same(await namesOf('text=angstrom'), ['Zoë Ångström'])
    t.same(await namesOf('text=zoe%20SYSTEMS'), ['Zoë Ångström'])
    t.same(await namesOf('text=zoe%20analyst'), [])
    t.same(await namesOf('text=%25'), [], 'a wildcard is a character')
    t.same(await namesOf('kind=TARGET'), ['Bo Ek'])
    t.same(await namesOf('source=EVENT&source=FAMILY'), ['Ada Ek'])
    t.same(await namesOf('connectionState=CONNECTED&kind=TARGET'), [])
    t.same(await namesOf(`introducedById=${first}`), ['Bo Ek'])
    t.same(await namesOf('introducedById=nobody'), [])
    t.match((await rest(app, student, 'GET', `/v1/contacts?text=${'x'.repeat(201)}`)).status, 422)
    t.match((await rest(app, student, 'GET', '/v1/contacts?text=a%00b')).status, 422)
  })

  t.test('leave out what has been archived, unless it is asked for', async (t) => {
    const id = await add(student, { givenName: 'Away' })
    await rest(app, student, 'PATCH', `/v1/contacts/${id}`, { isArchived: true })
    t.notOk((await namesOf('')).includes('Away'))
    t.same(await namesOf('isArchived=true'), ['Away'])
    await mutate(app, student, 'removeContact', { id }, '')
  })

  t.test('are for the owner alone: not for another student, a counselor, an admin or a machine', async (t) => {
    const others = [await home.student(), await home.counselor(), await home.admin(), await home.machine()]
    for (const who of others) {
      t.same(await namesOf('totalCount=true', who), [])
      t.equal((await rest(app, who, 'GET', `/v1/contacts/${first}`)).status, 404)
      t.equal((await rest(app, who, 'PATCH', `/v1/contacts/${first}`, { title: 'Mine' })).status, 404)
      t.equal((await rest(app, who, 'DELETE', `/v1/contacts/${first}`)).status, 404)
      const { data } = await graphql(
        app,
        who,
        'query ($id: ID!) { contact(id: $id) { id } node(id: $id) { id } contacts { totalCount } }',
        { id: first }
      )
      t.same(data, { contact: null, node: null, contacts: { totalCount: 0 } })
    }
    const rows = await home.run(sql`select title from contacts where tenant_id = ${tenant} and id = ${first}`)
    t.same(rows, [{ title: 'Engineer' }])
  })

  t.test(
    'one who graduates keeps their list, and one who is nobody any more can still read and delete it',
    async (t) => {
      const leaver = await home.student()
      const id = await add(leaver, { givenName: 'Kept' })
      await home.run(
        sql`update affiliations set ended_on = '2026-01-31' where tenant_id = ${tenant} and person_id = ${leaver.id}`
      )
      t.same(await namesOf('', leaver), ['Kept'])
      t.match((await rest(app, leaver, 'POST', '/v1/contacts', { ...made, givenName: 'More' })).status, 403)
      t.equal((await rest(app, leaver, 'DELETE', `/v1/contacts/${id}`)).status, 200)
    }
  )

  t.test('are counted for counselors and admins, and for nobody else but the owner', async (t) => {
    const counts = { existing: 3, target: 1 }
    const query =
      'query ($id: ID!) { person(id: $id) { contactCounts { existing target } } contactCounts(personId: $id) { existing target } }'
    const ask = async (who: Someone) => (await graphql(app, who, query, { id: student.id })).data
    for (const who of [student, await home.counselor(), await home.admin()]) {
      t.same(await ask(who), { person: { contactCounts: counts }, contactCounts: counts })
      t.same((await rest(app, who, 'GET', `/v1/people/${student.id}/contact-counts`)).body, counts)
    }
    for (const who of [await home.student(), await home.mentor(), await home.machine()]) {
      t.same(await ask(who), { person: { contactCounts: null }, contactCounts: null })
      t.equal((await rest(app, who, 'GET', `/v1/people/${student.id}/contact-counts`)).status, 404)
    }
    const nobody = { existing: 0, target: 0 }
    t.same(
      (await rest(app, await home.admin(), 'GET', `/v1/people/${(await home.mentor()).id}/contact-counts`)).body,
      nobody
    )
  })
})
