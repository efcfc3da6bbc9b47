import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draftedRequest, pitchOf, plannedSession } from './prepared.ts'

const fields = 'pitch { title text number version archivedAt versions { number text } }'

t.test('a pitch', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('keeps every text, and three new ones at once have three numbers', async (t) => {
    const student = await home.student()
    const { id } = await pitchOf(app, student, 'One')
    const revise = (text: string) => mutate(app, student, 'revisePitch', { id, text }, fields)
    t.match(await revise('Two'), { pitch: { title: 'Trials', text: 'Two', number: 2, version: 2 } })
    await Promise.all(['Three', 'Three', 'Three'].map(revise))
    const { body } = await rest(app, student, 'GET', `/v1/pitches/${id}`)
    t.match(body, { text: 'Three', number: 5, version: 5, practisedAt: [] })
    t.same(
      body.versions.map(({ number, text }: { number: number; text: string }) => [number, text]),
      [
        [5, 'Three'],
        [4, 'Three'],
        [3, 'Three'],
        [2, 'Two'],
        [1, 'One']
      ]
    )
    const stale = await mutate(app, student, 'revisePitch', { id, text: 'x', expectedVersion: 1 }, fields)
    t.match(stale, { problems: [{ code: 'VERSION_CONFLICT', currentVersion: 5 }] })
  })

  t.test('goes with a request as it was attached, whatever is made of it later', async (t) => {
    const { student, mentor, id } = await draftedRequest(app, home)
    const pitch = await pitchOf(app, student, 'As attached')
    const url = `/v1/meeting-requests/${id}`
    const attached = await rest(app, student, 'POST', `${url}/attach-pitch`, { pitchId: pitch.id })
    t.match(attached, { status: 200, body: { version: 2, pitch: { number: 1, text: 'As attached' } } })
    t.match(await rest(app, mentor, 'GET', url), { status: 404 }, 'a draft is not for the mentor')
    await mutate(app, student, 'revisePitch', { id: pitch.id, text: 'Revised before' }, '')
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    await mutate(app, student, 'revisePitch', { id: pitch.id, text: 'Revised after' }, '')
    await mutate(app, student, 'archivePitch', { id: pitch.id }, '')
    t.match(await rest(app, mentor, 'GET', url), { body: { pitch: { number: 1, text: 'As attached' } } })
    const read = await graphql(app, mentor, 'query ($id: ID!) { meetingRequest(id: $id) { pitch { text } } }', { id })
    t.same(read.data.meetingRequest, { pitch: { text: 'As attached' } })
    t.match(
      await rest(app, mentor, 'GET', `/v1/pitches/${pitch.id}`),
      { status: 404 },
      'the mentor reads that text only'
    )
    for (const [verb, body] of Object.entries({ 'attach-pitch': { pitchId: pitch.id }, 'detach-pitch': {} })) {
      const moved = await rest(app, student, 'POST', `${url}/${verb}`, body)
      t.match(moved, { status: 409, body: { code: 'INVALID_TRANSITION' } })
    }
  })

  t.test('comes off a draft again, and is attached by its student alone', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const [own, foreign] = [await pitchOf(app, student), await pitchOf(app, await home.student())]
    const attach = (pitchId: string) =>
      mutate(app, student, 'attachPitch', { id, pitchId }, 'meetingRequest { version pitch { text } }')
    t.match(await attach(foreign.id), { meetingRequest: null, problems: [{ code: 'NOT_FOUND', path: ['pitchId'] }] })
    await attach(own.id)
    const detached = await mutate(app, student, 'detachPitch', { id }, 'meetingRequest { version pitch { text } }')
    t.match(detached, { meetingRequest: { version: 3, pitch: null } })
    t.match(await mutate(app, student, 'detachPitch', { id }, 'meetingRequest { version }'), {
      meetingRequest: { version: 3 }
    })
    const counselor = await home.counselor()
    const byOther = await mutate(app, counselor, 'attachPitch', { id, pitchId: own.id }, '')
    t.match(byOther, { problems: [{ code: 'FORBIDDEN' }] })
  })

  t.test('that is put away is listed on wish, and used for nothing more', async (t) => {
    const { student, id } = await draftedRequest(app, home)
    const [away, kept] = [await pitchOf(app, student), await pitchOf(app, student)]
    t.match(await mutate(app, student, 'archivePitch', { id: away.id }, fields), {
      pitch: { archivedAt: app.clock.now() }
    })
    const isAway = { problems: [{ code: 'PITCH_ARCHIVED' }] }
    t.match(await mutate(app, student, 'archivePitch', { id: away.id }, ''), isAway)
    t.match(await mutate(app, student, 'revisePitch', { id: away.id, text: 'x' }, ''), isAway)
    t.match(await mutate(app, student, 'attachPitch', { id, pitchId: away.id }, ''), isAway)
    await t.rejects(plannedSession(app, student, { partnerName: 'Sam', pitchId: away.id }), /PITCH_ARCHIVED/)
    const idsOf = async (query: string) =>
      (await rest(app, student, 'GET', `/v1/pitches?${query}`)).body.items.map((pitch: { id: string }) => pitch.id)
    t.same(await idsOf('isArchived=false'), [kept.id])
    t.same(await idsOf('isArchived=true'), [away.id])
    t.same(await idsOf('direction=ASC&orderBy=CREATED_AT'), [away.id, kept.id])
  })

  t.test('was practised as often as sessions with it were held, latest first', async (t) => {
    const student = await home.student()
    const { id: pitchId } = await pitchOf(app, student)
    const held = ['2026-01-10T10:00:00.000Z', '2026-01-20T10:00:00.000Z']
    for (const heldAt of held) {
      const id = await plannedSession(app, student, { partnerName: 'Sam', pitchId })
      await mutate(app, student, 'recordMockSession', { id, heldAt }, '')
    }
    await plannedSession(app, student, { partnerName: 'Sam', pitchId })
    t.same((await rest(app, student, 'GET', `/v1/pitches/${pitchId}`)).body.practisedAt, held.toReversed())
  })

  t.test('says something, within bounds, and what can be kept', async (t) => {
    const student = await home.student()
    const good = { title: 'x'.repeat(120), text: 'x'.repeat(4000) }
    t.match(await mutate(app, student, 'createPitch', good, fields), { pitch: { number: 1 }, problems: [] })
    for (const [field, value] of [
      ['title', ''],
      ['title', 'x'.repeat(121)],
      ['text', ' '],
      ['text', 'x'.repeat(4001)],
      ['text', 'a\0b']
    ] as const) {
      const problem = { code: 'INVALID_INPUT', path: [field] }
      t.match(await mutate(app, student, 'createPitch', { ...good, [field]: value }, ''), { problems: [problem] })
      t.match(await rest(app, student, 'POST', '/v1/pitches', { ...good, [field]: value }), {
        status: 422,
        body: problem
      })
    }
  })
})
