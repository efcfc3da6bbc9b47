import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { depth, everything, heldConversation, target } from './held-conversation.ts'

t.test('what is said of a conversation beyond a verdict and a sentence', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const { meetingId, shown } = await heldConversation(home, pair)
  const said = everything((await home.mentor()).id, shown)
  const { outcome, problems } = await mutate(app, student, 'logOutcome', { meetingId, ...said }, `outcome { ${depth} }`)
  const read = async (who: typeof student) =>
    (await graphql(app, who, `{ meeting(id: "${meetingId}") { keepInMind outcome { ${depth} } } }`)).data.meeting
  const byRest = async (who: typeof student) => (await rest(app, who, 'GET', `/v1/outcomes/${outcome.id}`)).body
  const actionsOf = async () =>
    (await home.run(sql`select a.action from audit_events a join domain_events e on e.tenant_id = ${tenant}
      and e.audit_event_id = a.id where a.tenant_id = ${tenant} order by a.id`)) as unknown as { action: string }[]

  t.test('is kept as it was said, and the verdict stands for the occupation of the request (S#58)', async (t) => {
    t.same(problems, [])
    t.same(outcome.fitVerdicts, [
      { occupation: { code: target }, verdict: 'DOES_NOT_FIT' },
      { occupation: { code: '15-2051.00' }, verdict: 'FITS' }
    ])
    const { purposesMet, closing, observations, competencies } = said
    t.match(outcome, { purposesMet, closing, observations, competencies }, 'purposes met or not (S#6)')
    t.match(outcome.leads, [{ ...said.leads[0], isOpen: true, student: { id: student.id } }], 'openings (S#62)')
    t.match(outcome.skillsToAcquire, [{ ...said.skillsToAcquire[0], status: 'OPEN' }], 'skills are tasks (S#63)')
    t.same(outcome.completeness, { percent: 100, missing: [] })
  })

  t.test(
    'a person among the resources is a name passed on in the same commit, a mentor with a draft (S#43)',
    async (t) => {
      const [site, outside, inside] = outcome.resources
      t.match(site, { kind: 'WEBSITE', title: 'Plant Science Today', referral: null })
      t.match(outside, { title: 'Kim Outside', referral: { externalName: 'Kim Outside', draftRequest: null } })
      t.match(inside, {
        title: null,
        referral: {
          mentor: { id: said.resources[2]?.mentorId },
          draftRequest: { status: 'DRAFT', via: { id: mentor.id } }
        }
      })
      t.equal(outcome.referrals.length, 3)
      t.same(outcome.referralGoal, { goal: 2, count: 3, isReached: true }, 'two names are the goal (S#59)')
      t.same((await actionsOf()).map(({ action }) => action).sort(), [
        'meeting_request.created',
        'outcome.logged',
        'referral.made',
        'referral.made',
        'referral.made',
        'skill_task.added'
      ])
    }
  )

  t.test('both doors say the same', async (t) => {
    const { skillsToAcquire, leads, resources, ...rest } = await byRest(student)
    const { fitVerdicts } = outcome
    const same = 'purposesMet closing observations competencies completeness referralGoal networkAdded'.split(' ')
    for (const field of same) t.same(rest[field], outcome[field], field)
    t.same(
      rest.fitVerdicts,
      fitVerdicts.map(({ occupation, verdict }: any) => ({ occupation: occupation.code, verdict }))
    )
    t.match(rest.resumeFeedback, { outcomeId: outcome.id, ...said.resumeFeedback })
    t.same(
      [skillsToAcquire[0].id, leads[0].id, resources[0].id],
      [outcome.skillsToAcquire[0].id, outcome.leads[0].id, outcome.resources[0].id]
    )
    t.same(rest.ledTo.count, 3)
  })

  t.test(
    'what has an id is added and taken away, the rest replaced whole; a person taken away stays a name',
    async (t) => {
      const { resources, leads, version } = (await read(student)).outcome
      const input = { id: outcome.id, removeResources: [resources[1].id], removeLeads: [leads[0].id] }
      const adding = {
        addResources: [{ kind: 'ORGANIZATION', title: 'Lakeside' }],
        addSkillsToAcquire: [{ name: 'Spanish' }],
        resumeFeedback: null,
        fitVerdicts: [{ occupation: target, verdict: 'UNSURE' }]
      }
      const { outcome: after } = await mutate(
        app,
        student,
        'updateOutcome',
        { ...input, ...adding, expectedVersion: version },
        `outcome { ${depth} }`
      )
      t.same(
        after.resources.map(({ kind }: { kind: string }) => kind),
        ['WEBSITE', 'PERSON', 'ORGANIZATION']
      )
      t.same(
        [after.leads, after.resumeFeedback, after.referrals.length, after.skillsToAcquire.length],
        [[], null, 3, 2]
      )
      t.same(
        after.fitVerdicts,
        [{ occupation: { code: target }, verdict: 'UNSURE' }],
        'what is said of it outweighs what is implied'
      )
      t.equal(after.version, version + 1)
      t.same(after.completeness, { percent: 91, missing: ['RESUME_FEEDBACK'] })
      const again = {
        id: outcome.id,
        fitVerdicts: adding.fitVerdicts,
        resumeFeedback: null,
        purposesMet: said.purposesMet
      }
      t.equal(
        (await mutate(app, student, 'updateOutcome', again, 'outcome { version }')).outcome.version,
        version + 1,
        'the same again is no change'
      )
    }
  )

  t.test('two fields are enough, and say so (light first, depth later)', async (t) => {
    const bare = {
      meetingId: await meetingOf(home, pair, { status: 'COMPLETED' }),
      fitVerdict: 'UNSURE',
      learned: 'A bit.'
    }
    const { outcome: light } = await mutate(app, student, 'logOutcome', bare, `outcome { ${depth} }`)
    t.match(light, { fitVerdicts: [], closing: null, resumeFeedback: null, resources: [], networkAdded: 0 })
    t.match(light.completeness, { percent: 22 })
  })
})
