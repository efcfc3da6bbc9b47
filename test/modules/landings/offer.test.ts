import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { met, record, refusals } from './graduate.ts'

const job = { kind: 'JOB', organization: 'Foxglove Software', title: 'Developer', note: 'They liked the robot.' }
const fields = `offer { id stage stageSince receivedOn decidedOn allowedStages version attributedAt
  attribution { attribution meeting { id } } }`

t.test('what came of conversations, up to an accepted offer', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const one = async (input: object = job) => (await mutate(app, student, 'recordOffer', input, fields)).offer
  const change = (input: object, who = student) => mutate(app, who, 'updateOffer', input, fields)

  t.test('an offer climbs the ladder, and what is decided can be offered anew, at both doors', async (t) => {
    const { id, ...made } = await one()
    t.match(made, { stage: 'INTERVIEWING', allowedStages: ['OFFERED', 'DECLINED', 'LOST'], version: 1 })
    t.same(refusals(await change({ id, stage: 'ACCEPTED' })), ['INVALID_TRANSITION'])
    t.same(refusals(await change({ id, receivedOn: '2026-03-01' })), ['INVALID_INPUT receivedOn'])
    app.clock.travel(60)
    const { offer } = await change({ id, stage: 'OFFERED', receivedOn: '2026-03-01', expectedVersion: 1 })
    t.match(offer, { stage: 'OFFERED', stageSince: app.clock.now(), receivedOn: '2026-03-01', version: 2 })
    t.same(refusals(await change({ id, decidedOn: '2026-03-02' })), ['INVALID_INPUT decidedOn'], 'not decided yet')
    t.same(refusals(await change({ id, title: 'x', expectedVersion: 1 })), ['VERSION_CONFLICT expectedVersion'])
    const accepted = await rest(app, student, 'PATCH', `/v1/offers/${id}`, {
      stage: 'ACCEPTED',
      decidedOn: '2026-03-02'
    })
    t.match(accepted, { status: 200, body: { stage: 'ACCEPTED', allowedStages: ['DECLINED', 'LOST'] } })
    t.equal((await change({ id, stage: 'LOST' })).offer.stage, 'LOST', 'it was taken back')
    t.match((await change({ id, stage: 'OFFERED' })).offer, { stage: 'OFFERED', decidedOn: null })
    const events = await home.run(sql`select e.type, e.payload from domain_events e
      where e.tenant_id = ${tenant} and e.subject_id = ${id}`)
    t.equal(events.length, 5, 'one event for each change, none for what was refused')
    t.notMatch(JSON.stringify(events), /Foxglove|robot/)
  })

  t.test('what can not be kept is refused with the way to it', async (t) => {
    const bad = {
      kind: 'JOB',
      organization: ' ',
      title: 'x'.repeat(201),
      occupation: '99-9999.99',
      industry: '9\u0000'
    }
    const { problems } = await mutate(app, student, 'recordOffer', { ...bad, receivedOn: '2026-03-05' }, '')
    t.same(problems.map((one: { path: string[] }) => one.path[0]).toSorted(), [
      'industry',
      'occupation',
      'organization',
      'receivedOn',
      'title'
    ])
    for (const who of [await home.mentor({ affiliations: ['FACULTY'] }), await home.admin()])
      t.same(refusals(await mutate(app, who, 'recordOffer', job, '')), ['FORBIDDEN'])
  })

  t.test('its student, current counselors, admins and machines see it, mentors and others never', async (t) => {
    const { id } = await one()
    const mentor = await home.mentor()
    await met(home, student, mentor)
    const [counselor, earlier] = [await home.counselor(), await home.counselor()]
    const since = { since: '2026-01-05T09:00:00.000Z', version: 1, updatedAt: '2026-01-05T09:00:00.000Z' }
    const assign = (who: { id: string }, until: string | null) =>
      insertRow(
        'counselor_assignments',
        { id: newId(), studentId: student.id, counselorId: who.id, until, ...since },
        sql`1`
      )
    await home.run(assign(counselor, null), assign(earlier, '2026-02-01T09:00:00.000Z'))
    const readers = { counselor, admin: await home.admin(), machine: await home.machine() }
    for (const [name, who] of Object.entries(readers)) {
      t.match(await rest(app, who, 'GET', `/v1/offers/${id}`), { status: 200, body: { note: null } }, name)
      t.same(refusals(await change({ id, title: 'x' }, who)), ['FORBIDDEN'], name)
    }
    t.equal((await rest(app, student, 'GET', `/v1/offers/${id}`)).body.note, job.note)
    for (const who of [mentor, earlier, await home.student()]) {
      t.equal((await rest(app, who, 'GET', `/v1/offers/${id}`)).status, 404)
      t.same((await graphql(app, who, `{ offers { totalCount } node(id: "${id}") { id } }`)).data, {
        offers: { totalCount: 0 },
        node: null
      })
      t.same(refusals(await change({ id, title: 'x' }, who)), ['NOT_FOUND id'])
    }
  })

  t.test('the student says which conversations it came of, in place of what was said before (S#61)', async (t) => {
    const { id } = await one()
    const [first, second] = [await met(home, student), await met(home, student)]
    const planned = await meetingOf(home, { student, mentor: await home.mentor() })
    const foreign = await met(home, await home.student())
    const say = (links: object[], who = student) => mutate(app, who, 'setOfferAttribution', { id, links }, fields)
    const link = (meetingId: string, attribution = 'DIRECT') => ({ meetingId, attribution })
    const bad = [link(planned), link(foreign), link('x'), link(first), link(first, 'NONE')]
    t.same(refusals(await say(bad)), [
      'MEETING_NOT_COMPLETED links.0.meetingId',
      'NOT_FOUND links.1.meetingId',
      'NOT_FOUND links.2.meetingId',
      'INVALID_INPUT links.4.meetingId'
    ])
    await say([link(first), link(second, 'CONTRIBUTED')])
    const { body } = await rest(app, student, 'PUT', `/v1/offers/${id}/attribution`, { links: [link(second, 'NONE')] })
    t.match(body, {
      attribution: [{ meetingId: second, attribution: 'NONE' }],
      attributedAt: app.clock.now(),
      version: 3
    })
    t.equal(body.attribution.length, 1)
    t.match((await say([])).offer, { attribution: [], version: 4 })
    t.same(refusals(await say([], await home.admin())), ['FORBIDDEN'], 'nobody says it for the student')
    const count = (isAttributed: boolean) => `offers(filter: { isAttributed: ${isAttributed} }) { totalCount }`
    const { data } = await graphql(app, student, `{ yes: ${count(true)} no: ${count(false)} }`)
    t.same([data.yes.totalCount, data.no.totalCount], [1, 2])
  })

  t.test('a mistake is deleted with what was said of it, unless a landing comes of it', async (t) => {
    const { id } = await one({ ...job, stage: 'ACCEPTED' })
    await mutate(
      app,
      student,
      'setOfferAttribution',
      { id, links: [{ meetingId: await met(home, student), attribution: 'DIRECT' }] },
      ''
    )
    const landing = {
      category: 'EMPLOYED_FULL_TIME',
      employmentType: 'ORGANIZATION',
      organization: 'Foxglove',
      offerId: id
    }
    const { landing: made } = await record(app, student, landing)
    const remove = () => rest(app, student, 'DELETE', `/v1/offers/${id}`, {})
    t.match((await remove()).body, { code: 'OFFER_HAS_LANDING' })
    await mutate(app, student, 'withdrawLanding', { id: made.id, reason: 'Not yet.' }, '')
    t.match(await remove(), { status: 200, body: { id, attribution: [] } })
    t.equal((await rest(app, student, 'GET', `/v1/offers/${id}`)).status, 404)
  })
})
