import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { everything, heldConversation } from '../modules/outcomes/held-conversation.ts'
import { outcomeRow } from '../permissions/filled.ts'
import { depthRows, feedbackOn, saidInDepth } from '../permissions/filled-outcome-depth.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A campus with so many conversations, each with all there is to say. */
async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  for (let n = 0; n < count; n++) {
    const pair = { student: await home.student(), mentor: await home.mentor() }
    const { meetingId, requestId } = await heldConversation(home, pair)
    const of = { outcomeId: newId(), studentId: pair.student.id, mentorId: pair.mentor.id }
    const { outcomeId: id, ...people } = of
    await home.run(
      outcomeRow({ id, meetingId, ...people, ...saidInDepth }),
      ...depthRows(of, { lead: newId(), skillTask: newId() }),
      feedbackOn(id, requestId)
    )
  }
  return { admin: await home.admin() }
}

const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'outcomes with all that stands in them': {
    query:
      '{ outcomes(first: 50) { nodes { purposesMet { met } closing { interestLevel } observations { text } competencies { after } } } }',
    statements: 1,
    roundTrips: 1
  },
  'outcomes with what is counted': {
    query:
      '{ outcomes(first: 50) { nodes { networkAdded completeness { percent missing } referralGoal { isReached } ledTo { depth count } } } }',
    statements: 5,
    roundTrips: 3
  },
  'outcomes with what hangs on them': {
    query:
      '{ outcomes(first: 50) { nodes { resources { title } leads { isOpen } skillsToAcquire { status } resumeFeedback { gaps } } } }',
    statements: 5,
    roundTrips: 3
  },
  'and with what hangs on that': {
    query:
      '{ outcomes(first: 50) { nodes { fitVerdicts { occupation { title } } resources { referral { externalName } } resumeFeedback { resumeVersion { label } outcome { id } } } } }',
    statements: 7,
    roundTrips: 4
  },
  'meetings whose mentors may think of the student': {
    query: '{ meetings(first: 50) { nodes { keepInMind } } }',
    statements: 1,
    roundTrips: 1
  },
  'openings with whose they are': {
    query: '{ leads(first: 50) { nodes { title isOpen student { name } outcome { learned } } } }',
    statements: 3,
    roundTrips: 3
  },
  'skills with whose they are': {
    query: '{ skillTasks(first: 50) { nodes { name allowedActions student { name } outcome { learned } } } }',
    statements: 3,
    roundTrips: 3
  },
  'resumes with what was said of them': {
    query: '{ resumes(first: 50) { nodes { versions { feedback { gaps } } } } }',
    statements: 3,
    roundTrips: 4
  },
  'how occupations fit': {
    query: '{ fitReport { occupations { occupation { title } figures { usefulRate } } others { usefulRate } } }',
    statements: 2,
    roundTrips: 3
  },
  'how competencies change': {
    query: '{ competencyReport { competencies { meanDelta } } }',
    statements: 1,
    roundTrips: 1
  },
  'how many names come of it': { query: '{ referralReport { referralsPerOutcome } }', statements: 1, roundTrips: 1 }
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
      t.same(await cost(() => graphql(app, few.admin, query)), { status: 200, statements, roundTrips })
      t.same(await cost(() => graphql(app, many.admin, query)), { status: 200, statements, roundTrips })
    })
  }
  for (const path of ['outcomes', 'leads', 'skill-tasks']) {
    t.test(`REST: a page of ${path} is one statement in one round trip`, async (t) => {
      for (const { admin } of [few, many])
        t.same(await cost(() => rest(app, admin, 'GET', `/v1/${path}?first=50`)), {
          status: 200,
          statements: 1,
          roundTrips: 1
        })
    })
  }
})

t.test('a change takes three round trips at most, however much is said', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student } = pair
  const { meetingId, shown } = await heldConversation(home, pair)
  const { meetingId: another } = await heldConversation(home, pair)
  await rest(app, student, 'GET', '/v1/viewer')
  const trips = async (verb: string, input: object) => {
    await app.settled()
    app.forget()
    t.same((await mutate(app, student, verb, input, '')).problems, [], verb)
    await app.settled()
    return app.roundTrips.length
  }
  const said = everything((await home.mentor()).id, shown)
  t.equal(await trips('logOutcome', { meetingId, ...said }), 3, 'with everything')
  t.equal(await trips('logOutcome', { meetingId: another, fitVerdict: 'FITS', learned: 'x' }), 3, 'with two fields')
  const { items } = (await rest(app, student, 'GET', '/v1/outcomes')).body
  const { referrals: addReferrals, leads: addLeads, resources: addResources, skillsToAcquire: _, ...fields } = said
  const { resumeFeedback: _feedback, ...more } = { ...fields, addReferrals, addLeads, addResources, learned: 'More.' }
  t.equal(await trips('updateOutcome', { id: items[0].id, ...more }), 3)
  const [task] = (await rest(app, student, 'GET', '/v1/skill-tasks')).body.items
  t.equal(await trips('updateSkillTask', { id: task.id, name: 'SQL' }), 2)
  t.equal(await trips('completeSkillTask', { id: task.id }), 2)
})
