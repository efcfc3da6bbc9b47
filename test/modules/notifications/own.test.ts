import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { relay } from './told.ts'

t.test('what somebody has been told', async (t) => {
  const app = await testApp(t)
  const [home, other] = [await campus(app), await campus(app)]
  const mentor = await home.mentor({ mentor: { capacity: 50 } })
  for (let n = 0; n < 6; n++) {
    const student = await home.student({ givenName: `Student${n}` })
    const draft = { mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'POSITION' }
    const whole = { ...draft, topic: 'A day', whyYou: 'Your talk on field trials stayed with me.' }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', whole, 'meetingRequest { id }')
    await mutate(app, student, 'sendMeetingRequest', { id: meetingRequest.id }, '')
    app.clock.travel(1)
    await relay(app)
  }
  const url = '/v1/notifications'
  const list = async (query = '', who = mentor) => (await rest(app, who, 'GET', `${url}${query}`)).body
  const unread = async (who = mentor) =>
    (await graphql(app, who, '{ viewer { unreadNotificationCount } }')).data.viewer.unreadNotificationCount
  const mark = (input: object, who = mentor) =>
    mutate(app, who, 'markNotificationsRead', input, 'viewer { id unreadNotificationCount }')

  t.test('is a list, latest first, in pages and as a table, the same at both doors', async (t) => {
    const page = await list('?first=4&totalCount=true')
    t.match(page, { totalCount: 6, pageInfo: { hasNextPage: true }, items: { length: 4 } })
    t.match(page.items[0], { kind: 'REQUEST_RECEIVED', title: /^Student5 .* asks you/, subjectType: 'MeetingRequest' })
    const rest4 = await list(`?first=4&after=${page.pageInfo.endCursor}`)
    t.match(
      rest4.items.map(({ title }: { title: string }) => title),
      [/^Student1 /, /^Student0 /]
    )
    const { data } = await graphql(
      app,
      mentor,
      `{ notifications(first: 1) { totalCount nodes { id kind title text readAt createdAt aboutPerson { id }
        deliveries { channel state reason attempts settledAt } } } node(id: "${page.items[0].id}") { ... on Notification { title } } }`
    )
    const [{ aboutPerson, ...shown }] = data.notifications.nodes
    t.match(page.items[0], { ...shown, aboutPersonId: aboutPerson.id })
    t.same(data.node, { title: shown.title })
    const csv = await call(app, mentor, { method: 'GET', url, headers: { accept: 'text/csv' } })
    t.match(csv.text, /^id,kind,title,text,/)
    t.same((await list('?orderBy=CREATED_AT&direction=ASC&first=1')).items[0].title.slice(0, 8), 'Student0')
  })

  t.test('is in the language of who reads it', async (t) => {
    await home.run(sql`update persons set locale = 'es-MX' where tenant_id = ${tenant} and id = ${mentor.id}`)
    t.match((await list('?first=1')).items[0], {
      title: /le pide una conversación$/,
      text: /antes del lunes, 16 de marzo/
    })
    await home.run(sql`update persons set locale = 'fi' where tenant_id = ${tenant} and id = ${mentor.id}`)
    t.match((await list('?first=1')).items[0], { title: /asks you for a conversation$/ }, 'English where there is none')
  })

  t.test('is marked as read, by ids, all or none, or up to an instant', async (t) => {
    t.equal(await unread(), 6)
    const { items } = await list()
    const ids = items.slice(0, 2).map(({ id }: { id: string }) => id)
    const missing = await mark({ ids: [...ids, mentor.id] })
    t.match(missing, { viewer: null, problems: [{ code: 'NOT_FOUND', path: ['ids', '2'] }] })
    t.equal(await unread(), 6)
    t.match(await mark({ ids }), { viewer: { unreadNotificationCount: 4 }, problems: [] })
    t.match((await list('?isRead=true')).items, [{ readAt: app.clock.now() }, { readAt: app.clock.now() }])
    t.equal((await list('?isRead=false&kind=REQUEST_RECEIVED')).items.length, 4)
    const body = { before: items[4].createdAt }
    t.same((await rest(app, mentor, 'POST', `${url}/mark-read`, body)).body, { unreadNotificationCount: 2 })
    t.match(await mark({ before: app.clock.now() }), { viewer: { unreadNotificationCount: 0 } })
    t.equal(await unread(), 0)
  })

  t.test('is refused where it is not clear what is to be marked', async (t) => {
    const [{ id }] = (await list('?first=1')).items
    for (const input of [{}, { ids: [] }, { ids: [id], before: app.clock.now() }, { ids: Array(101).fill(id) }])
      t.match(await mark(input), { viewer: null, problems: [{ code: 'INVALID_INPUT', path: ['ids'] }] })
    t.match(await rest(app, mentor, 'POST', `${url}/mark-read`, {}), { status: 422, body: { code: 'INVALID_INPUT' } })
  })

  t.test('is seen and marked by nobody else', async (t) => {
    const { id } = (await list('?first=1')).items[0]
    const strangers = [await home.admin(), await home.counselor(), await home.machine(), await other.admin()]
    for (const who of strangers) {
      t.equal((await list('', who)).items.length, 0)
      t.equal(await unread(who), 0)
      t.equal((await rest(app, who, 'GET', `${url}/${id}`)).status, 404)
      t.match(await mark({ ids: [id] }, who), { viewer: null, problems: [{ code: 'NOT_FOUND' }] })
    }
    const { mentor: another } = await sentRequest(app, home)
    await relay(app)
    t.equal(await unread(another), 1)
    await mark({ before: app.clock.now() })
    t.equal(await unread(another), 1)
  })
})
