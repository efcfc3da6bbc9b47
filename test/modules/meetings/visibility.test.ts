import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf, outcomeOf } from './meeting-seed.ts'

const fields = `{ id location request { id type } student { id givenName } mentor { id givenName } outcome { learned } }`

t.test('who sees meetings and their outcomes', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { id: outcomeId, meetingId } = await outcomeOf(home, pair, { learned: 'Only between us.' })
  const officials: Record<string, Someone> = {
    counselor: await home.counselor(),
    admin: await home.admin(),
    machine: await home.machine()
  }
  const strangers: Record<string, Someone> = { student: await home.student(), mentor: await home.mentor() }
  const meetingFor = async (who: Someone, id = meetingId) =>
    (await graphql(app, who, `query ($id: ID!) { meeting(id: $id) ${fields} }`, { id })).data.meeting
  const outcomeFor = async (who: Someone, id = outcomeId) =>
    (await graphql(app, who, 'query ($id: ID!) { outcome(id: $id) { learned } }', { id })).data.outcome

  t.test('its student and officials see the meeting with its outcome', async (t) => {
    for (const [who, someone] of Object.entries({ ...officials, student: pair.student })) {
      t.match(await meetingFor(someone), { id: meetingId, outcome: { learned: 'Only between us.' } }, who)
      t.match(await outcomeFor(someone), { learned: 'Only between us.' }, who)
      t.equal((await rest(app, someone, 'GET', `/v1/outcomes/${outcomeId}`)).status, 200, who)
      t.match((await rest(app, someone, 'GET', '/v1/outcomes')).body.items, [{ id: outcomeId, meetingId }], who)
    }
  })

  t.test('its mentor sees the meeting, and of the outcome nothing at all', async (t) => {
    const { mentor } = pair
    t.match(await meetingFor(mentor), { id: meetingId, student: { id: pair.student.id }, outcome: null })
    t.equal(await outcomeFor(mentor), null)
    const { data } = await graphql(app, mentor, '{ outcomes { totalCount nodes { id } } }')
    t.same(data.outcomes, { totalCount: 0, nodes: [] })
    t.match(await rest(app, mentor, 'GET', `/v1/outcomes/${outcomeId}`), { status: 404, body: { code: 'NOT_FOUND' } })
    const { problems } = await mutate(app, mentor, 'updateOutcome', { id: outcomeId, learned: 'Mine.' }, '')
    t.match(problems, [{ code: 'NOT_FOUND' }])
    const request = await graphql(app, mentor, '{ meetingRequests { nodes { meeting { id outcome { learned } } } } }')
    t.same(request.data.meetingRequests.nodes, [{ meeting: { id: meetingId, outcome: null } }])
  })

  t.test('others see of both exactly what they see of what is not there', async (t) => {
    const traceless = (answer: { body: object; status: number }, id: string) =>
      JSON.stringify({ status: answer.status, ...answer.body, traceId: '', instance: '' }).replaceAll(id, 'THE-ID')
    const urls = [
      ['GET', (id: string) => `/v1/meetings/${id}`, undefined],
      ['POST', (id: string) => `/v1/meetings/${id}/cancel`, {}],
      ['POST', (id: string) => `/v1/meetings/${id}/complete`, {}],
      ['POST', (id: string) => `/v1/meetings/${id}/no-show`, {}],
      ['POST', (id: string) => `/v1/meetings/${id}/outcome`, { fitVerdict: 'FITS', learned: 'x' }],
      ['GET', (id: string) => `/v1/outcomes/${id}`, undefined],
      ['PATCH', (id: string) => `/v1/outcomes/${id}`, { learned: 'x' }]
    ] as const
    for (const [who, stranger] of Object.entries(strangers)) {
      t.equal(await meetingFor(stranger), null, who)
      t.equal(await outcomeFor(stranger), null, who)
      const { data } = await graphql(app, stranger, '{ meetings { totalCount nodes { id } } outcomes { totalCount } }')
      t.same(data, { meetings: { totalCount: 0, nodes: [] }, outcomes: { totalCount: 0 } }, who)
      for (const [method, urlOf, body] of urls) {
        const real = urlOf('').includes('outcomes') ? outcomeId : meetingId
        const known = traceless(await rest(app, stranger, method, urlOf(real), body), real)
        t.match(known, /"NOT_FOUND"/)
        for (const missing of [newId(), 'nonsense']) {
          const answer = await rest(app, stranger, method, urlOf(missing), body)
          t.equal(traceless(answer, missing), known, `${who} ${method} ${urlOf(missing)}`)
        }
      }
    }
    t.equal((await graphql(app, null, '{ meetings { totalCount } }')).status, 401)
  })

  t.test('two who met stay visible to each other when one leaves the directory', async (t) => {
    const hidden = { student: await home.student({ isDirectoryOptedOut: true }), mentor: pair.mentor }
    const id = await meetingOf(home, hidden)
    t.match(await meetingFor(pair.mentor, id), { student: { id: hidden.student.id, givenName: 'Ada' } })
    t.match(await meetingFor(hidden.student, id), { mentor: { id: pair.mentor.id } })
  })

  t.test('somebody who is a seeker and a mentor sees both kinds, and keeps the outcome of the one only', async (t) => {
    const both = await home.mentor()
    const asked = await outcomeOf(home, { student: both, mentor: pair.mentor })
    const answered = await outcomeOf(home, { student: pair.student, mentor: both })
    const { data } = await graphql(app, both, '{ meetings { nodes { id outcome { id } } } outcomes { nodes { id } } }')
    const seen = new Map(
      data.meetings.nodes.map((meeting: { id: string; outcome: object }) => [meeting.id, meeting.outcome])
    )
    t.same(
      seen,
      new Map([
        [asked.meetingId, { id: asked.id }],
        [answered.meetingId, null]
      ] as [string, object | null][])
    )
    t.same(data.outcomes.nodes, [{ id: asked.id }])
  })
})
