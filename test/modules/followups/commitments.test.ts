import t from 'tap'
import { remindOfCommitments } from '../../../src/modules/followups/commitments.service.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { fresh, relay, toldTo, workerScope } from '../notifications/told.ts'
import { keep, talk } from './owed.ts'

const day = 24 * 60
const fields =
  'commitment { id text status dueOn isOverdue reportedBackAt reportNote dropReason allowedActions version mentor { id } meeting { id } }'

t.test('a promise', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const act = (who: Someone, verb: string, input: object) => mutate(app, fresh(home, who), verb, input, fields)
  const promise = async (dueOn = '2026-03-10') => {
    const found = await talk(home)
    const input = { meetingId: found.meetingId, text: 'Read the book.', dueOn }
    return { ...found, ...(await act(found.student, 'makeCommitment', input)).commitment }
  }
  const seenBy = async (who: Someone, id: string) =>
    (await rest(app, fresh(home, who), 'GET', `/v1/commitments/${id}`)).status

  t.test(
    'is its student’s until it is reported back; then the mentor is told, and reads it with the note (S#67)',
    async (t) => {
      const { student, mentor, id, meetingId } = await promise()
      const others = [mentor, await home.counselor(), await home.admin(), await home.machine(), await home.student()]
      for (const who of others) t.equal(await seenBy(who, id), 404)
      t.match(await act(mentor, 'reportBack', { id, note: 'Hm.' }), { problems: [{ code: 'NOT_FOUND' }] })
      const note = 'The third chapter is what we talked of.'
      t.match((await act(student, 'reportBack', { id, note: ' ' })).problems, [
        { code: 'INVALID_INPUT', path: ['note'] }
      ])
      const answer = await rest(app, fresh(home, student), 'POST', `/v1/commitments/${id}/report-back`, { note })
      t.match(answer, {
        status: 200,
        body: { status: 'REPORTED', reportNote: note, reportedBackAt: app.clock.now(), allowedActions: [] }
      })
      await relay(app)
      t.match(await toldTo(app, home, mentor), [
        { kind: 'COMMITMENT_REPORTED', subjectType: 'Commitment', subjectId: id, aboutPerson: {} }
      ])
      const { body } = await rest(app, fresh(home, mentor), 'GET', '/v1/commitments')
      t.match(body.items, [{ id, text: 'Read the book.', reportNote: note, meetingId, allowedActions: [] }])
      for (const who of others.slice(1)) t.equal(await seenBy(who, id), 404)
      t.match((await act(mentor, 'dropCommitment', { id, reason: 'Why?' })).problems, [{ code: 'FORBIDDEN' }])
      t.match((await act(student, 'updateCommitment', { id, text: 'Another.' })).problems, [
        { code: 'INVALID_TRANSITION' }
      ])
    }
  )

  t.test('is made by the student of a meeting that has begun and was not called off, for a day to come', async (t) => {
    const { student, mentor, meetingId } = await talk(home)
    const make = (who: Someone, input: object) =>
      act(who, 'makeCommitment', { meetingId, text: 'Write.', dueOn: '2026-03-02', ...input })
    t.match(await make(student, {}), { problems: [], commitment: { dueOn: '2026-03-02', isOverdue: false } })
    t.match((await make(mentor, {})).problems, [{ code: 'FORBIDDEN' }])
    t.match((await make(await home.student(), {})).problems, [{ code: 'NOT_FOUND', path: ['meetingId'] }])
    for (const dueOn of ['2026-03-01', '2028-03-03'])
      t.match((await make(student, { dueOn })).problems, [{ code: 'INVALID_INPUT', path: ['dueOn'] }])
    const off = await talk(home, { status: 'CANCELLED' })
    t.match((await make(off.student, { meetingId: off.meetingId })).problems, [{ code: 'MEETING_NOT_HELD' }])
    const ahead = await talk(home, { startsAt: '2026-03-02T15:00:00.001Z' })
    t.match((await make(ahead.student, { meetingId: ahead.meetingId })).problems, [{ code: 'MEETING_IN_FUTURE' }])
  })

  t.test('is reminded of once on the morning of its day, once more on another day, and overdue after it', async (t) => {
    const { student, id } = await promise('2026-03-08')
    const other = await promise('2026-03-08')
    await act(other.student, 'dropCommitment', { id: other.id, reason: 'Out of print.' })
    // It is nine in the morning of the second in Chicago; on the eighth the clocks are put forward.
    app.clock.travel(6 * day - 121)
    await keep(app)
    await relay(app)
    t.same(await toldTo(app, home, student), [])
    app.clock.travel(1)
    await Promise.all(Array.from({ length: 6 }, () => remindOfCommitments(workerScope(app, home))))
    await keep(app)
    await relay(app)
    t.match(await toldTo(app, home, student), [{ kind: 'COMMITMENT_REMINDER', subjectId: id }])
    t.same(await toldTo(app, home, other.student), [])
    const overdue = async () =>
      (
        await graphql(
          app,
          fresh(home, student),
          '{ commitments(filter: { isOverdue: true }) { totalCount nodes { id isOverdue } } }'
        )
      ).data.commitments
    app.clock.travel(16 * 60 - 0.001)
    t.match(await overdue(), { totalCount: 0 })
    app.clock.travel(0.001)
    t.match(await overdue(), { totalCount: 1, nodes: [{ id, isOverdue: true }] })
    const { commitment } = await act(student, 'updateCommitment', { id, dueOn: '2026-03-10' })
    t.match(commitment, { dueOn: '2026-03-10', isOverdue: false })
    app.clock.travel(1.5 * day)
    await keep(app)
    await relay(app)
    t.equal((await toldTo(app, home, student)).length, 2)
  })

  t.test('is counted for its student, their counselors and admins (S#66)', async (t) => {
    const dueOn = new Date(Date.parse(app.clock.now()) + day * 60_000).toISOString().slice(0, 10)
    const { student, id, mentor } = await promise(dueOn)
    const [own, other, admin] = [await home.counselor(), await home.counselor(), await home.admin()]
    await mutate(app, fresh(home, own), 'assignCounselor', { studentId: student.id, counselorId: own.id }, '')
    await act(student, 'reportBack', { id, note: 'Done.' })
    const expected = { made: 1, kept: 1, keptOnTime: 1, dropped: 0, overdue: 0, keptRate: 1, keptOnTimeRate: 1 }
    const url = `/v1/people/${student.id}/commitment-figures`
    for (const who of [student, own, admin]) t.same((await rest(app, fresh(home, who), 'GET', url)).body, expected)
    for (const who of [mentor, other, await home.machine()]) {
      t.equal((await rest(app, fresh(home, who), 'GET', url)).status, 404)
      const query = `{ commitmentFigures(personId: "${student.id}") { made } }`
      t.equal((await graphql(app, fresh(home, who), query)).data.commitmentFigures, null)
    }
  })
})
