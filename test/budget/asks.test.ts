import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, rest } from '../support/graphql.ts'
import { ask, askerOf } from './asker.ts'

const list = (selection: string) => `{ meetingRequests(first: 50) { nodes { id ${selection} } } }`
const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'whom they wait for': { query: list('waitsFor allowedActions asksForReferral'), statements: 1, roundTrips: 1 },
  'warnings of all': { query: list('warnings { code path }'), statements: 3, roundTrips: 3 },
  'counter-proposals of all': {
    query: list('counterProposals { totalCount nodes { status proposedBy { name } } }'),
    statements: 3,
    roundTrips: 4
  },
  'whom to ask next': { query: list('suggestedNext { reasons mentor { name } }'), statements: 3, roundTrips: 4 },
  'the names that led to each': { query: list('referralChain { referredBy { name } }'), statements: 3, roundTrips: 4 }
}

t.test('what happens around an ask costs the same at 5 and at 50 requests', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many, home] = [await askerOf(app, 5), await askerOf(app, 50), await campus(app)]
  const cost = async (act: () => Promise<{ status: number; errors?: unknown }>) => {
    await app.settled()
    app.forget()
    const { status, errors } = await act()
    await app.settled()
    const entering = /^(begin|commit|select set_config)/
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { status, errors, statements, roundTrips: app.roundTrips.length }
  }

  for (const [name, { query, statements, roundTrips }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      await graphql(app, few.student, query)
      const atFew = await cost(() => graphql(app, few.student, query))
      t.same(atFew, { status: 200, errors: undefined, statements, roundTrips })
      await graphql(app, many.student, '{ viewer { id } }')
      t.same(await cost(() => graphql(app, many.student, query)), atFew)
    })
  }

  t.test('REST: a page of counter-proposals and a list of suggestions are one round trip', async (t) => {
    const url = `/v1/meeting-requests/${few.request}`
    for (const path of ['counter-proposals', 'suggestions']) {
      const { status, statements, roundTrips } = await cost(() => rest(app, few.student, 'GET', `${url}/${path}`))
      t.same({ status, statements, roundTrips }, { status: 200, statements: 2, roundTrips: 1 })
    }
  })

  t.test('a counter-proposal, an acceptance of one and of a request are three round trips', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const draft = {
      ...ask,
      mentorId: mentor.id,
      targetOrganization: 'Acme',
      topicKind: 'POSITION',
      topic: 'A day',
      whyYou: 'Your talk stayed with me.'
    }
    const waiting = async () => {
      const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', draft)
      await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)
      return body.id as string
    }
    const id = await waiting()
    await rest(app, mentor, 'GET', '/v1/viewer')
    const proposedTimes = ['2026-03-10T15:00:00.000Z']
    const counter = () => rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, { proposedTimes })
    t.match(await cost(counter), { status: 201, roundTrips: 3 })
    const { body } = await rest(app, student, 'GET', `/v1/meeting-requests/${id}/counter-proposals`)
    const accept = `mutation ($input: AcceptCounterProposalInput!) { acceptCounterProposal(input: $input) { meetingRequest { status } } }`
    const input = { id: body.items[0].id, startsAt: proposedTimes[0] }
    t.match(await cost(() => graphql(app, student, accept, { input })), {
      status: 200,
      errors: undefined,
      roundTrips: 3
    })
    const other = await waiting()
    const plain =
      'mutation ($input: AcceptMeetingRequestInput!) { acceptMeetingRequest(input: $input) { meetingRequest { status } } }'
    const asAsked = { input: { id: other, startsAt: proposedTimes[0] } }
    t.match(await cost(() => graphql(app, mentor, plain, asAsked)), { status: 200, errors: undefined, roundTrips: 3 })
  })
})
