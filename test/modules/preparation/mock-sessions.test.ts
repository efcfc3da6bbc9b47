import t from 'tap'
import { systemActor } from '../../../src/actor.ts'
import { openScope } from '../../../src/db/scope.ts'
import { preparationReadiness } from '../../../src/modules/preparation/research.service.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { draftedRequest, longEnough, pitchOf, plannedSession } from './prepared.ts'

const fields = 'mockSession { status heldAt selfRating selfReflection feedback { rating } version allowedActions }'

t.test('a mock session', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const past = '2026-01-20T10:00:00.000Z'
  const plan = (who: Someone, more: object) =>
    mutate(app, who, 'planMockSession', { kind: 'JOB', scheduledFor: past, ...more }, 'mockSession { id kind }')

  t.test('has one partner: of the campus, or from outside', async (t) => {
    const [student, friend] = [await home.student(), await home.student()]
    const hidden = await home.student({ isDirectoryOptedOut: true })
    t.match(await plan(student, { partnerId: friend.id }), { mockSession: { kind: 'JOB' }, problems: [] })
    t.match(await plan(student, { partnerName: 'Sam', partnerEmail: 'sam@a.example' }), { problems: [] })
    const wrong: [object, object][] = [
      [{}, { code: 'INVALID_INPUT', path: ['partnerId'] }],
      [
        { partnerId: friend.id, partnerName: 'Sam' },
        { code: 'INVALID_INPUT', path: ['partnerId'] }
      ],
      [
        { partnerId: friend.id, partnerEmail: 'sam@a.example' },
        { code: 'INVALID_INPUT', path: ['partnerEmail'] }
      ],
      [{ partnerName: ' ' }, { code: 'INVALID_INPUT', path: ['partnerName'] }],
      [{ partnerName: 'x'.repeat(201) }, { code: 'INVALID_INPUT', path: ['partnerName'] }],
      [{ partnerId: student.id.toUpperCase() }, { code: 'SAME_PERSON', path: ['partnerId'] }],
      [{ partnerId: hidden.id }, { code: 'NOT_FOUND', path: ['partnerId'] }],
      [
        { partnerName: 'Sam', requestId: (await draftedRequest(app, home)).id },
        { code: 'NOT_FOUND', path: ['requestId'] }
      ],
      [
        { partnerName: 'Sam', pitchId: (await pitchOf(app, friend)).id },
        { code: 'NOT_FOUND', path: ['pitchId'] }
      ]
    ]
    for (const [more, problem] of wrong) t.match(await plan(student, more), { mockSession: null, problems: [problem] })
    const body = { kind: 'JOB', scheduledFor: past, partnerName: 'Sam', partnerEmail: 'no address' }
    t.match(await rest(app, student, 'POST', '/v1/mock-sessions', body), {
      status: 422,
      body: { path: ['partnerEmail'] }
    })
  })

  t.test('is planned, held and spoken of; what was called off stays so', async (t) => {
    const [student, friend] = [await home.student(), await home.student()]
    const id = await plannedSession(app, student, { partnerId: friend.id })
    const go = (who: Someone, verb: string, input: object = {}) => mutate(app, who, verb, { id, ...input }, fields)
    const early = await go(student, 'recordMockSession', { heldAt: '2026-12-01T10:00:00.000Z' })
    t.match(early, { problems: [{ code: 'INVALID_INPUT', path: ['heldAt'] }] })
    t.match(await go(student, 'recordMockSession', { heldAt: past, selfRating: 6 }), {
      problems: [{ path: ['selfRating'] }]
    })
    t.match(await go(friend, 'recordMockSession', { heldAt: past }), { problems: [{ code: 'FORBIDDEN' }] })
    const held = await go(student, 'recordMockSession', { heldAt: past, selfRating: 3, selfReflection: 'Too fast.' })
    t.match(held.mockSession, { status: 'HELD', heldAt: past, selfRating: 3, version: 2, allowedActions: ['RECORD'] })
    t.match(await go(student, 'giveMockFeedback', { rating: 4 }), { problems: [{ code: 'FORBIDDEN' }] })
    for (const rating of [0, 6])
      t.match(await go(friend, 'giveMockFeedback', { rating }), { problems: [{ path: ['rating'] }] })
    const said = await go(friend, 'giveMockFeedback', { rating: 4 })
    t.match(said.mockSession, { feedback: { rating: 4 }, selfRating: null, selfReflection: null, version: 3 })
    t.match(await go(student, 'recordMockSession', { heldAt: past, selfRating: 4 }), { mockSession: { selfRating: 4 } })
    t.match(await go(student, 'cancelMockSession'), { problems: [{ code: 'INVALID_TRANSITION', allowed: ['RECORD'] }] })
    const off = await plannedSession(app, student, { partnerId: friend.id })
    t.match(await mutate(app, friend, 'cancelMockSession', { id: off }, fields), {
      mockSession: { status: 'CANCELLED' }
    })
    const body = { heldAt: past }
    t.match(await rest(app, student, 'POST', `/v1/mock-sessions/${off}/record`, body), {
      body: { code: 'INVALID_TRANSITION' }
    })
  })

  t.test('is changed while it is planned; null empties', async (t) => {
    const { student, id: requestId } = await draftedRequest(app, home)
    const { id: pitchId } = await pitchOf(app, student)
    const id = await plannedSession(app, student, { partnerName: 'Sam', requestId, pitchId })
    const change = (input: object) => rest(app, student, 'PATCH', `/v1/mock-sessions/${id}`, input)
    t.match(await change({ scheduledFor: past }), { body: { scheduledFor: past, requestId, pitchId, version: 2 } })
    t.match(await change({ pitchId: null, kind: 'JOB' }), { body: { requestId, pitchId: null, kind: 'JOB' } })
    t.match(await change({ expectedVersion: 1 }), {
      status: 409,
      body: { code: 'VERSION_CONFLICT', currentVersion: 3 }
    })
  })

  t.test('counts for readiness once it was held, as research and the pitch do', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const [bare, other] = [await draftedRequest(app, home, student), await draftedRequest(app, home)]
    const { id: pitchId } = await pitchOf(app, student)
    await mutate(app, student, 'attachPitch', { id, pitchId }, '')
    await mutate(app, student, 'saveResearchNote', { kind: 'PERSON', requestId: id, text: longEnough }, '')
    const isPractised = async () => (await readiness()).get(id)?.isPractised
    const readiness = () => {
      const { database, clock } = app
      const scope = openScope({ database, clock, tenantId: home.tenantId, actor: systemActor, requestId: 'test' })
      return preparationReadiness(scope, [id, bare.id, other.id])
    }
    const record = async (session: string) =>
      mutate(app, student, 'recordMockSession', { id: session, heldAt: past }, '')
    await record(await plannedSession(app, student, { partnerName: 'Sam', requestId: id, kind: 'JOB' }))
    const session = await plannedSession(app, student, { partnerName: 'Sam', requestId: id })
    t.equal(await isPractised(), false, 'neither by a plan nor by a job interview')
    await record(session)
    t.same(
      [...(await readiness())].sort(),
      [
        [id, { researchPercent: 25, isPractised: true, hasPitch: true }],
        [bare.id, { researchPercent: 0, isPractised: false, hasPitch: false }],
        [other.id, { researchPercent: 0, isPractised: false, hasPitch: false }]
      ].sort()
    )
  })
})
