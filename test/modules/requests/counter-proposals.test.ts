import { parse } from 'csv-parse/sync'
import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { counter, counteredRequest, inDays } from './countered-request.ts'
import { sentRequest } from './sent-request.ts'

t.test('counter-proposals as they are read and refused', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const three = async () => {
    const one = await counteredRequest(app, home)
    await counter(app, one.student, one.id, { proposedTimes: [inDays(app, 5)] })
    await counter(app, one.mentor, one.id, { proposedTimes: [inDays(app, 6)] })
    return one
  }
  type Items = { items: { ordinal: number }[] }
  const ordinals = ({ items }: Items) => items.map(({ ordinal }) => ordinal)

  t.test('are paged oldest first, in both directions, at both doors and with the same cursors', async (t) => {
    const { student, mentor, id } = await three()
    const url = `/v1/meeting-requests/${id}/counter-proposals`
    const page = await rest(app, student, 'GET', `${url}?first=2&totalCount=true`)
    t.match(page, { status: 200, body: { totalCount: 3, pageInfo: { hasNextPage: true, hasPreviousPage: false } } })
    t.same(ordinals(page.body), [1, 2])
    const next = /<([^>]*)>; rel="next"/.exec(String(page.headers.link))?.[1] as string
    const rest2 = await rest(app, student, 'GET', next)
    t.same(ordinals(rest2.body), [3])
    const prev = /<([^>]*)>; rel="prev"/.exec(String(rest2.headers.link))?.[1] as string
    t.same(ordinals((await rest(app, student, 'GET', prev)).body), [1, 2])
    const query = `query ($id: ID!, $after: String) { meetingRequest(id: $id) { counterProposals(first: 1, after: $after)
      { totalCount nodes { ordinal proposedBy { id } } pageInfo { hasNextPage } } } counterProposals(requestId: $id, last: 1) { nodes { ordinal } } }`
    const after = page.body.pageInfo.startCursor
    const { data } = await graphql(app, mentor, query, { id, after })
    t.match(data, {
      meetingRequest: {
        counterProposals: {
          totalCount: 3,
          nodes: [{ ordinal: 2, proposedBy: { id: student.id } }],
          pageInfo: { hasNextPage: true }
        }
      },
      counterProposals: { nodes: [{ ordinal: 3 }] }
    })
    const csv = await call(app, student, { method: 'GET', url, headers: { accept: 'text/csv' } })
    t.same(
      (parse(csv.text, { columns: true }) as { ordinal: string }[]).map(({ ordinal }) => ordinal),
      ['1', '2', '3']
    )
    for (const bad of ['first=0', 'first=101', 'after=abc', 'first=1&last=1'])
      t.equal((await rest(app, student, 'GET', `${url}?${bad}`)).status, 400, bad)
  })

  t.test('are for whoever sees the request, and missing for everybody else', async (t) => {
    const { id, proposal, startsAt, student, mentor } = await counteredRequest(app, home)
    const seers = { student, mentor, counselor: await home.counselor(), machine: await home.machine() }
    const others = {
      stranger: await home.student(),
      other: await home.mentor(),
      foreign: await (await campus(app)).admin()
    }
    const node = (who: Someone) =>
      graphql(app, who, 'query ($id: ID!) { node(id: $id) { __typename id } counterProposal(id: $id) { status } }', {
        id: proposal
      })
    for (const who of Object.values(seers)) {
      t.equal((await rest(app, who, 'GET', `/v1/counter-proposals/${proposal}`)).body.status, 'OPEN')
      t.match((await node(who)).data, { node: { __typename: 'CounterProposal' }, counterProposal: { status: 'OPEN' } })
      const { body } = await rest(app, who, 'GET', `/v1/nodes/${proposal}`)
      t.match(body, { type: 'CounterProposal', href: `/v1/counter-proposals/${proposal}` })
    }
    for (const who of Object.values(others)) {
      t.same((await node(who)).data, { node: null, counterProposal: null })
      for (const url of [`/v1/counter-proposals/${proposal}`, `/v1/meeting-requests/${id}/counter-proposals`])
        t.match(await rest(app, who, 'GET', url), { status: 404, body: { code: 'NOT_FOUND' } })
      const tried = await rest(app, who, 'POST', `/v1/counter-proposals/${proposal}/accept`, { startsAt })
      t.match(tried, { status: 404, body: { code: 'NOT_FOUND', path: ['id'] } })
      const made = await rest(app, who, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, { channel: 'VIDEO' })
      t.match(made, { status: 404, body: { code: 'NOT_FOUND', path: ['id'] } })
    }
    for (const missing of [newId(), 'nonsense'])
      t.equal((await rest(app, student, 'POST', `/v1/counter-proposals/${missing}/accept`, { startsAt })).status, 404)
  })

  t.test('are refused with the way to what is wrong, at both doors alike', async (t) => {
    const { mentor, id } = await sentRequest(app, home)
    const past = '2026-01-01T10:00:00.000Z'
    const refused: [object, string, string[]][] = [
      [{ proposedTimes: [inDays(app, 1), past] }, 'INVALID_INPUT', ['proposedTimes', '1']],
      [{ proposedTimes: [] }, 'INVALID_INPUT', ['proposedTimes']],
      [{ channel: 'PHONE' }, 'INVALID_INPUT', ['proposedTimes']],
      [{ proposedTimes: Array(11).fill(inDays(app, 1)) }, 'INVALID_INPUT', ['proposedTimes']],
      [{ proposedTimes: [inDays(app, 1)], durationMinutes: 61 }, 'DURATION_OUT_OF_BOUNDS', ['durationMinutes']],
      [{ proposedTimes: [inDays(app, 1)], note: 'x'.repeat(501) }, 'INVALID_INPUT', ['note']],
      [{ proposedTimes: [inDays(app, 1)], expectedVersion: 1 }, 'VERSION_CONFLICT', ['expectedVersion']]
    ]
    for (const [input, code, path] of refused) {
      const { problems } = await mutate(app, mentor, 'counterPropose', { id, ...input }, '')
      t.match(problems, [{ code, path }], JSON.stringify(input))
      const answer = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, input)
      t.match(answer.body, { code, path })
    }
    const nul = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, { note: 'a\0b' })
    t.match(nul, { status: 422, body: { code: 'INVALID_INPUT', path: ['note'] } })
  })

  t.test('have to differ from the terms that stand', async (t) => {
    const { student, id } = await counteredRequest(app, home)
    const { problems } = await mutate(app, student, 'counterPropose', { id, channel: 'PHONE' }, '')
    t.match(problems, [{ code: 'INVALID_INPUT', path: [], message: /terms that stand/ }])
  })
})
