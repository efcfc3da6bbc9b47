import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf, outcomeOf } from '../meetings/meeting-seed.ts'

const named = 'referrals { mentor { id } externalName note referredBy { id } draftRequest { status via { id } } }'

t.test('the names that a mentor passed on', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const names = (count: number) => Array.from({ length: count }, (_, index) => ({ externalName: `Name ${index}` }))

  t.test(
    'come with the outcome, and each mentor of the campus becomes a draft via the one who named them (S#59)',
    async (t) => {
      const other = await home.mentor()
      const meetingId = await meetingOf(home, pair, { status: 'COMPLETED' })
      const referrals = [{ mentorId: other.id, note: 'Leads the lab' }, { externalName: 'Sam Outside' }]
      const input = { meetingId, fitVerdict: 'FITS', learned: 'Much.', referrals }
      const { outcome } = await mutate(app, student, 'logOutcome', input, `outcome { ${named} }`)
      const draftRequest = { status: 'DRAFT', via: { id: mentor.id } }
      const referredBy = { id: mentor.id }
      t.same(outcome.referrals, [
        { mentor: { id: other.id }, externalName: null, note: 'Leads the lab', referredBy, draftRequest },
        { mentor: null, externalName: 'Sam Outside', note: null, referredBy, draftRequest: null }
      ])
      const counselor = await home.counselor()
      const seen = await graphql(app, counselor, `{ meeting(id: "${meetingId}") { outcome { ${named} } } }`)
      t.equal(seen.data.meeting.outcome.referrals[1].externalName, null, 'outsiders are named to the student alone')
    }
  )

  t.test('a wrong one is pointed at, and nothing of the outcome is kept', async (t) => {
    const meetingId = await meetingOf(home, pair, { status: 'COMPLETED' })
    const bare = { meetingId, fitVerdict: 'FITS', learned: 'Much.' }
    const refused: [object[], object[]][] = [
      [
        [{ externalName: 'Sam' }, { mentorId: mentor.id }],
        [{ code: 'SAME_PERSON', path: ['referrals', '1', 'mentorId'] }]
      ],
      [[{ mentorId: student.id }], [{ code: 'NOT_A_MENTOR', path: ['referrals', '0', 'mentorId'] }]],
      [[{}], [{ code: 'INVALID_INPUT', path: ['referrals', '0'] }]],
      [names(11), [{ code: 'INVALID_INPUT', path: ['referrals'] }]]
    ]
    for (const [referrals, problems] of refused) {
      t.match(await mutate(app, student, 'logOutcome', { ...bare, referrals }, 'outcome { id }'), {
        outcome: null,
        problems
      })
    }
    t.match((await rest(app, student, 'GET', `/v1/meetings/${meetingId}`)).body.allowedActions, ['LOG_OUTCOME'])
  })

  t.test('can be added later, which is a change of the outcome, so that a repeated call adds them once', async (t) => {
    const { id } = await outcomeOf(home, pair)
    const add = (addReferrals: object[], expectedVersion?: number) =>
      mutate(
        app,
        student,
        'updateOutcome',
        { id, addReferrals, expectedVersion },
        'outcome { version referrals { externalName } }'
      )
    t.match(await add(names(1), 1), { outcome: { version: 2, referrals: [{ externalName: 'Name 0' }] } })
    t.match(await add(names(1), 1), { outcome: null, problems: [{ code: 'VERSION_CONFLICT', currentVersion: 2 }] })
    const { outcome } = await add(names(2))
    t.same(outcome.referrals.length, 3, 'those given earlier stay')
    t.match((await add(names(11))).problems, [{ code: 'INVALID_INPUT', path: ['addReferrals'] }])
    t.match((await add([{ mentorId: mentor.id }])).problems, [
      { code: 'SAME_PERSON', path: ['addReferrals', '0', 'mentorId'] }
    ])
  })
})
