import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'

const states = [
  'DRAFT',
  'SENT',
  'NEEDS_INFO',
  'ACCEPTED',
  'DECLINED',
  'WITHDRAWN',
  'EXPIRED',
  'CLOSED_BY_MENTOR'
] as const
const actions = {
  updateMeetingRequest: { path: null, input: { topic: 'Another topic' } },
  sendMeetingRequest: { path: 'send', input: {} },
  withdrawMeetingRequest: { path: 'withdraw', input: {} },
  requestMoreInfo: { path: 'request-info', input: { question: 'Which trial?' } },
  provideMoreInfo: { path: 'provide-info', input: { answer: 'The one in the north.' } },
  acceptMeetingRequest: { path: 'accept', input: { startsAt: '2026-03-10T15:00:00.000Z' } },
  declineMeetingRequest: { path: 'decline', input: { reason: 'NO_TIME' } }
}
type Action = keyof typeof actions

// What S#27 to S#33 allow, written out: state, action, who, and where it leads. Everything else is refused.
const allowed = new Set([
  'DRAFT updateMeetingRequest student DRAFT',
  'DRAFT sendMeetingRequest student SENT',
  'DRAFT withdrawMeetingRequest student WITHDRAWN',
  'DRAFT withdrawMeetingRequest admin WITHDRAWN',
  'SENT withdrawMeetingRequest student WITHDRAWN',
  'SENT withdrawMeetingRequest admin WITHDRAWN',
  'SENT acceptMeetingRequest mentor ACCEPTED',
  'SENT declineMeetingRequest mentor DECLINED',
  'SENT requestMoreInfo mentor NEEDS_INFO',
  'NEEDS_INFO provideMoreInfo student SENT',
  'NEEDS_INFO withdrawMeetingRequest student WITHDRAWN',
  'NEEDS_INFO withdrawMeetingRequest admin WITHDRAWN',
  'NEEDS_INFO acceptMeetingRequest mentor ACCEPTED',
  'NEEDS_INFO declineMeetingRequest mentor DECLINED'
])
// Who may take an action in some state; others are told that it is not theirs at all.
const owners: Record<Action, string[]> = {
  updateMeetingRequest: ['student'],
  sendMeetingRequest: ['student'],
  withdrawMeetingRequest: ['student', 'admin'],
  requestMoreInfo: ['mentor'],
  provideMoreInfo: ['student'],
  acceptMeetingRequest: ['mentor'],
  declineMeetingRequest: ['mentor']
}

t.test('the full matrix of states, actions and actors of a meeting request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const people: Record<string, Someone> = {
    student: await home.student(),
    mentor: await home.mentor({ mentor: { capacity: 100 } }),
    admin: await home.admin(),
    counselor: await home.counselor(),
    stranger: await home.student()
  }

  async function requestIn(status: string): Promise<string> {
    const id = newId()
    const sent = '2026-03-01T09:00:00.000Z'
    const asked = { infoQuestion: 'Which?', infoAskedAt: sent, replySecondsLeft: 60 }
    const at =
      status === 'DRAFT'
        ? {}
        : { sentAt: sent, expiresAt: '2026-03-15T09:00:00.000Z', ...(status === 'NEEDS_INFO' && asked) }
    const row = {
      id,
      status,
      studentId: people.student?.id,
      mentorId: people.mentor?.id,
      type: 'COMPANY_INSIDER',
      purposes: [],
      targetOrganization: 'Acme',
      topicKind: 'CAREER_PATH',
      topic: 'Paths',
      whyYou: 'Your way from lab to field work.',
      durationMinutes: 30,
      channel: 'VIDEO',
      proposedTimes: [],
      version: 1,
      createdAt: sent,
      updatedAt: sent,
      ...at
    }
    await home.run(
      sql`update meeting_requests set status = 'WITHDRAWN' where tenant_id = ${tenant} and status in ('DRAFT', 'SENT', 'NEEDS_INFO')`,
      insertRow('meeting_requests', row, sql`id`)
    )
    return id
  }

  const expected = (state: string, action: Action, who: string) => {
    const isHidden = who === 'stranger' || (who === 'mentor' && state === 'DRAFT')
    if (isHidden) return 'NOT_FOUND'
    const move = [...allowed].find((line) => line.startsWith(`${state} ${action} ${who} `))
    if (move) return move.split(' ')[3]
    return owners[action].includes(who) ? 'INVALID_TRANSITION' : 'FORBIDDEN'
  }

  for (const state of states) {
    for (const [action, { path, input }] of Object.entries(actions) as [Action, (typeof actions)[Action]][]) {
      t.test(`${action} in ${state} does through GraphQL and REST what the table says`, async (t) => {
        for (const [who, someone] of Object.entries(people)) {
          const id = await requestIn(state)
          const { meetingRequest, problems } = await mutate(
            app,
            someone,
            action,
            { id, ...input },
            'meetingRequest { status }'
          )
          t.equal(meetingRequest?.status ?? problems[0].code, expected(state, action, who), `${who} by GraphQL`)
          const again = await requestIn(state)
          const url = `/v1/meeting-requests/${again}${path ? `/${path}` : ''}`
          const { body } = await rest(app, someone, path ? 'POST' : 'PATCH', url, input)
          t.equal(body.code ?? body.status, expected(state, action, who), `${who} by REST`)
        }
      })
    }
  }

  t.test('an illegal move names the moves that are allowed', async (t) => {
    const id = await requestIn('SENT')
    const { problems } = await mutate(app, people.student as Someone, 'sendMeetingRequest', { id }, '')
    t.match(problems, [{ code: 'INVALID_TRANSITION', allowed: ['WITHDRAW'] }])
  })
})
