import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'

const fields = 'cardExchange { id studentConsentedAt mentorConsentedAt isExchanged version }'

t.test('cards are exchanged by consent of both', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const verb =
    (name: string) =>
    (who: Someone, meetingId: string, more: object = {}) =>
      mutate(app, who, name, { meetingId, ...more }, fields)
  const [agree, withdraw] = [verb('exchangeCards'), verb('withdrawCardConsent')]
  const mailOf = async (who: Someone, { id }: Someone) => {
    const { body } = await rest(app, who, 'GET', `/v1/people/${id}/card`)
    return body.email ?? null
  }
  /** A student and a mentor with cards, who meet. */
  async function pair(values: object = {}) {
    const [student, mentor] = [await home.student(), await home.mentor()]
    for (const { id, token } of [student, mentor])
      await mutate(app, { id, token }, 'saveContactCard', { personId: id, email: `${id}@card.example` }, '')
    return { student, mentor, id: await meetingOf(home, { student, mentor }, { ...values }) }
  }
  const mails = async ({ student, mentor }: { student: Someone; mentor: Someone }) => [
    (await mailOf(student, mentor)) !== null,
    (await mailOf(mentor, student)) !== null
  ]

  t.test('one consent shows nothing, two show both, and either taken back hides both again', async (t) => {
    const two = await pair()
    const third = await home.mentor()
    t.match((await agree(two.mentor, two.id)).cardExchange, {
      studentConsentedAt: null,
      isExchanged: false,
      version: 1
    })
    t.same(await mails(two), [false, false])
    t.match((await agree(two.mentor, two.id)).cardExchange, { version: 1 }, 'agreeing again changes nothing')
    t.match((await agree(two.student, two.id)).cardExchange, { isExchanged: true, version: 2 })
    t.same(await mails(two), [true, true])
    t.equal(await mailOf(third, two.student), null, 'nobody else reads it')
    const vCardFor = (who: Someone) =>
      call(app, who, { method: 'GET', url: `/v1/people/${two.student.id}/card`, headers: { accept: 'text/vcard' } })
    const line = `EMAIL:${two.student.id}@card.example`
    const isTold = async (who: Someone) => (await vCardFor(who)).text.replace(/\r\n /g, '').includes(line)
    t.same([await isTold(two.mentor), await isTold(third)], [true, false], 'as a vCard, too')
    t.match((await withdraw(two.student, two.id)).cardExchange, { studentConsentedAt: null, isExchanged: false })
    t.same(await mails(two), [false, false])
    t.match((await withdraw(two.student, two.id)).problems, [{ code: 'CARD_NOT_OFFERED', path: ['meetingId'] }])
    await agree(two.student, two.id)
    t.same(await mails(two), [true, true], 'and can be given again')
    const told = await app.asOwner(home.tenantId, [
      sql`select e.type, e.payload ->> 'isExchanged' as is_exchanged from domain_events e
        where e.tenant_id = ${tenant} and e.subject_type = 'CardExchange' and e.payload ->> 'meetingId' = ${two.id} order by e.id`
    ])
    t.same(
      told.map((row) => Object.values(row).join(' ')),
      [
        'card_exchange.consented false',
        'card_exchange.consented true',
        'card_exchange.withdrawn false',
        'card_exchange.consented true'
      ]
    )
  })

  t.test('from the beginning of the meeting on, or once it has taken place, and not where it did not', async (t) => {
    const early = await pair({ startsAt: '2026-03-02T15:00:00.001Z' })
    t.match((await agree(early.student, early.id)).problems, [{ code: 'MEETING_IN_FUTURE', path: ['meetingId'] }])
    const now = await meetingOf(home, early, { startsAt: app.clock.now() })
    t.match(await agree(early.student, now), { problems: [] })
    const held = await pair({
      startsAt: '2026-04-02T15:00:00.000Z',
      status: 'COMPLETED',
      completedAt: '2026-03-01T15:00:00.000Z'
    })
    t.match(await agree(held.mentor, held.id), { problems: [] })
    for (const status of ['CANCELLED', 'NO_SHOW']) {
      const { student, id } = await pair({ status })
      t.match((await agree(student, id)).problems, [{ code: 'MEETING_NOT_HELD' }], status)
    }
  })
  t.test('survives an opt-out of the directory and the leaving of the other one', async (t) => {
    const two = await pair()
    for (const who of [two.student, two.mentor]) await agree(who, two.id)
    await home.run(
      sql`update persons set is_directory_opted_out = true, is_active = false where tenant_id = ${tenant} and id = ${two.mentor.id}`
    )
    t.equal(await mailOf(two.student, two.mentor), `${two.mentor.id}@card.example`)
    t.equal(await mailOf(await home.student(), two.mentor), null)
  })

  t.test('is taken back at every meeting of the two, whoever of them was the mentor', async (t) => {
    const two = await pair()
    await home.run(sql`insert into mentor_profiles (tenant_id, person_id, seniority, topics, motivations, capacity, search_text, version, created_at, updated_at)
      values (${tenant}, ${two.student.id}, 'MID', '{}', '{}', 3, '', 1, ${app.clock.now()}, ${app.clock.now()})`)
    const turned = await meetingOf(home, { student: two.mentor, mentor: two.student })
    const again = await meetingOf(home, two)
    for (const id of [two.id, turned, again]) for (const who of [two.student, two.mentor]) await agree(who, id)
    const [other] = [await home.mentor()]
    const elsewhere = await meetingOf(home, { student: two.student, mentor: other })
    for (const who of [two.student, other]) await agree(who, elsewhere)
    t.match((await withdraw(two.student, turned)).cardExchange, { mentorConsentedAt: null, studentConsentedAt: String })
    t.same(await mails(two), [false, false])
    t.equal(await mailOf(other, two.student), `${two.student.id}@card.example`, 'what was exchanged with others stays')
    await agree(two.student, again)
    t.same(await mails(two), [true, true], 'one meeting is enough')
  })

  t.test('only by the two themselves; for others the meeting is missing, or not theirs', async (t) => {
    const two = await pair()
    for (const who of [await home.counselor(), await home.admin(), await home.machine()])
      t.match((await agree(who, two.id)).problems, [{ code: 'FORBIDDEN' }])
    const stranger = await home.student()
    for (const change of [agree, withdraw])
      t.match((await change(stranger, two.id)).problems, [{ code: 'NOT_FOUND', path: ['meetingId'] }])
    await agree(two.student, two.id)
    const query = 'query ($id: ID!) { meeting(id: $id) { cardExchange { studentConsentedAt meeting { id } } } }'
    const { data } = await graphql(app, await home.counselor(), query, { id: two.id })
    t.match(data.meeting.cardExchange, { studentConsentedAt: app.clock.now(), meeting: { id: two.id } })
    const url = `/v1/meetings/${two.id}/card-exchange`
    t.match(await rest(app, two.mentor, 'GET', url), { status: 200, body: { meetingId: two.id, isExchanged: false } })
    t.equal((await rest(app, stranger, 'GET', url)).status, 404)
    t.match(await agree(two.mentor, two.id, { expectedVersion: 9 }), {
      problems: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }]
    })
  })

  t.test('when both agree in the same instant neither consent is lost', async (t) => {
    const two = await pair()
    const lock = sql`select 1 from meetings m where m.tenant_id = ${tenant} and m.id = ${two.id} for update`
    await raceAt(app, home, lock, [() => agree(two.student, two.id), () => agree(two.mentor, two.id)])
    t.same(await mails(two), [true, true])
  })
})
