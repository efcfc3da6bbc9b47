import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import type { Sql } from '../../src/db/sql.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { completed, metPair } from '../modules/relationships/related.ts'
import { contactRow, touchpointRow } from '../permissions/filled-contacts.ts'
import { cadenceRow, proposalRow, relationshipRow, stageRows } from '../permissions/filled-relationships.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A student with so many mentors, each a contact with everything that is kept. */
async function studentWith(app: TestApp, count: number) {
  const home = await campus(app)
  const student = await home.student()
  const ownerId = student.id
  const rows: Sql[] = []
  for (let n = 0; n < count; n++) {
    const mentor = await home.mentor()
    const [id, contactId] = [newId(), newId()]
    await meetingOf(home, { student, mentor }, completed)
    rows.push(
      relationshipRow({ id, seekerId: ownerId, mentorId: mentor.id }),
      ...stageRows(id),
      proposalRow({ relationshipId: id, proposedById: mentor.id }),
      contactRow({ id: contactId, ownerId, personId: mentor.id, occupationCode: null }),
      touchpointRow({ id: newId(), ownerId, contactId }),
      cadenceRow({ id: newId(), ownerId, mentorId: mentor.id, everyDays: 7 })
    )
  }
  await home.run(...rows)
  return student
}

const late = '2027-01-01T09:00:00.000Z'
const budgets: Record<string, { query: string; statements: number }> = {
  'relationships with all about them': {
    query: `{ relationships(first: 50) { nodes { stage allowedActions seeker { name } mentor { name } history { stage until }
      mentorshipProposal { status message proposedBy { name } } endReason warmth { score factors { points } }
      updateCadence { everyDays mentor { name } } } } }`,
    statements: 9
  },
  'meetings with the relationships of their people': {
    query: '{ meetings(first: 50) { nodes { id relationship { stage } } } }',
    statements: 2
  },
  'contacts with warmth and cadence': {
    query: '{ contacts(first: 50) { nodes { name warmth { score } updateCadence { everyDays } } } }',
    statements: 3
  },
  'whom one owes an update, with who they are': {
    query: `{ duePeople(first: 50, filter: { dueUntil: "${late}" }) { nodes { name dueAt contact { title } relationship { stage }
      person { name } } } }`,
    statements: 4
  }
}

const entering = /^(begin|commit|select set_config)/

t.test('statements are the same at 5 and at 50 rows, and within budget', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await studentWith(app, 5), await studentWith(app, 50)]
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    return { status, statements: app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length }
  }
  for (const [name, { query, statements }] of Object.entries(budgets))
    t.test(name, async (t) => {
      t.same(await cost(() => graphql(app, few, query)), { status: 200, statements })
      t.same(await cost(() => graphql(app, many, query)), { status: 200, statements })
    })
  for (const path of ['relationships?first=50', `due-people?first=50&dueUntil=${late}`])
    t.test(`REST: a page of ${path} is one statement`, async (t) => {
      for (const student of [few, many])
        t.same(await cost(() => rest(app, student, 'GET', `/v1/${path}`)), { status: 200, statements: 1 })
    })
})

t.test('a change takes three round trips at most', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const { id, student, mentor } = await metPair(app, home)
  await Promise.all([student, mentor].map((who) => rest(app, who, 'GET', '/v1/viewer')))
  const changes: [string, object, typeof student][] = [
    ['proposeMentorship', { id }, student],
    ['declineMentorship', { id }, mentor],
    ['proposeMentorship', { id }, student],
    ['acceptMentorship', { id }, mentor],
    ['endRelationship', { id }, student],
    ['setUpdateCadence', { relationshipId: id, everyDays: 30 }, student],
    ['snoozeUpdate', { relationshipId: id, until: '2026-03-10T09:00:00.000Z' }, student],
    ['startUpdate', { relationshipId: id }, student]
  ]
  for (const [verb, input, who] of changes) {
    await app.settled()
    app.forget()
    t.same((await mutate(app, who, verb, input, '')).problems, [])
    await app.settled()
    t.equal(app.roundTrips.length, 3, verb)
  }
})
