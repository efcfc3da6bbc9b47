import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const thanks = '019ac000-0000-7000-8000-000000000051'
const own = { kind: 'DONT', stage: 'ASKING', interviewType: 'HIRING_MANAGER', text: 'Never on a Friday.' }
const fields = 'guidanceItem { id text locale status version origin allowedActions }'

interface Wording {
  locale: string
  number: number
  text: string
}

const recorded = async (home: Campus, id: string) =>
  home.run(sql`select a.action, e.type, e.payload from audit_events a
    join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
    where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`) as Promise<Record<string, unknown>[]>

t.test('a campus keeps its guidance (S#53)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, student] = [await home.counselor(), await home.student()]
  const textFor = async (who = student, id = thanks, locale = 'en') =>
    (await rest(app, who, 'GET', `/v1/guidance-items/${id}?locale=${locale}`)).body.text

  t.test('an item of its own is shown, hidden, shown again and retired, each step told once', async (t) => {
    const { guidanceItem: item } = await mutate(app, counselor, 'addGuidanceItem', own, fields)
    t.match(item, { locale: 'en-US', status: 'SHOWN', version: 1, origin: 'CAMPUS' })
    t.same(item.allowedActions, ['REVISE', 'HIDE', 'RETIRE'])
    const url = `/v1/guidance-items/${item.id}`
    t.match(await rest(app, student, 'GET', url), { status: 200, body: { text: own.text, allowedActions: [] } })
    t.match(await rest(app, counselor, 'POST', `${url}/hide`, { expectedVersion: 1 }), { body: { status: 'HIDDEN' } })
    t.match(await rest(app, student, 'GET', url), { status: 404 })
    t.match(await rest(app, student, 'POST', `${url}/show`), { status: 404 }, 'as if it were not there')
    const listed = await rest(app, student, 'GET', '/v1/guidance-items?status=HIDDEN&status=RETIRED')
    t.same(listed.body.items, [])
    const kept = await rest(app, counselor, 'GET', '/v1/guidance-items?status=HIDDEN')
    t.match(kept.body.items, [{ id: item.id }])
    t.match(await rest(app, counselor, 'POST', `${url}/show`, {}), { body: { status: 'SHOWN', version: 3 } })
    t.match(await rest(app, counselor, 'POST', `${url}/retire`, {}), { body: { status: 'RETIRED' } })
    const again = await mutate(app, counselor, 'showGuidanceItem', { id: item.id }, fields)
    t.match(again.problems, [{ code: 'INVALID_TRANSITION', allowed: [] }])
    const told = await recorded(home, item.id)
    t.same(
      told.map(({ action }) => action),
      ['added', 'hidden', 'shown', 'retired'].map((done) => `guidance_item.${done}`)
    )
    t.ok(told.every(({ action, type, payload }) => action === type && !JSON.stringify(payload).includes('Friday')))
  })

  t.test('a wording replaces the one before in its language, and every one is kept for the keepers', async (t) => {
    const { guidanceItem: item } = await mutate(app, counselor, 'addGuidanceItem', own, fields)
    const revise = (text: string, locale: string) =>
      mutate(app, counselor, 'reviseGuidanceItem', { id: item.id, text, locale }, fields)
    await revise('Not on a Friday.', 'en-US')
    const { guidanceItem } = await revise('Nunca en viernes.', 'es')
    t.match(guidanceItem, { text: 'Nunca en viernes.', locale: 'es', version: 3 }, 'answered in the language written')
    t.equal(await textFor(student, item.id, 'en-US'), 'Not on a Friday.')
    const query =
      'query ($id: ID!) { guidanceItem(id: $id) { translations { locale number author { id } } revisions { locale number text author { id } } } }'
    const toKeeper = (await graphql(app, counselor, query, { id: item.id })).data.guidanceItem
    t.match(toKeeper.translations, [
      { locale: 'en-US', number: 2, author: { id: counselor.id } },
      { locale: 'es', number: 1 }
    ])
    t.same(
      new Set(toKeeper.revisions.map(({ text }: { text: string }) => text)),
      new Set([own.text, 'Not on a Friday.', 'Nunca en viernes.'])
    )
    const toStudent = (await graphql(app, student, query, { id: item.id })).data.guidanceItem
    t.match(toStudent, { translations: [{ author: null }, { author: null }], revisions: [] })
  })

  t.test('a shipped item can be worded anew or hidden at one campus, under its id, and at no other', async (t) => {
    const other = await campus(app)
    const elsewhere = await other.student()
    const shipped = await textFor(elsewhere)
    const input = { id: thanks, text: 'Write to them today.', locale: 'en', expectedVersion: 1 }
    t.match(await mutate(app, counselor, 'reviseGuidanceItem', input, fields), {
      guidanceItem: { id: thanks, version: 2, origin: 'S2', allowedActions: ['REVISE', 'HIDE'] }
    })
    t.equal(await textFor(), 'Write to them today.')
    const { revisions } = (await rest(app, counselor, 'GET', `/v1/guidance-items/${thanks}`)).body
    t.same(
      revisions.map(({ locale, number, text }: Wording) => [locale, number, text]),
      [
        ['en', 1, 'Write to them today.'],
        ['en', 0, shipped],
        ['es', 0, await textFor(student, thanks, 'es')]
      ],
      'and what it was shipped with is not lost'
    )
    t.not(await textFor(student, thanks, 'es'), 'Write to them today.')
    t.match((await mutate(app, counselor, 'retireGuidanceItem', { id: thanks }, fields)).problems, [
      { code: 'INVALID_TRANSITION', allowed: ['REVISE', 'HIDE'] }
    ])
    await mutate(app, counselor, 'hideGuidanceItem', { id: thanks }, fields)
    t.equal(await textFor(), undefined)
    t.equal(await textFor(elsewhere), shipped)
    const { data } = await graphql(app, counselor, `{ node(id: "${thanks}") { ... on GuidanceItem { status } } }`)
    t.same(data.node, { status: 'HIDDEN' })
  })

  t.test('of many first changes of a shipped item at once each is made, and counted', async (t) => {
    const there = await campus(app)
    const keepers = await Promise.all(Array.from({ length: 6 }, () => there.counselor()))
    const answers = await Promise.all(
      keepers.map((who, n) =>
        mutate(app, who, 'reviseGuidanceItem', { id: thanks, text: `Wording ${n}`, locale: 'en' }, fields)
      )
    )
    t.same(answers.map(({ guidanceItem }) => guidanceItem.version).sort(), [2, 3, 4, 5, 6, 7])
    const numbers = await there.run(sql`select x.number from guidance_texts x where x.tenant_id = ${tenant} order by 1`)
    t.same(
      numbers,
      [1, 2, 3, 4, 5, 6].map((number) => ({ number }))
    )
  })

  t.test('counselors and admins do, nobody else; and no text that is none', async (t) => {
    for (const who of [student, await home.mentor(), await home.machine()]) {
      t.match((await mutate(app, who, 'addGuidanceItem', own, fields)).problems, [{ code: 'FORBIDDEN' }])
      const visible = '019ac000-0000-7000-8000-000000000052'
      t.match(await rest(app, who, 'POST', `/v1/guidance-items/${visible}/hide`), { status: 403 })
    }
    t.match(await mutate(app, await home.admin(), 'addGuidanceItem', own, fields), { problems: [] })
    for (const text of [' ', 'a\0b', 'x'.repeat(1001)])
      t.match(await mutate(app, counselor, 'addGuidanceItem', { ...own, text }, fields), {
        problems: [{ code: 'INVALID_INPUT', path: ['text'] }]
      })
    const stale = { id: thanks, text: 'x', locale: 'en', expectedVersion: 1 }
    t.match((await mutate(app, counselor, 'reviseGuidanceItem', stale, fields)).problems, [
      { code: 'VERSION_CONFLICT' }
    ])
    const badLocale = await rest(app, counselor, 'POST', '/v1/guidance-items', { ...own, locale: 'q' })
    t.match(badLocale, { status: 422, body: { code: 'INVALID_INPUT' } })
  })
})
