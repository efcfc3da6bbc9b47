import t from 'tap'
import { outcomeOf } from '../modules/meetings/meeting-seed.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql } from '../support/graphql.ts'

t.test('documents that are sent again and again', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [admin, student, mentor] = [await home.admin(), await home.student(), await home.mentor()]
  await outcomeOf(home, { student, mentor })

  t.test('the operation that is named runs, and never the other one of the document', async (t) => {
    const query = `query Look { institution { policy { replyWindowDays } } }
      mutation Change { updateInstitutionPolicy(input: { replyWindowDays: 9 }) { problems { code } } }`
    const send = async (operationName: string) => {
      const headers = { authorization: `Bearer ${admin.token}` }
      const answer = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, operationName } })
      return answer.json().data
    }
    for (let i = 0; i < 3; i++) t.same(await send('Look'), { institution: { policy: { replyWindowDays: 14 } } })
    for (let i = 0; i < 3; i++) t.same(await send('Change'), { updateInstitutionPolicy: { problems: [] } })
    t.same(await send('Look'), { institution: { policy: { replyWindowDays: 9 } } })
  })

  t.test('what the schema fills in is filled in each time', async (t) => {
    const query = 'query ($orderBy: MeetingOrder) { meetings(orderBy: $orderBy) { nodes { status } } }'
    const literal = '{ meetings(orderBy: { field: STARTS_AT }) { nodes { status } } }'
    for (let i = 0; i < 3; i++) {
      const answers = [
        await graphql(app, admin, query, { orderBy: { field: 'STARTS_AT' } }),
        await graphql(app, admin, literal)
      ]
      for (const { data } of answers) t.same(data, { meetings: { nodes: [{ status: 'COMPLETED' }] } })
    }
  })

  t.test('an answer is the same whichever way a document asks for it', async (t) => {
    const asked = {
      nodes: '{ meetings { nodes { student { name } mentor { id name } outcome { learned } } } }',
      edges: '{ meetings { edges { node { student { name } mentor { id name } outcome { learned } } } } }',
      fragments: `{ meetings { ...Page } } fragment Page on MeetingConnection { nodes { ...Of } }
        fragment Of on Meeting { student { name } mentor { ... on Person { id name } } outcome { learned } }`,
      whole:
        '{ meetings { nodes { student { name positions { title } } mentor { id name degrees { id } } outcome { learned referrals { id } } } } }'
    }
    for (const who of [admin, student, mentor]) {
      const seen = new Set<string>()
      for (const query of Object.values(asked)) {
        for (let i = 0; i < 3; i++) {
          const { data } = await graphql(app, who, query)
          const [item] = data.meetings.nodes ?? data.meetings.edges.map(({ node }: { node: object }) => node)
          const { student: of, mentor: by, outcome } = item
          seen.add(JSON.stringify([of.name, by.id, by.name, outcome?.learned ?? null]))
        }
      }
      t.equal(seen.size, 1)
      t.equal([...seen][0]?.endsWith(who === mentor ? 'null]' : '"Much."]'), true)
    }
  })
})
