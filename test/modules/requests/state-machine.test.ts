import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { requestIn } from './request-in.ts'

// With a side behind it, that side's counter-proposal stands, or stood when the request came to its end.
const states = [
  'DRAFT',
  'SENT',
  'SENT/MENTOR',
  'SENT/STUDENT',
  'NEEDS_INFO',
  'NEEDS_INFO/MENTOR',
  'NEEDS_INFO/STUDENT',
  'ACCEPTED/MENTOR',
  'DECLINED/STUDENT',
  'WITHDRAWN/MENTOR',
  'EXPIRED/STUDENT',
  'CLOSED_BY_MENTOR/MENTOR'
] as const
const at = { startsAt: '2026-03-10T15:00:00.000Z' }
const whole = 'meetingRequest { status }'
const actions = {
  updateMeetingRequest: { path: '', input: { topic: 'Another topic' }, fields: whole },
  sendMeetingRequest: { path: '/send', input: {}, fields: whole },
  withdrawMeetingRequest: { path: '/withdraw', input: {}, fields: whole },
  requestMoreInfo: { path: '/request-info', input: { question: 'Which trial?' }, fields: whole },
  provideMoreInfo: { path: '/provide-info', input: { answer: 'The one in the north.' }, fields: whole },
  acceptMeetingRequest: { path: '/accept', input: at, fields: whole },
  declineMeetingRequest: { path: '/decline', input: { reason: 'NO_TIME' }, fields: whole },
  counterPropose: {
    path: '/counter-proposals',
    input: { proposedTimes: ['2026-03-11T15:00:00.000Z'] },
    fields: 'counterProposal { request { status } }'
  },
  acceptCounterProposal: { path: '/accept', input: at, fields: whole },
  addDeclineReferral: { path: '/referral', input: { referral: { externalName: 'Sam' } }, fields: whole }
}
type Action = keyof typeof actions

// What S#27 to S#33 allow, written out: states, action, who, and where it leads. Everything else is refused.
const table = `
  DRAFT: updateMeetingRequest student DRAFT
  DRAFT: sendMeetingRequest student SENT
  DRAFT SENT SENT/MENTOR SENT/STUDENT NEEDS_INFO NEEDS_INFO/MENTOR NEEDS_INFO/STUDENT: withdrawMeetingRequest student WITHDRAWN
  DRAFT SENT SENT/MENTOR SENT/STUDENT NEEDS_INFO NEEDS_INFO/MENTOR NEEDS_INFO/STUDENT: withdrawMeetingRequest admin WITHDRAWN
  SENT SENT/MENTOR SENT/STUDENT: requestMoreInfo mentor NEEDS_INFO
  NEEDS_INFO NEEDS_INFO/MENTOR NEEDS_INFO/STUDENT: provideMoreInfo student SENT
  SENT NEEDS_INFO: acceptMeetingRequest mentor ACCEPTED
  SENT SENT/MENTOR SENT/STUDENT NEEDS_INFO NEEDS_INFO/MENTOR NEEDS_INFO/STUDENT: declineMeetingRequest mentor DECLINED
  SENT SENT/STUDENT: counterPropose mentor SENT
  SENT/MENTOR: counterPropose student SENT
  NEEDS_INFO NEEDS_INFO/STUDENT: counterPropose mentor NEEDS_INFO
  NEEDS_INFO/MENTOR: counterPropose student NEEDS_INFO
  SENT/MENTOR NEEDS_INFO/MENTOR: acceptCounterProposal student ACCEPTED
  SENT/STUDENT NEEDS_INFO/STUDENT: acceptCounterProposal mentor ACCEPTED
  DECLINED/STUDENT: addDeclineReferral mentor DECLINED`
const allowed = new Map(
  table.split('\n').flatMap((line) => {
    const [from = '', move = ''] = line.trim().split(': ')
    const [action, who, to] = move.split(' ')
    return from.split(' ').map((state) => [`${state} ${action} ${who}`, to] as const)
  })
)
// Who may take an action in some state; others are told that it is not theirs at all.
const owners: Record<Action, string[]> = {
  updateMeetingRequest: ['student'],
  sendMeetingRequest: ['student'],
  withdrawMeetingRequest: ['student', 'admin'],
  requestMoreInfo: ['mentor'],
  provideMoreInfo: ['student'],
  acceptMeetingRequest: ['mentor'],
  declineMeetingRequest: ['mentor'],
  counterPropose: ['student', 'mentor'],
  acceptCounterProposal: ['student', 'mentor'],
  addDeclineReferral: ['mentor']
}

function expected(state: string, action: Action, who: string): string {
  const isMissing = action === 'acceptCounterProposal' && !state.includes('/')
  if (isMissing || who === 'stranger' || (who === 'mentor' && state === 'DRAFT')) return 'NOT_FOUND'
  const move = allowed.get(`${state} ${action} ${who}`)
  return move ?? (owners[action].includes(who) ? 'INVALID_TRANSITION' : 'FORBIDDEN')
}

t.test('the full matrix of states, actions and actors of a meeting request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor({ mentor: { capacity: 100 } })]
  const onlookers = { admin: await home.admin(), counselor: await home.counselor(), stranger: await home.student() }
  const people: Record<string, Someone> = { student, mentor, ...onlookers }

  for (const state of states) {
    for (const [action, { path, input, fields }] of Object.entries(actions) as [Action, (typeof actions)[Action]][]) {
      t.test(`${action} in ${state} does through GraphQL and REST what the table says`, async (t) => {
        for (const [who, someone] of Object.entries(people)) {
          const isOfProposal = action === 'acceptCounterProposal'
          const { request, proposal } = await requestIn(home, { student, mentor }, state)
          const id = isOfProposal ? proposal : request
          const { meetingRequest, counterProposal, problems } = await mutate(
            app,
            someone,
            action,
            { id, ...input },
            fields
          )
          const { status } = meetingRequest ?? counterProposal?.request ?? {}
          t.equal(status ?? problems[0].code, expected(state, action, who), `${who} by GraphQL`)
          const again = await requestIn(home, { student, mentor }, state)
          const [folder, at] = isOfProposal
            ? ['counter-proposals', again.proposal]
            : ['meeting-requests', again.request]
          const method = action === 'updateMeetingRequest' ? 'PATCH' : 'POST'
          const answer = await rest(app, someone, method, `/v1/${folder}/${at}${path}`, input)
          const said = answer.status === 201 ? status : answer.body.status
          t.equal(answer.body.code ?? said, expected(state, action, who), `${who} by REST`)
        }
      })
    }
  }

  t.test('an illegal move names the moves that are allowed', async (t) => {
    const { request: id } = await requestIn(home, { student, mentor }, 'SENT/MENTOR')
    const sent = await mutate(app, student, 'sendMeetingRequest', { id }, '')
    const moves = ['WITHDRAW', 'COUNTER_PROPOSE', 'ACCEPT_COUNTER_PROPOSAL']
    t.match(sent.problems, [{ code: 'INVALID_TRANSITION', allowed: moves }])
    const own = await mutate(app, mentor, 'acceptMeetingRequest', { id, ...at }, '')
    t.match(own.problems, [{ code: 'INVALID_TRANSITION', allowed: ['REQUEST_INFO', 'DECLINE'] }])
  })
})
