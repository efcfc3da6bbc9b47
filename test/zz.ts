import t from 'tap'
import { testApp } from './support/app.ts'
import { campus } from './support/campus.ts'
import { graphql, mutate } from './support/graphql.ts'
t.test('x', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [s, m, c] = [await home.student(), await home.mentor(), await home.counselor()]
  console.log(JSON.stringify(await graphql(app, s, '{ viewer { id roles person { name email } } institution { slug policy { durationMinutesDefault } } }')))
  console.log(JSON.stringify(await graphql(app, null, '{ viewer { id } }')))
  const r = await mutate(app, s, 'createMeetingRequest', { mentorId: m.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'POSITION', topic: 'x', whyYou: 'because you are an expert in this' }, 'meetingRequest { id status version student { name email } mentor { name email mentorProfile { headline } } }')
  console.log(JSON.stringify(r))
  app.forget()
  console.log(JSON.stringify(await mutate(app, s, 'sendMeetingRequest', { id: r.meetingRequest.id }, 'meetingRequest { id status }')))
  for (const rt of app.roundTrips) console.log(rt.map((x) => x.text.replace(/\s+/g, ' ').slice(0, 90)))
  console.log(JSON.stringify(await mutate(app, m, 'acceptMeetingRequest', { id: r.meetingRequest.id, startsAt: '2026-03-04T15:00:00Z' }, 'meetingRequest { id status meeting { id status startsAt outcome { id } } }')))
  const ms = await graphql(app, s, '{ meetings { totalCount pageInfo { hasNextPage endCursor } edges { cursor } nodes { id status student { name } mentor { name } outcome { id } allowedActions } } }')
  console.log(JSON.stringify(ms))
  const id = ms.data.meetings.nodes[0].id
  console.log(JSON.stringify(await mutate(app, s, 'completeMeeting', { id }, 'meeting { status }')))
  console.log(JSON.stringify(await mutate(app, s, 'logOutcome', { meetingId: id, fitVerdict: 'DOES_NOT_FIT', learned: 'No.', careersDiscovered: ['15-1252.00'], referrals: [{ externalName: 'Z' }] }, 'outcome { id fitVerdict careersDiscovered { title } referrals { externalName } }')))
  console.log(JSON.stringify(await graphql(app, c, '{ funnel { drafted sent accepted met logged useful } meetingRequests { nodes { id } } }')))
  console.log(JSON.stringify(await graphql(app, c, '{ occupations(search: "sofware enginer", first: 2) { nodes { code title alternateTitles } } mentors(first: 2, filter: {text: "ada"}) { nodes { name mentorProfile { seniority } } } }')))
  console.log(JSON.stringify(await graphql(app, c, 'query($id: ID!){ node(id: $id) { id __typename ... on Meeting { status } } nodes(ids: ["x", $id]) { id } }', { id })))
  console.log(JSON.stringify(await graphql(app, c, '{ nope }')))
})
