import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const fields = 'touchpoint { id contact { id } mentor { id } kind occurredAt note version }'
const jan = { givenName: 'Jan', kind: 'TARGET', source: 'ALUM' }

t.test('touchpoints of a student (S#23)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const log = async (more: object) =>
    (await mutate(app, student, 'logTouchpoint', { kind: 'FOLLOW', ...more }, fields)).touchpoint
  const contactOf = async (more: object = {}) =>
    (await mutate(app, student, 'createContact', { ...jan, ...more }, 'contact { id }')).contact.id

  t.test('are with a contact or a mentor, now unless said otherwise, and every kind is one', async (t) => {
    const contactId = await contactOf()
    const kinds = 'FOLLOW CONGRATULATE COMMENT EMAIL INTRO MEETING THANK_YOU UPDATE'.split(' ')
    for (const kind of kinds)
      t.match(await log({ contactId, kind }), { kind, contact: { id: contactId }, mentor: null })
    t.match(await log({ mentorId: mentor.id, note: 'On\r\nthe award.' }), {
      contact: null,
      mentor: { id: mentor.id },
      note: 'On\nthe award.',
      occurredAt: app.clock.now(),
      version: 1
    })
  })

  t.test('are changed and removed at both doors, each once in the trail and without their notes', async (t) => {
    const { id } = await log({ mentorId: mentor.id, note: 'SECRET' })
    const patched = await rest(app, student, 'PATCH', `/v1/touchpoints/${id}`, {
      note: 'SECRET TOO',
      expectedVersion: 1
    })
    t.match([patched.status, patched.body.version], [200, 2])
    const stale = await mutate(app, student, 'updateTouchpoint', { id, note: null, expectedVersion: 1 }, fields)
    t.match(stale.problems, [{ code: 'VERSION_CONFLICT', currentVersion: 2 }])
    t.match(await mutate(app, student, 'updateTouchpoint', { id, note: null, kind: 'EMAIL' }, fields), {
      touchpoint: { note: null, kind: 'EMAIL', version: 3 }
    })
    t.match(await mutate(app, student, 'updateTouchpoint', { id, kind: 'EMAIL' }, fields), {
      touchpoint: { version: 3 }
    })
    t.match((await rest(app, student, 'DELETE', `/v1/touchpoints/${id}`)).body, { id, kind: 'EMAIL' })
    t.equal((await rest(app, student, 'DELETE', `/v1/touchpoints/${id}`)).status, 404)
    const trail = await home.run(sql`select a.action, a.changes from audit_events a
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)
    t.same(
      trail.map(({ action }) => action),
      ['touchpoint.logged', 'touchpoint.updated', 'touchpoint.updated', 'touchpoint.removed']
    )
    t.notMatch(JSON.stringify(trail), 'SECRET')
  })

  t.test('are listed latest first, by contact, by mentor through the contact too, by kind and time', async (t) => {
    const [asker, friend] = [await home.student(), await home.mentor()]
    const made = await mutate(app, asker, 'createContact', { ...jan, personId: friend.id }, 'contact { id }')
    const contactId = made.contact.id
    const days = ['2026-02-01', '2026-02-03', '2026-02-02']
    for (const day of days)
      await mutate(app, asker, 'logTouchpoint', { contactId, kind: 'EMAIL', occurredAt: `${day}T09:00:00Z` }, '')
    const direct = { mentorId: friend.id, kind: 'FOLLOW', occurredAt: '2026-02-04T09:00:00Z' }
    await mutate(app, asker, 'logTouchpoint', direct, '')
    const daysOf = async (query: string) =>
      (await rest(app, asker, 'GET', `/v1/touchpoints?${query}`)).body.items.map(
        ({ occurredAt }: { occurredAt: string }) => Number(occurredAt.slice(8, 10))
      )
    t.same(await daysOf(''), [4, 3, 2, 1])
    t.same(await daysOf('orderBy=OCCURRED_AT&direction=ASC&first=2'), [1, 2])
    t.same(await daysOf(`contactId=${contactId}`), [3, 2, 1])
    t.same(await daysOf(`mentorId=${friend.id}`), [4, 3, 2, 1])
    t.same(await daysOf('kind=FOLLOW&kind=INTRO'), [4])
    t.same(await daysOf('occurredFrom=2026-02-02T00:00:00Z&occurredBefore=2026-02-03T00:00:00Z'), [2])
    const nested = '{ contacts { nodes { touchpoints { occurredAt } } } }'
    const [contact] = (await graphql(app, asker, nested)).data.contacts.nodes
    t.same(
      contact.touchpoints.map(({ occurredAt }: { occurredAt: string }) => occurredAt.slice(0, 10)),
      ['2026-02-03', '2026-02-02', '2026-02-01']
    )
  })

  t.test('of a contact are its latest twenty', async (t) => {
    const contactId = await contactOf()
    for (let n = 1; n <= 21; n++)
      await log({ contactId, occurredAt: `2026-01-${String(n).padStart(2, '0')}T09:00:00Z` })
    const { data } = await graphql(
      app,
      student,
      'query ($id: ID!) { contact(id: $id) { touchpoints { occurredAt } } }',
      {
        id: contactId
      }
    )
    t.equal(data.contact.touchpoints.length, 20)
    t.match(data.contact.touchpoints[0].occurredAt, /^2026-01-21/)
  })
})
