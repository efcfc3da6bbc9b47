import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, rest } from '../support/graphql.ts'

const at = (n: number) => new Date(Date.parse('2026-02-02T10:00:00.000Z') + n * 60_000).toISOString()
const returning = sql`1`

/** A campus with so many of everything, each meeting of two people of its own. */
async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  const counselor = await home.counselor()
  for (let n = 0; n < count; n++) {
    const [student, mentor] = [
      await home.student(),
      await home.mentor({ mentor: { currentTitle: 'Analyst', currentEmployer: 'Acme' } })
    ]
    const [requestId, meetingId, outcomeId] = [newId(), newId(), newId()]
    const people = { studentId: student.id, mentorId: mentor.id }
    const stamps = { version: 1, createdAt: at(n), updatedAt: at(n) }
    const ask = {
      type: 'CAREER_EXPLORATION',
      targetOccupationCode: '15-1252.00',
      purposes: [],
      proposedTimes: [],
      durationMinutes: 30,
      channel: 'VIDEO'
    }
    const lists = { nextSteps: [], qualificationsLearned: [], careersDiscovered: ['15-1252.00'] }
    await home.run(
      insertRow('degrees', { id: newId(), personId: student.id, programCode: '11.0701', level: 'BACHELOR' }, returning),
      insertRow(
        'positions',
        { id: newId(), personId: mentor.id, ordinal: 0, employer: 'Acme', title: 'Analyst', industryCode: '541511' },
        returning
      ),
      insertRow(
        'meeting_requests',
        { id: requestId, ...people, ...ask, status: 'ACCEPTED', sentAt: at(n), expiresAt: at(n + 9), ...stamps },
        returning
      ),
      insertRow(
        'meetings',
        {
          id: meetingId,
          requestId,
          ...people,
          status: 'COMPLETED',
          startsAt: at(n),
          durationMinutes: 30,
          channel: 'VIDEO',
          ...stamps
        },
        returning
      ),
      insertRow(
        'outcomes',
        {
          id: outcomeId,
          meetingId,
          ...people,
          fitVerdict: 'FITS',
          learned: 'Much',
          ...lists,
          version: 1,
          loggedAt: at(n),
          updatedAt: at(n)
        },
        returning
      ),
      insertRow(
        'referrals',
        {
          id: newId(),
          studentId: student.id,
          referredById: mentor.id,
          outcomeId,
          externalName: 'Sam',
          createdAt: at(n)
        },
        returning
      )
    )
  }
  return { counselor, mentor: await home.mentor() }
}

const person =
  'id name email affiliations { kind } degrees { program { title } } positions { employer industry { title } } mentorProfile { headline currentPosition { title } } studentProfile { about }'

// What each operation of a portal's pages may cost: statements, and round trips to the database. A number that goes up
// is a decision; one that differs between 5 and 50 rows is a mistake.
const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'who am I': { query: '{ viewer { roles person { name } } }', statements: 1, roundTrips: 1 },
  'the campus': { query: '{ institution { name policy { replyWindowDays } } }', statements: 1, roundTrips: 1 },
  'a list of mentors': {
    query:
      '{ mentors(first: 50) { nodes { id name city mentorProfile { headline seniority currentPosition { title employer } } } } }',
    statements: 1,
    roundTrips: 1
  },
  'people with all about them': {
    query: `{ people(first: 50) { nodes { ${person} } } }`,
    statements: 7,
    roundTrips: 4
  },
  'requests with both people': {
    query:
      '{ meetingRequests(first: 50) { nodes { status student { name } mentor { name } targetOccupation { title } allowedActions } } }',
    statements: 4,
    roundTrips: 3
  },
  'meetings with people and outcome': {
    query:
      '{ meetings(first: 50) { nodes { startsAt status allowedActions student { name } mentor { name } outcome { fitVerdict } } } }',
    statements: 1,
    roundTrips: 1
  },
  'meetings with more of their people than columns': {
    query:
      'query { meetings(first: 50) { edges { node { id student { name positions { title } } mentor { ...Name } outcome { learned } } } } } fragment Name on Person { name }',
    statements: 3,
    roundTrips: 4
  },
  'outcomes three levels down': {
    query:
      '{ outcomes(first: 50) { totalCount nodes { learned careersDiscovered { title } referrals { externalName referredBy { name } } meeting { request { type via { name } } } } } }',
    statements: 7,
    roundTrips: 4
  },
  'the funnel': { query: '{ funnel { drafted sent accepted met logged useful } }', statements: 1, roundTrips: 1 }
}

t.test('statements and round trips are the same at 5 and at 50 rows, and within budget', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await campusOf(app, 5), await campusOf(app, 50)]
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

  for (const [name, { query, statements, roundTrips }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      const atFew = await cost(() => graphql(app, few.counselor, query))
      t.same(atFew, { status: 200, statements, roundTrips })
      t.same(await cost(() => graphql(app, many.counselor, query)), atFew)
    })
  }

  for (const path of ['people', 'mentors', 'meeting-requests', 'meetings', 'outcomes']) {
    t.test(`REST: a page of ${path} is one statement in one round trip`, async (t) => {
      const url = `/v1/${path}?first=50`
      t.same(await cost(() => rest(app, few.counselor, 'GET', url)), { status: 200, statements: 1, roundTrips: 1 })
      t.same(await cost(() => rest(app, many.counselor, 'GET', url)), { status: 200, statements: 1, roundTrips: 1 })
    })
  }
})
