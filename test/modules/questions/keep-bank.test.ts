import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { shipped } from './prepared-questions.ts'

const own = { text: 'What would you read first?', types: ['CAREER_EXPLORATION'], tags: ['ADVICE'], balance: 'CAREER' }
const fields = 'question { id key text locale status version number origin rank types isMustAsk allowedActions }'

const recorded = (home: Campus, id: string) =>
  home.run(sql`select a.action, e.type, e.payload from audit_events a
    join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
    where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`) as Promise<Record<string, unknown>[]>

t.test('a campus keeps its questions (S#40)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin, student] = [await home.counselor(), await home.admin(), await home.student()]
  const bank = async (who: Someone = student) =>
    (await rest(app, who, 'GET', '/v1/question-bank?type=CAREER_EXPLORATION&locale=en')).body
  const idsOf = ({ questions }: { questions: { id: string }[] }) => questions.map(({ id }) => id)

  t.test('one of its own is shown in its place, hidden, shown again and retired, each step told once', async (t) => {
    const before = (await bank()).version
    const { question } = await mutate(app, admin, 'addQuestion', { ...own, isMustAsk: true, rank: 15 }, fields)
    t.match(question, { key: null, origin: 'CAMPUS', locale: 'en-US', number: 1, version: 1, status: 'SHOWN' })
    t.same(question.allowedActions, ['UPDATE', 'TRANSLATE', 'HIDE', 'RETIRE'])
    t.same(idsOf(await bank()).slice(0, 3), [shipped.whyEnter, question.id, shipped.typicalDay])
    const url = `/v1/questions/${question.id}`
    t.match(await rest(app, counselor, 'POST', `${url}/hide`, { expectedVersion: 1 }), { body: { status: 'HIDDEN' } })
    t.match(await rest(app, student, 'GET', url), { status: 404 })
    t.match(await rest(app, student, 'POST', `${url}/show`), { status: 404 }, 'as if it were not there')
    t.notOk(idsOf(await bank(counselor)).includes(question.id), 'the bank is what students see')
    t.same((await rest(app, student, 'GET', '/v1/questions?status=HIDDEN')).body.items, [])
    t.match((await rest(app, counselor, 'GET', '/v1/questions?status=HIDDEN')).body.items, [{ id: question.id }])
    t.match(await rest(app, counselor, 'POST', `${url}/show`, {}), { body: { status: 'SHOWN', version: 3, number: 1 } })
    t.match(await rest(app, counselor, 'POST', `${url}/retire`, {}), { body: { status: 'RETIRED' } })
    t.match((await mutate(app, counselor, 'showQuestion', { id: question.id }, fields)).problems, [
      { code: 'INVALID_TRANSITION', allowed: [] }
    ])
    const told = await recorded(home, question.id)
    t.same(
      told.map(({ action }) => action),
      ['question.added', 'question.hidden', 'question.shown', 'question.retired']
    )
    t.ok(told.every(({ action, type, payload }) => action === type && !JSON.stringify(payload).includes('read first')))
    t.equal((await bank()).version, before + 4, 'the version of the bank goes up with each change')
  })

  t.test('new words, its own or those of a shipped one, are a version, and the old ones stay readable', async (t) => {
    const id = shipped.likeBest
    const { question } = await mutate(
      app,
      counselor,
      'updateQuestion',
      { id, text: 'What do you love about it?' },
      fields
    )
    t.match(question, { key: 'explore.like-best', origin: 'S0', number: 2, version: 2, locale: 'en-US' })
    const { body } = await rest(app, counselor, 'GET', `/v1/questions/${id}?locale=en`)
    t.match(body.versions, [
      { number: 2, text: 'What do you love about it?', authorId: counselor.id },
      { number: 1, text: 'What do you like best about it?', locale: 'en', authorId: null }
    ])
    t.match((await rest(app, student, 'GET', `/v1/questions/${id}`)).body.versions, [
      { number: 2, authorId: null },
      { number: 1 }
    ])
    const inSpanish = (await rest(app, student, 'GET', `/v1/questions/${id}?locale=es`)).body
    t.match(inSpanish, { text: '¿Qué es lo que más le gusta?', number: 2 }, 'words in other languages stay')
    await mutate(app, counselor, 'translateQuestion', { id, locale: 'en-GB', text: 'What do you rather like?' }, '')
    const texts = Object.fromEntries(
      (await rest(app, student, 'GET', `/v1/questions/${id}`)).body.translations.map(
        (one: { locale: string; text: string }) => [one.locale, one.text]
      )
    )
    t.same(Object.keys(texts), ['en-GB', 'en-US', 'es'], 'what was shipped in English made way, and a translation adds')
    const other = await campus(app)
    const there = await rest(app, await other.student(), 'GET', `/v1/questions/${id}`)
    t.match(there.body, { text: 'What do you like best about it?', number: 1 }, 'another campus has what is shipped')
  })

  t.test('a shipped one can be hidden and moved without a new version, but not retired', async (t) => {
    const url = `/v1/questions/${shipped.typicalDay}`
    t.match(await rest(app, counselor, 'POST', `${url}/retire`), { status: 409, body: { code: 'INVALID_TRANSITION' } })
    t.match(await rest(app, counselor, 'PATCH', url, { rank: 5 }), { body: { rank: 5, number: 1, version: 2 } })
    t.equal(idsOf(await bank())[0], shipped.typicalDay)
    t.match(await rest(app, counselor, 'POST', `${url}/hide`), { body: { status: 'HIDDEN', number: 1, version: 3 } })
    t.notOk(idsOf(await bank()).includes(shipped.typicalDay))
    const asked = 'query ($id: ID!) { node(id: $id) { id } }'
    t.equal((await graphql(app, student, asked, { id: shipped.typicalDay })).data.node, null)
    t.match((await graphql(app, counselor, asked, { id: shipped.typicalDay })).data.node, { id: shipped.typicalDay })
  })

  t.test('what changes nothing writes nothing; a stale version is refused', async (t) => {
    const { question } = await mutate(app, counselor, 'addQuestion', own, fields)
    const before = (await bank()).version
    const same = await mutate(app, counselor, 'updateQuestion', { id: question.id, ...own, rank: 500 }, fields)
    t.match(same.question, { version: 1, number: 1 })
    t.equal((await bank()).version, before)
    const stale = { id: question.id, text: 'And then?', expectedVersion: 7 }
    t.match((await mutate(app, counselor, 'updateQuestion', stale, fields)).problems, [
      { code: 'VERSION_CONFLICT', currentVersion: 1 }
    ])
  })

  t.test('nobody else keeps them, and what is no question is refused with its place', async (t) => {
    for (const who of [student, await home.mentor(), await home.machine()]) {
      t.match((await mutate(app, who, 'addQuestion', own, fields)).problems, [{ code: 'FORBIDDEN' }])
      t.match(await rest(app, who, 'PATCH', `/v1/questions/${shipped.whyEnter}`, { rank: 1 }), { status: 403 })
    }
    const bad: [object, string][] = [
      [{ text: ' ' }, 'text'],
      [{ text: 'x'.repeat(301) }, 'text'],
      [{ types: [] }, 'types'],
      [{ rank: -1 }, 'rank'],
      [{ locale: 'x_y' }, 'locale']
    ]
    for (const [part, path] of bad) {
      const refused = await rest(app, admin, 'POST', '/v1/questions', { ...own, ...part })
      t.match(refused, { status: 422, body: { code: 'INVALID_INPUT', path: [path] } })
    }
    t.match((await mutate(app, admin, 'addQuestion', { ...own, text: 'a\0' }, fields)).problems, [
      { code: 'INVALID_INPUT', path: ['text'] }
    ])
  })

  t.test('first changes of a shipped question at once are both kept, each a version', async (t) => {
    const lock = sql`select 1 from institutions where id = ${tenant} for update`
    const word = (locale: string) => () =>
      mutate(app, counselor, 'translateQuestion', { id: shipped.projects, locale, text: locale }, fields)
    const answers = await raceAt(app, home, lock, [word('fr'), word('de')])
    t.same(
      answers.map(({ problems }) => problems),
      [[], []]
    )
    const { body } = await rest(app, student, 'GET', `/v1/questions/${shipped.projects}`)
    t.match(body, { number: 3, version: 3 })
    t.same(
      body.translations.map(({ locale }: { locale: string }) => locale),
      ['de', 'en', 'es', 'fr']
    )
  })
})
