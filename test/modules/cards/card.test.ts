import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { raceAt } from '../meetings/row-race.ts'

const fields = 'displayName title organization phone email url note isShared version'

t.test('the card that somebody keeps', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const ada = await home.student({ givenName: 'Ada', familyName: 'Kowalski' })
  const save = (who: Someone, input: object) =>
    mutate(app, who, 'saveContactCard', input, `contactCard { id ${fields} }`)
  const read = async (who: Someone, id = ada.id) =>
    (await graphql(app, who, `query ($id: ID!) { contactCard(personId: $id) { ${fields} } }`, { id })).data.contactCard
  const audited = () =>
    app.asOwner(home.tenantId, [
      sql`select a.action, e.payload from audit_events a join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
        where a.tenant_id = ${tenant} and a.subject_type = 'ContactCard' order by a.id`
    ])

  t.test('there is none until it is saved', async (t) => {
    t.equal(await read(ada), null)
    t.match(await rest(app, ada, 'GET', `/v1/people/${ada.id}/card`), { status: 404, body: { code: 'NOT_FOUND' } })
    const person = await graphql(app, ada, '{ viewer { person { contactCard { id } } } }')
    t.equal(person.data.viewer.person.contactCard, null)
  })

  t.test('bears the own name unless another is chosen; what is left out stays, and null empties', async (t) => {
    const first = await save(ada, { personId: ada.id, title: 'Student of biology', email: 'ada@a.example' })
    t.match(first, {
      problems: [],
      contactCard: { displayName: 'Ada Kowalski', title: 'Student of biology', version: 1 }
    })
    const named = await save(ada, { personId: ada.id.toUpperCase(), displayName: 'A. Kowalski', note: 'Hello' })
    t.match(named.contactCard, { displayName: 'A. Kowalski', title: 'Student of biology', note: 'Hello', version: 2 })
    const emptied = await save(ada, { personId: ada.id, displayName: null, note: null })
    t.match(emptied.contactCard, { displayName: 'Ada Kowalski', note: null, email: 'ada@a.example', version: 3 })
    t.match(await save(ada, { personId: ada.id, title: 'Student of biology' }), { contactCard: { version: 3 } })
    const told = await audited()
    t.same(
      told.map(({ action, payload }) => [action, (payload as unknown as { changed: string[] }).changed]),
      [
        ['contact_card.created', ['title', 'email']],
        ['contact_card.updated', ['displayName', 'note']],
        ['contact_card.updated', ['displayName', 'note']]
      ],
      'each change is recorded once, and what changes nothing is not'
    )
    t.notMatch(JSON.stringify(told.map(({ payload }) => payload)), /@a\.example|Kowalski/, 'events are thin')
  })

  t.test('others see who the person is and where they work, and not how to reach them', async (t) => {
    const [mentor, counselor] = [await home.mentor(), await home.counselor()]
    const seen = await read(mentor)
    t.match(seen, { displayName: 'Ada Kowalski', title: 'Student of biology', email: null, isShared: false })
    for (const who of [counselor, await home.admin(), await home.machine()])
      t.match(await read(who), { email: 'ada@a.example', isShared: true })
    const { body } = await rest(app, mentor, 'GET', `/v1/people/${ada.id}/card`)
    t.match(body, { personId: ada.id, displayName: 'Ada Kowalski', phone: null, email: null, url: null, note: null })
    t.notOk('givenName' in body)
  })

  t.test('who opted out of the directory is not found by their card', async (t) => {
    const hidden = await home.student({ isDirectoryOptedOut: true })
    const { contactCard } = await save(hidden, { personId: hidden.id, title: 'Student' })
    const mentor = await home.mentor()
    t.equal(await read(mentor, hidden.id), null)
    const byId = await graphql(app, mentor, 'query ($id: ID!) { node(id: $id) { id } }', { id: contactCard.id })
    t.equal(byId.data.node, null)
    t.match(await read(await home.counselor(), hidden.id), { title: 'Student' })
  })

  t.test('is written by its person, an admin or a machine, and by nobody else', async (t) => {
    for (const who of [await home.student(), await home.mentor(), await home.counselor()])
      t.match(await save(who, { personId: ada.id, title: 'x' }), {
        contactCard: null,
        problems: [{ code: 'FORBIDDEN' }]
      })
    for (const who of [await home.admin(), await home.machine()])
      t.match(await save(who, { personId: ada.id, title: `By ${who.id}` }), { problems: [] })
    const nobody = '0190a0a0-0000-7000-8000-000000000000'
    t.match((await save(await home.admin(), { personId: nobody })).problems, [
      { code: 'NOT_FOUND', path: ['personId'] }
    ])
  })

  t.test('tells all mistakes at once, with their places', async (t) => {
    const bad = {
      displayName: 'Ada\r\nTEL:1',
      title: 'x'.repeat(201),
      organization: ' ',
      phone: 'a\u0000b',
      email: 'no address',
      url: 'javascript:alert(1)',
      note: '\ud800'
    }
    const { problems } = await save(ada, { personId: ada.id, ...bad })
    t.same(
      problems.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path}`),
      ['displayName', 'title', 'organization', 'phone', 'email', 'url', 'note'].map((path) => `INVALID_INPUT ${path}`)
    )
    for (const url of [
      '//a.example',
      'https://',
      'https://a b.example',
      'https://u:p@a.example',
      `https://a.example/${'x'.repeat(2_000)}`,
      'ftp://a.example'
    ])
      t.match(
        (await save(ada, { personId: ada.id, url })).problems,
        [{ code: 'INVALID_INPUT', path: ['url'] }],
        url.slice(0, 30)
      )
  })

  t.test('versions, at both doors', async (t) => {
    const { version } = await read(ada)
    const stale = await save(ada, { personId: ada.id, title: 'y', expectedVersion: version - 1 })
    t.match(stale.problems, [{ code: 'VERSION_CONFLICT', currentVersion: version }])
    const url = `/v1/people/${ada.id}/card`
    const { etag } = (await call(app, ada, { method: 'GET', url })).headers
    const put = (body: object) => call(app, ada, { method: 'PUT', url, body, headers: { 'if-match': String(etag) } })
    t.match(await put({ title: 'z' }), { status: 200, body: { title: 'z', version: version + 1 } })
    t.match(await put({ title: 'zz' }), { status: 412, body: { code: 'PRECONDITION_FAILED' } })
  })

  t.test('two first cards at once are one card, and two changes', async (t) => {
    const bob = await home.student()
    const lock = sql`select 1 from persons p where p.tenant_id = ${tenant} and p.id = ${bob.id} for update`
    const calls = ['One', 'Two'].map((title) => () => save(bob, { personId: bob.id, title }))
    const answers = await raceAt(app, home, lock, calls)
    t.same(answers.map(({ contactCard }) => contactCard.version).sort(), [1, 2])
    t.equal(new Set(answers.map(({ contactCard }) => contactCard.id)).size, 1)
  })
})
