import t from 'tap'
import { remindOfRequests } from '../../../src/modules/requests/reminders.service.ts'
import { expireMeetingRequests } from '../../../src/modules/requests/requests.service.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { fresh, kindsTo, relay, remind, toldTo, workerScope } from './told.ts'

const hour = 60
const day = 24 * hour

t.test('whoever has to answer is reminded', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const act = (who: { id: string; token: string }, verb: string, input: object) =>
    mutate(app, fresh(home, who), verb, input, '')
  const remindAll = async () => {
    const done = await remind(app)
    await relay(app)
    return done
  }

  t.test('once for each of the offsets, and both are told at the end', async (t) => {
    const { student, mentor } = await sentRequest(app, home)
    app.clock.travel(7 * day - 1)
    t.same(await remindAll(), { reminded: 0 })
    app.clock.travel(1)
    t.same(await remindAll(), { reminded: 1 })
    t.same(await remindAll(), { reminded: 0 }, 'a repetition reminds of nothing')
    app.clock.travel(5 * day)
    t.same(await remindAll(), { reminded: 1 })
    app.clock.travel(2 * day)
    t.same(await remindAll(), { reminded: 0 }, 'nobody is reminded of what is over')
    await expireMeetingRequests(workerScope(app, home))
    await relay(app)
    const toMentor = ['REQUEST_RECEIVED', 'REQUEST_REMINDER', 'REQUEST_REMINDER', 'REQUEST_UNANSWERED']
    t.same(await kindsTo(app, home, mentor), toMentor)
    t.same(await kindsTo(app, home, student), ['REQUEST_EXPIRED'])
  })

  t.test('not of a request that was answered', async (t) => {
    const { mentor, id } = await sentRequest(app, home)
    await act(mentor, 'declineMeetingRequest', { id, reason: 'NO_TIME' })
    app.clock.travel(13 * day)
    t.same(await remindAll(), { reminded: 0 })
  })

  t.test('the student instead, while the clock of the mentor stands still', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    app.clock.travel(6 * day)
    await act(mentor, 'requestMoreInfo', { id, question: 'Which?' })
    app.clock.travel(7 * day)
    t.same(await remindAll(), { reminded: 1 })
    t.same(await kindsTo(app, home, student), ['INFO_REQUESTED', 'INFO_REMINDER'])
    await act(student, 'provideMoreInfo', { id, answer: 'This.' })
    t.same(await remindAll(), { reminded: 0 }, 'eight of the days are left')
    app.clock.travel(day)
    t.same(await remindAll(), { reminded: 1 })
    t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', 'INFO_PROVIDED', 'REQUEST_REMINDER'])
  })

  t.test('not of an offset that had passed when the clock went on', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    app.clock.travel(13 * day + hour)
    await remindAll()
    await act(mentor, 'requestMoreInfo', { id, question: 'Which?' })
    await act(student, 'provideMoreInfo', { id, answer: 'This.' })
    t.same(await remindAll(), { reminded: 0 }, 'a day is left, and they have just been told')
  })

  t.test('once after a week in which no worker ran, of the nearest end', async (t) => {
    const { mentor, id } = await sentRequest(app, home)
    app.clock.travel(13 * day)
    t.same(await remindAll(), { reminded: 1 })
    const reminder = (await toldTo(app, home, mentor)).at(-1)
    t.match(reminder, { kind: 'REQUEST_REMINDER', subjectId: id })
    app.clock.travel(-6 * day)
    t.same(await remindAll(), { reminded: 0 }, 'nor again by a clock that was put back')
    app.clock.travel(6 * day)
  })

  t.test('once by many workers at a time', async (t) => {
    const mentors = []
    for (let n = 0; n < 10; n++) mentors.push((await sentRequest(app, home)).mentor)
    app.clock.travel(12 * day)
    const workers = Array.from({ length: 8 }, () => remindOfRequests(workerScope(app, home)))
    const taken = await Promise.all(workers)
    await relay(app)
    for (const mentor of mentors) t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', 'REQUEST_REMINDER'])
    t.equal(
      taken.reduce((sum, count) => sum + count, 0),
      10
    )
  })

  t.test('as the policy says from the next minute on', async (t) => {
    const { mentor } = await sentRequest(app, home)
    const admin = await home.admin()
    const set = (reminderOffsetsDays: number[]) =>
      mutate(app, fresh(home, admin), 'updateInstitutionPolicy', { reminderOffsetsDays }, 'institution { id }')
    t.same((await set([1])).problems, [])
    app.clock.travel(12 * day)
    t.same(await remindAll(), { reminded: 0 })
    app.clock.travel(day)
    t.same(await remindAll(), { reminded: 1 })
    t.same((await set([])).problems, [])
    t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', 'REQUEST_REMINDER'])
    for (const wrong of [[14], [0], [91], [2, 2], [1, 2, 3, 4, 5, 6]])
      t.match(await set(wrong), { institution: null, problems: [{ path: ['reminderOffsetsDays'] }] }, String(wrong))
  })

  t.test('and not at all at a campus that wants none, nor before a window that is shorter', async (t) => {
    const requests = { ...defaultInstitutionPolicy.requests, replyWindowDays: 5 }
    const [none, short] = [
      await campus(app, { requests: { ...requests, reminderOffsetsDays: [] } }),
      await campus(app, { requests })
    ]
    const { mentor } = await sentRequest(app, none)
    const { mentor: soon } = await sentRequest(app, short)
    t.same(await remindAll(), { reminded: 0 }, 'seven days before an end that is five days away')
    app.clock.travel(4 * day)
    t.same(await remindAll(), { reminded: 1 })
    t.same(await kindsTo(app, none, mentor), ['REQUEST_RECEIVED'])
    t.same(await kindsTo(app, short, soon), ['REQUEST_RECEIVED', 'REQUEST_REMINDER'])
  })
})
