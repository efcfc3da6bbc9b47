import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'

t.test('logging what came of a meeting', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student } = pair
  const completed = () => meetingOf(home, pair, { status: 'COMPLETED' })
  const bare = { fitVerdict: 'DOES_NOT_FIT', learned: 'Too many meetings.' }
  const log = (input: object, fields = 'outcome { id }') => mutate(app, student, 'logOutcome', input, fields)
  const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)
  const recordsOf = async (id: string) =>
    (await home.run(sql`select a.action, e.type from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)) as object[]

  t.test('a verdict and a sentence are enough, and "not for me" is as good a verdict as any (S#58)', async (t) => {
    const meetingId = await completed()
    const fields = `outcome { id fitVerdict learned nextSteps qualificationsLearned careersDiscovered { code }
      confidenceBefore confidenceAfter referrals { id } loggedAt version meeting { id allowedActions } student { id } mentor { id } }`
    const { outcome, problems } = await log({ meetingId, ...bare }, fields)
    t.same(problems, [])
    const empty = { nextSteps: [], qualificationsLearned: [], careersDiscovered: [], referrals: [] }
    const unsaid = { confidenceBefore: null, confidenceAfter: null }
    t.match(outcome, { ...bare, ...empty, ...unsaid, loggedAt: app.clock.now(), version: 1 })
    t.match(outcome, { student: { id: student.id }, mentor: { id: pair.mentor.id }, meeting: { allowedActions: [] } })
    t.same(await recordsOf(outcome.id), [{ action: 'outcome.logged', type: 'outcome.logged' }])
  })

  t.test('all that can be said is kept as it was said, occupations in their order', async (t) => {
    const meetingId = await completed()
    const said = {
      fitVerdict: 'UNSURE',
      learned: 'Ünïcode, and "quotes".',
      nextSteps: ['Read', 'Ask'],
      qualificationsLearned: ['A licence'],
      careersDiscovered: ['15-2051.00', '11-1021.00'],
      confidenceBefore: 1,
      confidenceAfter: 5
    }
    const made = await rest(app, student, 'POST', `/v1/meetings/${meetingId}/outcome`, said)
    t.match(made, { status: 201, body: said })
    const lists = 'nextSteps qualificationsLearned careersDiscovered { code }'
    const query = `{ meeting(id: "${meetingId}") { outcome { id fitVerdict learned ${lists} confidenceBefore confidenceAfter } } }`
    const { data } = await graphql(app, student, query)
    const careersDiscovered = said.careersDiscovered.map((code) => ({ code }))
    t.same(data.meeting.outcome, { ...said, careersDiscovered, id: made.body.id })
  })

  t.test('a second outcome of a meeting is refused, also when both come at once', async (t) => {
    const meetingId = await completed()
    const row = sql`select 1 from meetings where tenant_id = ${tenant} and id = ${meetingId} for update`
    const answers = await raceAt(
      app,
      home,
      row,
      [1, 2, 3].map(() => () => log({ meetingId, ...bare }))
    )
    t.same(answers.flatMap(codesOf), ['OUTCOME_ALREADY_LOGGED', 'OUTCOME_ALREADY_LOGGED'])
    const late = await rest(app, student, 'POST', `/v1/meetings/${meetingId}/outcome`, bare)
    t.match(late, { status: 409, body: { code: 'OUTCOME_ALREADY_LOGGED', path: ['meetingId'] } })
    const rows = await home.run(sql`select 1 from outcomes where tenant_id = ${tenant} and meeting_id = ${meetingId}`)
    t.equal(rows.length, 1)
  })

  t.test('a log of a meeting that is not there names the field that said which', async (t) => {
    const { problems } = await log({ meetingId: 'nonsense', ...bare })
    t.match(problems, [{ code: 'NOT_FOUND', path: ['meetingId'] }])
  })

  t.test('all mistakes are told at once, each with the way to its field, and nothing is kept', async (t) => {
    const meetingId = await completed()
    const wrong = {
      learned: ' ',
      nextSteps: ['Read', 'x'.repeat(501)],
      qualificationsLearned: Array(21).fill('One more'),
      careersDiscovered: ['15-2051.00', '99-9999.99', 'a\0b'],
      confidenceBefore: 0,
      confidenceAfter: 6
    }
    const { problems } = await log({ meetingId, fitVerdict: 'FITS', ...wrong })
    const told = problems.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`)
    t.same(told.sort(), [
      'INVALID_INPUT careersDiscovered.2',
      'INVALID_INPUT confidenceAfter',
      'INVALID_INPUT confidenceBefore',
      'INVALID_INPUT learned',
      'INVALID_INPUT nextSteps.1',
      'INVALID_INPUT qualificationsLearned',
      'UNKNOWN_OCCUPATION careersDiscovered.1',
      'UNKNOWN_OCCUPATION careersDiscovered.2'
    ])
    const { data } = await graphql(app, student, `{ meeting(id: "${meetingId}") { outcome { id } allowedActions } }`)
    t.same(data.meeting, { outcome: null, allowedActions: ['LOG_OUTCOME'] })
  })

  t.test('a text of the longest length is kept whole', async (t) => {
    const learned = 'é'.repeat(4000)
    const { outcome } = await log({ meetingId: await completed(), fitVerdict: 'FITS', learned }, 'outcome { learned }')
    t.equal(outcome.learned, learned)
    const { problems } = await log({ meetingId: await completed(), fitVerdict: 'FITS', learned: `${learned}é` })
    t.match(problems, [{ code: 'INVALID_INPUT', path: ['learned'] }])
  })
})
