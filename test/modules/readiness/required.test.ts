import t from 'tap'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { draftedRequest } from '../preparation/prepared.ts'
import { prepareAll, shownTo } from './prepared-whole.ts'

const of = (requests: object) => ({ requests: { ...defaultInstitutionPolicy.requests, ...requests } })

t.test('a campus that asks for preparation (S#30)', async (t) => {
  const app = await testApp(t)
  const requiredReadiness = ['TIMES', 'COUNSELING', 'RESEARCH', 'PITCH', 'QUESTIONS', 'MUST_ASK', 'PRACTICE']
  const home = await campus(app, of({ requiredReadiness }))

  t.test(
    'has nothing sent without it, says all that is missing at once, and has it sent when all is there',
    async (t) => {
      const { student, id } = await draftedRequest(app, home)
      const refused = await mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { id }')
      t.equal(refused.meetingRequest, null)
      t.same(
        refused.problems.map(({ code, path }: { code: string; path: string[] }) => [code, ...path]),
        requiredReadiness.map((kind) => ['NOT_READY', 'readiness', kind])
      )
      t.match(await rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`), {
        status: 422,
        body: { code: 'NOT_READY' }
      })
      t.equal((await shownTo(app, student, id)).isReady, false)
      await prepareAll(app, student, id, await home.counselor())
      t.equal((await shownTo(app, student, id)).isReady, true)
      app.forget()
      const sent = await mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { status }')
      t.same(sent, { meetingRequest: { status: 'SENT' }, problems: [] })
      await app.settled()
      t.equal(app.roundTrips.length, 4, 'what is asked of the preparation is one round trip more')
    }
  )

  t.test('changes what it asks for from one request to the next', async (t) => {
    const [admin, { student, id }] = [await home.admin(), await draftedRequest(app, home)]
    const asking = (items: string[]) =>
      rest(app, admin, 'PATCH', '/v1/institution/policy', { requiredReadiness: items })
    t.match(await asking(['PITCH', 'PITCH']), {
      status: 422,
      body: { code: 'INVALID_INPUT', path: ['requiredReadiness'] }
    })
    t.match(await asking(['SHOES']), { status: 422, body: { code: 'INVALID_INPUT' } })
    const byType = (lists: object[]) =>
      rest(app, admin, 'PATCH', '/v1/institution/policy', { requiredReadinessByType: lists })
    const [ours, other] = [
      { type: 'COMPANY_INSIDER', items: ['TIMES'] },
      { type: 'HIRING_MANAGER', items: [] }
    ]
    t.match(await byType([ours, ours]), { status: 422, body: { path: ['requiredReadinessByType', '1', 'type'] } })
    t.match(await byType([{ ...ours, items: ['PITCH', 'PITCH'] }]), { status: 422, body: { code: 'INVALID_INPUT' } })
    t.match(await byType([ours, other]), { body: { policy: { requiredReadinessByType: [ours, other] } } })
    const lacks = async () =>
      (await mutate(app, student, 'sendMeetingRequest', { id }, '')).problems.map(
        ({ path }: { path: string[] }) => path[1]
      )
    t.same(await lacks(), ['TIMES'], "the type's own in place of the campus's (S#54)")
    t.same(
      (await shownTo(app, student, id)).items.filter(({ isRequired }) => isRequired).map(({ kind }) => kind),
      ['TARGET', 'WHY_YOU', 'TOPIC', 'DURATION', 'TIMES']
    )
    await byType([other])
    t.same(await lacks(), requiredReadiness)
    t.match(await asking([]), { status: 200, body: { policy: { requiredReadiness: [] } } })
    t.match(await rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`), {
      status: 200,
      body: { status: 'SENT' }
    })
  })
})
