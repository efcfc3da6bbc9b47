import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { commitmentRow, doneByMail, followUpMailRow, followUpRow, reported } from '../permissions/filled-followups.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A student with so many meetings, each with thanks by mail and a promise that was reported. */
async function debtsOf(app: TestApp, count: number) {
  const home = await campus(app)
  const student = await home.student()
  for (let n = 0; n < count; n++) {
    const mentor = await home.mentor()
    const meetingId = await meetingOf(home, { student, mentor })
    const id = newId()
    await home.run(
      followUpRow({ id, ownerId: student.id, personId: mentor.id, meetingId, ...doneByMail }),
      followUpMailRow({ followUpId: id }),
      commitmentRow({ id: newId(), studentId: student.id, mentorId: mentor.id, meetingId, ...reported })
    )
  }
  return { home, student, counselor: await home.counselor() }
}

const queries: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'the list': {
    query: '{ followUps(first: 50) { nodes { status dueAt mail { text } allowedActions } } }',
    statements: 1,
    roundTrips: 1
  },
  'with whom and when': {
    query:
      '{ followUps(first: 50) { nodes { owner { name } person { name } meeting { startsAt } contact { name } } } }',
    statements: 4,
    roundTrips: 3
  },
  'meetings with their thanks': {
    query: '{ meetings(first: 50) { nodes { thankYou { status } } } }',
    statements: 2,
    roundTrips: 3
  },
  promises: {
    query: '{ commitments(first: 50) { nodes { text mentor { name } meeting { startsAt } } } }',
    statements: 3,
    roundTrips: 3
  }
}

t.test('what thanks and promises cost is the same with 5 and with 50', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await debtsOf(app, 5), await debtsOf(app, 50)]
  const entering = /^(begin|commit|select set_config)/
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { status, statements, roundTrips: app.roundTrips.length }
  }
  for (const [name, { query, ...expected }] of Object.entries(queries)) {
    const atFew = await cost(() => graphql(app, few.student, query))
    t.same(atFew, { status: 200, ...expected }, name)
    t.same(await cost(() => graphql(app, many.student, query)), atFew, name)
  }
  for (const { student, counselor } of [few, many]) {
    for (const path of ['follow-ups', 'commitments'])
      t.same(await cost(() => rest(app, student, 'GET', `/v1/${path}?first=50`)), {
        status: 200,
        statements: 1,
        roundTrips: 1
      })
    for (const path of ['thank-yous', 'promises'])
      t.match(await cost(() => rest(app, counselor, 'GET', `/v1/reports/${path}`)), { status: 200, statements: 2 })
  }

  const trips = async (who: Someone, verb: string, input: object, selection = '') => {
    await app.settled()
    app.forget()
    const answer = await mutate(app, who, verb, input, selection)
    t.same(answer.problems, [], verb)
    await app.settled()
    return { answer, trips: app.roundTrips.length }
  }
  const { home, student } = many
  const mentor = await home.mentor()
  const owed = async () => {
    const id = newId()
    await home.run(followUpRow({ id, ownerId: student.id, personId: mentor.id, kind: 'UPDATE' }))
    return id
  }
  await graphql(app, mentor, '{ viewer { id } }')
  const meetingId = await meetingOf(home, { student, mentor })
  const made = await trips(
    student,
    'makeCommitment',
    { meetingId, text: 'Read.', dueOn: '2026-03-09' },
    'commitment { id }'
  )
  const { id } = made.answer.commitment
  const mail = { subject: 'Thank you', text: 'It helped.' }
  const changes: [string, object][] = [
    ['completeMeeting', { id: meetingId }],
    ['completeFollowUp', { id: await owed() }],
    ['waiveFollowUp', { id: await owed(), reason: 'We met.' }],
    ['sendFollowUp', { id: await owed(), ...mail }],
    ['updateCommitment', { id, text: 'Read all.' }],
    ['reportBack', { id, note: 'Done.' }]
  ]
  t.equal(made.trips, 2)
  for (const [verb, input] of changes) t.equal((await trips(student, verb, input)).trips, 2, verb)
})
