import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { fresh, relay, toldTo } from '../notifications/told.ts'
import { network, owedBy } from './due-oracle.ts'
import { completed, inDays, metPair, moveAs, remindOfUpdates, travelDays } from './related.ts'

const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'ALUM' }
const cadence = 'updateCadence { id everyDays snoozedUntil version contact { id } mentor { id } }'

t.test('whom one owes an update (S#68)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const due = async (who: { id: string }, query = '') =>
    (await rest(app, fresh(home, who as never), 'GET', `/v1/due-people?first=100${query}`)).body.items
  const contactOf = async (who: { id: string }, more: object = {}): Promise<string> =>
    (await mutate(app, fresh(home, who as never), 'createContact', { ...jan, ...more }, 'contact { id }')).contact.id

  t.test('is what counting by hand comes to, whatever there is', async (t) => {
    for (let seed = 1; seed <= 3; seed++) {
      const owner = await home.student()
      const all = await network(home, owner, { seed, now: app.clock.now() })
      const expected = owedBy(all, app.clock.now(), 60)
      t.ok(expected.length > 5)
      const found = (await due(owner)) as { contactId: string; relationshipId: string; dueAt: string }[]
      t.same(
        found.map(({ contactId, relationshipId, dueAt }) => [contactId, relationshipId, dueAt]),
        expected.map(({ contactId, relationshipId, dueAt }) => [contactId, relationshipId, dueAt]),
        `network ${seed}`
      )
      const ahead = await due(owner, `&dueUntil=${inDays(app, 400)}`)
      t.equal(ahead.length, owedBy(all, inDays(app, 400), 60).length)
      const firstPage = await rest(app, owner, 'GET', '/v1/due-people?first=3&totalCount=true')
      t.match(firstPage.body, { totalCount: expected.length, pageInfo: { hasNextPage: true } })
      const next = `/v1/due-people?first=100&after=${firstPage.body.pageInfo.endCursor}`
      t.same([...firstPage.body.items, ...(await rest(app, owner, 'GET', next)).body.items], found)
    }
    t.same(await due(await home.student()), [], 'nobody owes what others do')
  })

  t.test('comes back after the days that were set, and after a snooze', async (t) => {
    const student = await home.student()
    const contactId = await contactOf(student)
    const [set, snooze] = ['setUpdateCadence', 'snoozeUpdate'].map(
      (verb) => (input: object) => mutate(app, fresh(home, student), verb as string, { contactId, ...input }, cadence)
    ) as [(input: object) => Promise<any>, (input: object) => Promise<any>]
    t.match(await set({ everyDays: 7, expectedVersion: 0 }), {
      updateCadence: { everyDays: 7, version: 1, contact: { id: contactId }, mentor: null }
    })
    t.match(await set({ everyDays: 7 }), { updateCadence: { version: 1 } }, 'the same again is no change')
    t.match(await set({ everyDays: 8, expectedVersion: 0 }), {
      problems: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }]
    })
    t.match(await set({ everyDays: 6 }), { problems: [{ code: 'INVALID_INPUT', path: ['everyDays'] }] })
    t.match(await snooze({ until: app.clock.now() }), { problems: [{ code: 'INVALID_INPUT', path: ['until'] }] })
    t.match(await set({ relationshipId: newId(), everyDays: 9 }), { problems: [{ path: ['contactId'] }] })
    const theirs = await mutate(
      app,
      fresh(home, await home.student()),
      'setUpdateCadence',
      { contactId, everyDays: 9 },
      ''
    )
    t.match(theirs, { problems: [{ code: 'NOT_FOUND', path: ['contactId'] }] })
    travelDays(app, 7)
    t.match(await due(student), [{ contactId, name: 'Jan', everyDays: 7, lastTouchAt: null, dueAt: app.clock.now() }])
    await snooze({ until: inDays(app, 3) })
    t.same(await due(student), [])
    travelDays(app, 3)
    t.match(await due(student), [{ contactId, dueAt: app.clock.now() }])
    await mutate(app, fresh(home, student), 'logTouchpoint', { contactId, kind: 'UPDATE' }, '')
    t.same(await due(student), [])
    t.match(await set({ everyDays: null }), { updateCadence: { everyDays: null } })
    t.match(await due(student, `&dueUntil=${inDays(app, 60)}`), [{ everyDays: 60 }])
    await mutate(app, fresh(home, student), 'removeContact', { id: contactId }, '')
    t.same(await due(student, `&dueUntil=${inDays(app, 999)}`), [], 'a contact takes along what was set for it')
  })

  t.test('a contact who is a mentor is one person, whichever way they are named', async (t) => {
    const at = inDays(app, -70)
    const {
      id: relationshipId,
      student,
      mentor
    } = await metPair(app, home, { ...completed, startsAt: at, completedAt: at })
    const contactId = await contactOf(student)
    const me = fresh(home, student)
    const { updateCadence } = await mutate(app, me, 'setUpdateCadence', { contactId, everyDays: 90 }, cadence)
    t.match(await due(student), [{ relationshipId, contactId: null, personId: mentor.id }])
    await mutate(app, me, 'updateContact', { id: contactId, personId: mentor.id }, '')
    t.same(await due(student), [], 'what was set for the contact holds for the mentor')
    const moved = await mutate(app, me, 'setUpdateCadence', { relationshipId, everyDays: 30 }, cadence)
    t.match(moved.updateCadence, { id: updateCadence.id, everyDays: 30, mentor: { id: mentor.id }, contact: null })
    t.match(await due(student), [{ relationshipId, contactId, lastTouchAt: at }])
    const path = `/v1/relationships/${relationshipId}`
    t.match((await rest(app, me, 'GET', path)).body, { updateCadence: { id: updateCadence.id, everyDays: 30 } })
    const asMentor = await mutate(
      app,
      fresh(home, mentor),
      'snoozeUpdate',
      { relationshipId, until: inDays(app, 1) },
      ''
    )
    t.match(asMentor, { problems: [{ code: 'NOT_FOUND', path: ['relationshipId'] }] })
    await moveAs(app, home, mentor, 'endRelationship', { id: relationshipId })
    t.same(await due(student), [], 'whose relationship has ended is owed nothing')
  })

  t.test('is told once for each due time, all of a day in one, however many workers there are', async (t) => {
    const student = await home.student()
    for (let n = 0; n < 3; n++) await contactOf(student)
    const dues = async () => (await toldTo(app, home, student)).filter(({ kind }) => kind === 'UPDATE_DUE').length
    const remind = async () => {
      await Promise.all([remindOfUpdates(app), remindOfUpdates(app), remindOfUpdates(app)])
      await relay(app)
      return dues()
    }
    t.equal(await remind(), 0)
    travelDays(app, 60)
    t.equal(await remind(), 1)
    t.match((await toldTo(app, home, student)).at(-1), {
      subjectType: 'Person',
      subjectId: student.id,
      aboutPerson: null
    })
    travelDays(app, 1)
    t.equal(await remind(), 1, 'nothing has come due since')
    const [{ contactId }] = await due(student)
    await mutate(app, fresh(home, student), 'snoozeUpdate', { contactId, until: inDays(app, 2) }, '')
    travelDays(app, 2)
    t.equal(await remind(), 2, 'another due time')
    await mutate(app, fresh(home, student), 'snoozeUpdate', { contactId, until: null }, '')
    travelDays(app, 1)
    t.equal(await remind(), 2, 'an earlier one was told of')
  })
})
