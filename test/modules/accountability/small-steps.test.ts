import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { completeSmallSteps } from '../../../src/modules/accountability/small-steps.service.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, kindsTo, relay, workerScope } from '../notifications/told.ts'
import { draftedRequest, longEnough, pitchOf, plannedSession } from '../preparation/prepared.ts'
import { pairedAt, refusedAs, say, settleAll } from './paired.ts'

const hour = 60

t.test('a small step', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const saidBy = async (who: Someone) =>
    (
      await graphql(
        app,
        fresh(home, who),
        '{ checkIns { nodes { kind side isDone isAutomatic onDate smallStep { type id } } } }'
      )
    ).data.checkIns.nodes
  async function noted() {
    const { inviter, partner, id: pairId } = await pairedAt(app, home)
    const { id: requestId } = await draftedRequest(app, home, fresh(home, inviter))
    const note = { kind: 'FIELD', requestId, text: longEnough }
    const { researchNote } = await mutate(app, fresh(home, inviter), 'saveResearchNote', note, 'researchNote { id }')
    const smallStep = { type: 'RESEARCH_NOTE', id: researchNote.id as string }
    return { inviter, partner, pairId, requestId, note, smallStep }
  }

  t.test('is done by itself when its object is changed, through either door, once (S#81)', async (t) => {
    const [byGraphql, byRest] = [await noted(), await noted()]
    for (const { inviter, pairId, smallStep } of [byGraphql, byRest])
      t.match(await say(app, home, inviter, pairId, 'INTENTION', { smallStep }), { problems: [] })
    t.same(await settleAll(app), { completed: 0, settled: 0 }, 'what was changed before is no step')
    app.clock.travel(hour)
    await mutate(
      app,
      fresh(home, byGraphql.inviter),
      'saveResearchNote',
      { ...byGraphql.note, text: `${longEnough} More.` },
      ''
    )
    const written = { ...byRest.note, text: `${longEnough} More.` }
    t.equal((await rest(app, fresh(home, byRest.inviter), 'PUT', '/v1/research-notes', written)).status, 200)
    t.same(await settleAll(app), { completed: 2, settled: 0 })
    t.same(await settleAll(app), { completed: 0, settled: 0 }, 'a repetition completes nothing')
    for (const { inviter, partner, smallStep } of [byGraphql, byRest]) {
      const [completion, intention, ...more] = await saidBy(partner)
      t.match(completion, { kind: 'COMPLETION', side: 'INVITER', isDone: true, isAutomatic: true, smallStep })
      t.match([intention, more], [{ kind: 'INTENTION', isAutomatic: false, smallStep }, []])
      await relay(app)
      t.equal((await kindsTo(app, home, partner)).filter((kind) => kind === 'ACCOUNTABILITY_CHECKED_IN').length, 2)
      t.notOk((await kindsTo(app, home, inviter)).includes('ACCOUNTABILITY_CHECKED_IN'))
    }
  })

  t.test('is completed once by however many workers', async (t) => {
    const all = [await noted(), await noted(), await noted()]
    for (const { inviter, pairId, smallStep } of all) await say(app, home, inviter, pairId, 'INTENTION', { smallStep })
    app.clock.travel(1)
    for (const { inviter, note } of all) await mutate(app, fresh(home, inviter), 'saveResearchNote', note, '')
    // One of the pairs is held, so that no worker is done before the others have looked.
    const held = sql`select id from accountability_pairs where tenant_id = ${tenant} and id = ${all[0]?.pairId} for update`
    const workers = Array.from({ length: 6 }, () => () => completeSmallSteps(workerScope(app, home)))
    const taken = await raceAt(app, home, held, workers)
    t.equal(
      taken.reduce((sum, count) => sum + count, 0),
      3
    )
    for (const { partner } of all) t.equal((await saidBy(partner)).length, 2)
  })

  t.test('counts on the day alone, by its person alone, and not once something was said', async (t) => {
    const [late, others, spoken] = [await noted(), await noted(), await noted()]
    for (const { inviter, pairId, smallStep } of [late, spoken])
      await say(app, home, inviter, pairId, 'INTENTION', { smallStep })
    await say(app, home, spoken.inviter, spoken.pairId, 'COMPLETION', { isDone: false })
    const mock = await plannedSession(app, fresh(home, others.inviter), { partnerId: others.partner.id })
    const smallStep = { type: 'MOCK_SESSION', id: mock }
    await say(app, home, others.inviter, others.pairId, 'INTENTION', { smallStep })
    app.clock.travel(1)
    await mutate(app, fresh(home, others.partner), 'giveMockFeedback', { id: mock, rating: 4 }, '')
    await mutate(app, fresh(home, spoken.inviter), 'saveResearchNote', spoken.note, '')
    t.same(await settleAll(app), { completed: 0, settled: 0 })
    // Past midnight in Chicago, within the grace.
    app.clock.travel(14 * hour)
    await mutate(app, fresh(home, late.inviter), 'saveResearchNote', late.note, '')
    t.same(await settleAll(app), { completed: 0, settled: 0 })
    app.clock.travel(24 * hour)
    t.match(await settleAll(app), { completed: 0 })
    t.match(await saidBy(late.partner), [{ kind: 'INTENTION' }])
  })

  t.test('is about an object of their own, of every kind there is', async (t) => {
    const { inviter, partner, requestId, smallStep } = await noted()
    const own = fresh(home, inviter)
    const make = async (name: string, input: object, noun: string) =>
      (await mutate(app, own, name, input, `${noun} { id }`))[noun].id as string
    const steps: [string, string][] = [
      ['RESEARCH_NOTE', smallStep.id],
      ['MEETING_REQUEST', requestId],
      ['PITCH', (await pitchOf(app, own)).id],
      ['QUESTION_LIST', await make('createQuestionList', { requestId, items: [{ text: 'Why?' }] }, 'questionList')],
      ['MOCK_SESSION', await plannedSession(app, own)],
      ['CONTACT', await make('createContact', { givenName: 'Sam', kind: 'TARGET', source: 'FRIEND' }, 'contact')],
      ['EXPLORATION_PLAN', await make('startExplorationPlan', { targetOccupations: [] }, 'explorationPlan')],
      [
        'RESUME',
        await make(
          'createResume',
          { title: 'Labs', label: 'A', url: 'https://files.example/a.pdf', fileName: 'a.pdf' },
          'resume'
        )
      ]
    ]
    for (const [type, id] of steps) {
      const other = await pairedAt(app, home, { inviter: await home.student(), partner })
      const foreign = await say(app, home, other.inviter, other.id, 'INTENTION', { smallStep: { type, id } })
      t.match(foreign, refusedAs('NOT_FOUND', 'smallStep', 'id'), type)
      await mutate(app, fresh(home, partner), 'endAccountabilityPair', { id: other.id }, '')
      const mine = await pairedAt(app, home, { inviter: own, partner: await home.student() })
      t.match(await say(app, home, own, mine.id, 'INTENTION', { smallStep: { type, id } }), { problems: [] }, type)
      await mutate(app, fresh(home, own), 'endAccountabilityPair', { id: mine.id }, '')
    }
  })
})
