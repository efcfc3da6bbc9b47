import t from 'tap'
import { expireMeetingRequests } from '../../../src/modules/requests/requests.service.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { fresh, kindsTo, relay, remind, toldTo, workerScope } from '../notifications/told.ts'
import { counter, inDays } from './countered-request.ts'
import { draft, sentRequest } from './sent-request.ts'

const day = 24 * 60

t.test('a request that runs out', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const as = (who: Someone) => fresh(home, who)
  const expire = async (days: number) => {
    app.clock.travel(days * day)
    await expireMeetingRequests(workerScope(app, home))
    await relay(app)
  }
  const get = async (who: Someone, path: string) =>
    (await rest(app, as(who), 'GET', `/v1/meeting-requests${path}`)).body
  const drafted = async (student: Someone, mentor: Someone): Promise<string> =>
    (await rest(app, as(student), 'POST', '/v1/meeting-requests', { mentorId: mentor.id, ...draft })).body.id
  const send = (student: Someone, id: string) => rest(app, as(student), 'POST', `/v1/meeting-requests/${id}/send`)

  t.test('unanswered frees the mentor, names others to ask, and is followed by a pause', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    const other = await home.student()
    await home.mentor()
    await mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, capacity: 1 }, 'person { id }')
    const waiting = await drafted(other, mentor)
    t.match((await send(other, waiting)).body, { code: 'CAPACITY_REACHED' })
    await expire(14)
    t.match(await get(student, `/${id}`), { status: 'EXPIRED', statusText: /no answer in time/ })
    t.ok((await get(student, `/${id}/suggestions`)).suggestions.length > 0)
    t.match((await send(other, waiting)).body, { status: 'SENT' }, 'the place is free')
    await mutate(app, as(mentor), 'updateMentorProfile', { personId: mentor.id, capacity: 9 }, 'person { id }')
    const again = await drafted(student, mentor)
    const sends = await Promise.all(Array.from({ length: 8 }, () => send(student, again)))
    t.same([...new Set(sends.map(({ body }) => body.code))], ['ASKED_RECENTLY'], 'eight at once, too')
  })

  t.test('while it waited for the student is not put on the mentor, and starts no pause', async (t) => {
    for (const wait of ['terms', 'question']) {
      const { student, mentor, id } = await sentRequest(app, home)
      const own = await home.counselor()
      await mutate(app, own, 'assignCounselor', { studentId: student.id, counselorId: own.id }, '')
      if (wait === 'terms') await counter(app, mentor, id)
      else await mutate(app, mentor, 'requestMoreInfo', { id, question: 'Which?' }, '')
      await expire(14)
      t.match(await get(student, `/${id}`), { status: 'EXPIRED', statusText: /You can ask again/ }, wait)
      t.equal((await kindsTo(app, home, student)).at(-1), 'REQUEST_LAPSED')
      t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', 'STUDENT_SILENT'])
      t.same(await kindsTo(app, home, own), ['STUDENT_SILENT'])
      t.match((await send(student, await drafted(student, mentor))).body, { status: 'SENT' })
      t.match((await get(own, `?counselorId=${own.id}&status=EXPIRED`)).items, [{ id }], 'it stands in their queue')
      const since = `closedFrom=${app.clock.now()}`
      t.ok((await get(own, `?${since}`)).items.some((one: { id: string }) => one.id === id))
      t.same((await get(await home.counselor(), `?counselorId=${mentor.id}`)).items, [])
    }
  })

  t.test('has reminders from when other terms were proposed, not from when it was sent', async (t) => {
    const short = await campus(app)
    const admin = await short.admin()
    // A reminder that would come before the window is silent: the window was made shorter than it.
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { replyWindowDays: 5 })
    const { mentor, id } = await sentRequest(app, short)
    app.clock.travel(3 * day)
    await counter(app, fresh(short, mentor), id)
    app.clock.travel(1)
    t.match(await remind(app), { reminded: 0 }, 'who has just been asked is not reminded')
    app.clock.travel(3 * day)
    t.match(await remind(app), { reminded: 1 }, 'but two days before the end they are')
  })

  t.test('proposes no time that is past, neither as a draft nor when it is sent', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const create = (proposedTimes: string[]) =>
      rest(app, as(student), 'POST', '/v1/meeting-requests', { mentorId: mentor.id, ...draft, proposedTimes })
    const past = { code: 'INVALID_INPUT', path: ['proposedTimes', 1] }
    t.match(await create([inDays(app, 1), app.clock.now()]), { status: 422, body: past })
    const { body } = await create([inDays(app, 1)])
    app.clock.travel(day)
    t.match(await get(student, `/${body.id}/readiness`), { isReady: false })
    const sent = await rest(app, as(student), 'POST', `/v1/meeting-requests/${body.id}/send`)
    t.match(sent, { status: 422, body: { code: 'INVALID_INPUT', path: ['proposedTimes'] } })
  })

  t.test('at once, when its student leaves: the mentor is told, and drafts stay', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    const input = { mentorId: (await home.mentor()).id, ...draft }
    const { body } = await rest(app, as(student), 'POST', '/v1/meeting-requests', input)
    const admin = await home.admin()
    await rest(app, as(admin), 'PATCH', `/v1/people/${student.id}`, { isActive: false })
    await relay(app)
    t.match(await get(admin, `/${id}`), { status: 'WITHDRAWN', closedAt: app.clock.now() })
    t.match(await get(admin, `/${body.id}`), { status: 'DRAFT' })
    const told = await toldTo(app, home, mentor)
    t.match(told.at(-1), { kind: 'REQUEST_WITHDRAWN', title: /The career center/ }, 'by whom it was, too')
  })

  t.test('no more, once accepted: a meeting that is over takes no place, though nobody said how it went', async (t) => {
    const { mentor, id } = await sentRequest(app, home)
    await mutate(app, as(mentor), 'updateMentorProfile', { personId: mentor.id, capacity: 1 }, 'person { id }')
    await rest(app, as(mentor), 'POST', `/v1/meeting-requests/${id}/accept`, { startsAt: inDays(app, 1) })
    const other = await home.student()
    const waiting = await drafted(other, mentor)
    t.match((await send(other, waiting)).body, { code: 'CAPACITY_REACHED' })
    app.clock.travel(day + 30)
    const again = await send(other, waiting)
    t.match(again.body, { status: 'SENT' })
  })
})
