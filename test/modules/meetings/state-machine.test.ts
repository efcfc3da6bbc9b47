import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from './meeting-seed.ts'

const states = ['SCHEDULED', 'COMPLETED', 'CANCELLED', 'NO_SHOW'] as const
const actions = {
  cancelMeeting: { name: 'CANCEL', path: 'cancel', key: 'id', input: { reason: 'Ill' } },
  completeMeeting: { name: 'COMPLETE', path: 'complete', key: 'id', input: { actualMinutes: 20 } },
  markMeetingNoShow: { name: 'MARK_NO_SHOW', path: 'no-show', key: 'id', input: {} },
  logOutcome: {
    name: 'LOG_OUTCOME',
    path: 'outcome',
    key: 'meetingId',
    input: { fitVerdict: 'FITS', learned: 'Much.' }
  }
}
type Action = keyof typeof actions

// What the rules of a meeting allow, written out: state, action, who, and where it leads. Everything else is refused.
const allowed = [
  'SCHEDULED cancelMeeting student CANCELLED',
  'SCHEDULED cancelMeeting mentor CANCELLED',
  'SCHEDULED cancelMeeting admin CANCELLED',
  'SCHEDULED completeMeeting student COMPLETED',
  'SCHEDULED completeMeeting mentor COMPLETED',
  'SCHEDULED markMeetingNoShow student NO_SHOW',
  'SCHEDULED markMeetingNoShow mentor NO_SHOW',
  'COMPLETED logOutcome student COMPLETED'
].map((line) => line.split(' '))
// Who may take an action in some state; others are told that it is not theirs at all.
const owners: Record<Action, string[]> = {
  cancelMeeting: ['student', 'mentor', 'admin'],
  completeMeeting: ['student', 'mentor'],
  markMeetingNoShow: ['student', 'mentor'],
  logOutcome: ['student']
}

function expected(state: string, action: Action, who: string): string | undefined {
  if (who === 'stranger') return 'NOT_FOUND'
  const leadsTo = allowed.find(([at, what, by]) => at === state && what === action && by === who)?.[3]
  return leadsTo ?? (owners[action].includes(who) ? 'INVALID_TRANSITION' : 'FORBIDDEN')
}

t.test('the full matrix of states, actions and actors of a meeting', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const official = await home.counselor()
  const people: Record<string, Someone> = {
    ...pair,
    admin: await home.admin(),
    counselor: official,
    machine: await home.machine(),
    stranger: await home.student()
  }
  const statusOf = async (id: string) => (await rest(app, official, 'GET', `/v1/meetings/${id}`)).body.status

  const doors = {
    GraphQL: async (who: Someone, action: Action, id: string) => {
      const { key, input } = actions[action]
      return (await mutate(app, who, action, { [key]: id, ...input }, '')).problems[0]?.code
    },
    REST: async (who: Someone, action: Action, id: string) => {
      const { path, input } = actions[action]
      return (await rest(app, who, 'POST', `/v1/meetings/${id}/${path}`, input)).body.code
    }
  }

  for (const state of states) {
    for (const action of Object.keys(actions) as Action[]) {
      t.test(`${action} of a ${state} meeting does through both doors what the table says`, async (t) => {
        for (const [who, someone] of Object.entries(people)) {
          for (const [door, take] of Object.entries(doors)) {
            const id = await meetingOf(home, pair, { status: state })
            const code = await take(someone, action, id)
            const now = await statusOf(id)
            t.equal(code ?? now, expected(state, action, who), `${who} by ${door}`)
            if (code) t.equal(now, state, `refused to ${who} by ${door}, it stays as it was`)
          }
        }
      })
    }

    t.test(`allowedActions of a ${state} meeting are those that the table allows`, async (t) => {
      const id = await meetingOf(home, pair, { status: state })
      const order = Object.values(actions).map(({ name }) => name)
      for (const [who, someone] of Object.entries(people).filter(([who]) => who !== 'stranger')) {
        const found = allowed.filter(([at, , by]) => at === state && by === who)
        const names = found.map(([, action]) => actions[action as Action].name)
        const { data } = await graphql(app, someone, `{ meeting(id: "${id}") { allowedActions } }`)
        t.same(
          data.meeting.allowedActions,
          order.filter((name) => names.includes(name)),
          who
        )
        t.same((await rest(app, someone, 'GET', `/v1/meetings/${id}`)).body.allowedActions, data.meeting.allowedActions)
      }
    })
  }

  t.test('an illegal move names the moves that are allowed to this actor', async (t) => {
    const id = await meetingOf(home, pair, { status: 'COMPLETED' })
    const refused = async (who: Someone) => (await mutate(app, who, 'cancelMeeting', { id }, '')).problems
    t.match(await refused(pair.student), [{ code: 'INVALID_TRANSITION', allowed: ['LOG_OUTCOME'] }])
    t.match(await refused(pair.mentor), [{ code: 'INVALID_TRANSITION', allowed: [] }])
  })
})
