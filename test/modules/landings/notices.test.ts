import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { contactRow, touchpointRow } from '../../permissions/filled-contacts.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate } from '../../support/graphql.ts'
import { meetingOf, outcomeOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'
import { graduate, job, met, noticesOf, record, refusals } from './graduate.ts'

t.test('those who helped are to be told where somebody landed (S#70)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const admin = await home.admin()
  const others = async (who: Someone) => (await noticesOf(home, who)).map(({ other }) => other).toSorted()
  const withdraw = (who: Someone, id: string) => mutate(app, who, 'withdrawLanding', { id, reason: 'A mistake.' }, '')
  const waive = (cause: string) => sql`status = 'WAIVED', waive_cause = ${cause}`

  /** A student with everybody who helped, and some who did not. */
  async function helped() {
    const student = await graduate(home)
    const ownerId = student.id
    const [twice, named, introduced, known, acquaintance, planned] = (await Promise.all(
      Array.from({ length: 6 }, () => home.mentor())
    )) as [Someone, Someone, Someone, Someone, Someone, Someone]
    await met(home, student, twice)
    const { id: outcomeId } = await outcomeOf(home, { student, mentor: twice })
    await meetingOf(home, { student, mentor: planned })
    const [outside, ofPerson, mailed, archived] = [newId(), newId(), newId(), newId()]
    const referral = { studentId: ownerId, outcomeId, externalName: 'Sam', createdAt: '2026-02-20T09:00:00.000Z' }
    const touch = (kind: string, whom: object) => touchpointRow({ id: newId(), ownerId, kind, ...whom })
    const contact = (id: string, more: object = {}) => contactRow({ id, ownerId, ...more })
    await home.run(
      insertRow('referrals', { id: newId(), referredById: named.id, ...referral }, sql`1`),
      contact(outside),
      contact(ofPerson, { personId: known.id }),
      contact(mailed),
      contact(archived, { isArchived: true }),
      touch('INTRO', { contactId: outside }),
      touch('MEETING', { contactId: outside }),
      touch('MEETING', { contactId: ofPerson }),
      touch('MEETING', { contactId: archived }),
      touch('EMAIL', { contactId: mailed }),
      touch('INTRO', { mentorId: introduced.id }),
      touch('MEETING', { mentorId: twice.id }),
      touch('FOLLOW', { mentorId: acquaintance.id })
    )
    return { student, helpers: [twice.id, named.id, introduced.id, known.id, outside].toSorted() }
  }

  t.test('each who helped once, due after the days of the campus, and nobody else', async (t) => {
    const { student, helpers } = await helped()
    await mutate(app, admin, 'updateInstitutionPolicy', { landingNoticeDays: 21 }, '')
    const { landing } = await record(app, student)
    t.same(landing.landedNotified, { total: 5, done: 0, percent: 0 })
    const notices = await noticesOf(home, student)
    t.same(notices.map(({ other }) => other).toSorted(), helpers)
    t.equal(notices[0]?.due_at.toISOString(), '2026-03-23T15:00:00.000Z')
    await home.run(
      sql`update follow_ups set status = 'DONE_ON_TIME', done_at = due_at, channel = 'ELSEWHERE' where tenant_id = ${tenant} and person_id = ${helpers[0] ?? ''}
        or contact_id = ${helpers[0] ?? ''}`,
      sql`update follow_ups set ${waive('OWNER')}, waive_reason = 'x' where tenant_id = ${tenant} and owner_id = ${student.id}
        and coalesce(person_id, contact_id) = ${helpers[1] ?? ''}`
    )
    const { data } = await graphql(
      app,
      admin,
      `{ landing(id: "${landing.id}") { landedNotified { total done percent } } }`
    )
    t.same(data.landing.landedNotified, { total: 4, done: 1, percent: 25 }, 'who was waived is left out')
    const [told] = await home.run(sql`select count(*)::int as count from domain_events e where e.tenant_id = ${tenant}
      and e.type = 'follow_up.owed' and e.payload ->> 'ownerId' = ${student.id}`)
    t.match(told, { count: 5 })
  })

  t.test('the same destination is told of once, whoever records it again, and in a race', async (t) => {
    const { student, helpers } = await helped()
    const studentId = student.id
    const lock = sql`select 1 from persons where tenant_id = ${tenant} and id = ${studentId} for update`
    const again = { ...job, organization: ' foxglove SOFTWARE, ' }
    const raced = await raceAt(app, home, lock, [
      () => record(app, student),
      () => record(app, student, again),
      () => record(app, admin, { ...again, studentId, source: 'GRADUATE_SURVEY' }),
      () => record(app, admin, { ...job, studentId, source: 'LINKEDIN' })
    ])
    t.same(raced.flatMap(refusals), ['LANDING_ALREADY_RECORDED'], 'sources are kept beside each other, none twice')
    t.same(await others(student), helpers)
    await record(app, student, { ...job, organization: 'Lakeside Labs' })
    t.equal((await others(student)).length, 10, 'another destination is other news')
  })

  t.test(
    'a landing that is none any more lets go what is not written, and one that becomes good news tells',
    async (t) => {
      const { student, helpers } = await helped()
      const { landing } = await record(app, student, { category: 'SEEKING_EMPLOYMENT' })
      t.same(await others(student), [], 'who seeks has no news yet')
      const change = (input: object) =>
        mutate(app, student, 'updateLanding', { id: landing.id, ...input }, 'landing { id }')
      await change(job)
      await change({ title: 'Tester' })
      t.same(await others(student), helpers)
      await change({ category: 'NOT_SEEKING' })
      const states = async () => [...new Set((await noticesOf(home, student)).map(({ status }) => status))]
      t.same(await states(), ['WAIVED'])
      await change(job)
      t.same([await states(), await others(student)], [['PENDING'], helpers], 'the same notices are owed again')
      await home.run(sql`update follow_ups set status = 'DONE_LATE', done_at = due_at + interval '1 second', channel = 'MAIL'
      where tenant_id = ${tenant} and owner_id = ${student.id} and coalesce(person_id, contact_id) = ${helpers[0] ?? ''}`)
      await withdraw(student, landing.id)
      const left = (await noticesOf(home, student)).map(({ status }) => status).toSorted()
      t.same(left, ['DONE_LATE', 'WAIVED', 'WAIVED', 'WAIVED', 'WAIVED'])
      await record(app, student)
      const owed = (await noticesOf(home, student)).filter(({ status }) => status === 'PENDING')
      t.same(owed.map(({ other }) => other).toSorted(), helpers.slice(1), 'who was told before is not told again')
    }
  )
})
