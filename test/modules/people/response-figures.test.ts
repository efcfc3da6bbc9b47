import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { addMinutes } from '../../../src/ports/clock.ts'
import { Chance } from '../../../src/sample/chance.ts'
import { requestRow } from '../../permissions/filled.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { historyOf } from './figures-history.ts'
import { figuresFrom, type History } from './figures-oracle.ts'

const day = 24 * 60

t.test('how a mentor answers', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const now = app.clock.now()
  const student = await home.student()
  const ago = (days: number) => addMinutes(now, -days * day)
  const figures = 'responseRate medianResponseHours lastActive'
  const read = async (mentor: Someone, who = student) => {
    const query = `query ($id: ID!) { person(id: $id) { mentorProfile { ${figures} } } }`
    return (await graphql(app, who, query, { id: mentor.id })).data.person.mentorProfile
  }
  const asked = (mentor: Someone, values: object) =>
    requestRow({ id: newId(), studentId: student.id, mentorId: mentor.id, expiresAt: now, ...values })
  const answeredIn = (mentor: Someone, hours: number, sentAt = ago(40)) =>
    asked(mentor, { status: 'DECLINED', sentAt, answeredAt: addMinutes(sentAt, hours * 60), closedAt: now })

  t.test('is what an oracle counts by hand, over requests of every kind', async (t) => {
    const chance = new Chance(7)
    const mentors = await Promise.all(Array.from({ length: 30 }, () => home.mentor()))
    // Two requests between two people can't both be open.
    const students = await Promise.all(mentors.map(() => home.student()))
    const histories: History[] = []
    for (const [index, mentor] of mentors.entries()) {
      const history = await historyOf(home, mentor, students, { chance, now, size: index })
      histories.push(history)
    }
    const expected = histories.map((history) => figuresFrom(history, now, 5))
    const known = new Set(expected.map((one) => JSON.stringify(one)))
    t.ok(known.size > 8, `${known.size} different figures`)
    const { data } = await graphql(app, student, `{ mentors(first: 50) { nodes { id mentorProfile { ${figures} } } } }`)
    const byId = new Map(
      data.mentors.nodes.map((node: { id: string; mentorProfile: object }) => [node.id, node.mentorProfile])
    )
    const { items } = (await rest(app, student, 'GET', '/v1/people?first=100')).body
    for (const [index, mentor] of mentors.entries()) {
      t.same(byId.get(mentor.id), expected[index], `mentor ${index} in the list of mentors`)
      t.same(await read(mentor), expected[index], 'alone')
      t.match(items.find(({ id }: { id: string }) => id === mentor.id).mentorProfile, expected[index], 'and by REST')
    }
  })

  t.test('is not told from fewer cases than the campus says, but the last time is', async (t) => {
    const mentor = await home.mentor()
    await home.run(
      ...[1, 2, 3].map(() => answeredIn(mentor, 30)),
      asked(mentor, { status: 'EXPIRED', sentAt: ago(30) })
    )
    t.same(await read(mentor), { responseRate: null, medianResponseHours: null, lastActive: 'THIS_QUARTER' })
    await mutate(app, await home.admin(), 'updateInstitutionPolicy', { smallNumber: 4 }, '')
    t.same(await read(mentor), { responseRate: 0.75, medianResponseHours: null, lastActive: 'THIS_QUARTER' })
    await mutate(app, await home.admin(), 'updateInstitutionPolicy', { smallNumber: 3 }, '')
    t.match(await read(mentor), { responseRate: 0.75, medianResponseHours: 'UP_TO_48' })
    await mutate(app, await home.admin(), 'updateInstitutionPolicy', { smallNumber: 5 }, '')
    t.same(await read(await home.mentor()), { responseRate: null, medianResponseHours: null, lastActive: null })
  })

  t.test('moves with an answer, with silence, and not with what is taken back or still waits', async (t) => {
    const mentor = await home.mentor()
    await home.run(...[1, 2, 3, 4, 5].map(() => answeredIn(mentor, 12)))
    const rate = async () => (await read(mentor)).responseRate
    t.same(await read(mentor), { responseRate: 1, medianResponseHours: 'UP_TO_12', lastActive: 'THIS_QUARTER' })
    const later = addMinutes(now, 60)
    await home.run(
      asked(mentor, { status: 'SENT', sentAt: ago(1), expiresAt: later }),
      asked(mentor, { status: 'WITHDRAWN', sentAt: ago(3), closedAt: ago(2) }),
      asked(mentor, { status: 'CLOSED_BY_MENTOR', sentAt: ago(3), closedAt: ago(2) }),
      asked(mentor, { status: 'EXPIRED', sentAt: ago(366), closedAt: ago(350) })
    )
    t.equal(await rate(), 1)
    await home.run(
      sql`update meeting_requests set status = 'WITHDRAWN' where tenant_id = ${tenant} and mentor_id = ${mentor.id} and status = 'SENT'`
    )
    await home.run(asked(mentor, { status: 'SENT', sentAt: ago(15), expiresAt: now }))
    t.equal(await rate(), 0.85, 'whose time is over counts before the worker has come by')
    const asks = { infoQuestion: 'Which?', infoAskedAt: ago(1), replySecondsLeft: 60 }
    const other = { studentId: (await home.student()).id }
    await home.run(asked(mentor, { ...other, status: 'NEEDS_INFO', sentAt: ago(2), expiresAt: later, ...asks }))
    t.match(await read(mentor), { responseRate: 0.85, lastActive: 'THIS_WEEK' }, 'to ask back is an answer')
  })

  t.test('the last time is that of a meeting too, and not what somebody else did', async (t) => {
    const mentor = await home.mentor()
    const last = async () => (await read(mentor)).lastActive
    const cancelled = { status: 'CANCELLED', startsAt: ago(1), cancelledAt: ago(2) }
    await meetingOf(home, { student, mentor }, { ...cancelled, cancelledById: student.id })
    await meetingOf(home, { student, mentor }, { startsAt: ago(1) })
    await meetingOf(home, { student, mentor }, { status: 'NO_SHOW', startsAt: ago(1), noShowPersonId: mentor.id })
    await home.run(
      sql`update meeting_requests set answered_at = null where tenant_id = ${tenant} and mentor_id = ${mentor.id}`
    )
    t.equal(await last(), null)
    await meetingOf(home, { student, mentor }, { status: 'COMPLETED', startsAt: ago(100), completedAt: ago(90) })
    await home.run(
      sql`update meeting_requests set answered_at = null where tenant_id = ${tenant} and mentor_id = ${mentor.id}`
    )
    t.equal(await last(), 'LONGER')
    await meetingOf(home, { student, mentor }, { ...cancelled, cancelledById: mentor.id })
    await home.run(
      sql`update meeting_requests set answered_at = null where tenant_id = ${tenant} and mentor_id = ${mentor.id}`
    )
    t.equal(await last(), 'THIS_WEEK')
  })
})
