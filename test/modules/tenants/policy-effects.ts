import { addMinutes } from '../../../src/ports/clock.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { builder, changed, startedPlan, tester } from '../plans/started-plan.ts'
import { linkOf, plannedSession } from '../preparation/prepared.ts'
import { ownQuestions, withQuestions } from '../questions/prepared-questions.ts'
import { counter } from '../requests/countered-request.ts'
import { draft } from '../requests/sent-request.ts'

const days = (count: number) => count * 24 * 60

type Effect = (app: TestApp, home: Campus) => Promise<unknown>

interface Asked {
  student?: Someone
  mentor?: Someone
  [field: string]: unknown
}

/** A request made and sent, as both refusals and what was made tell. */
async function asked(app: TestApp, home: Campus, { student, mentor, ...more }: Asked = {}) {
  const [from, to] = [student ?? (await home.student()), mentor ?? (await home.mentor())]
  const fields = 'meetingRequest { id durationMinutes }'
  const made = await mutate(app, from, 'createMeetingRequest', { mentorId: to.id, ...draft, ...more }, fields)
  if (!made.meetingRequest) return { codes: codesOf(made), from, to }
  const { id, durationMinutes } = made.meetingRequest
  const sent = await mutate(app, from, 'sendMeetingRequest', { id }, 'meetingRequest { expiresAt }')
  return { id, durationMinutes, expiresAt: sent.meetingRequest?.expiresAt, codes: codesOf(sent), from, to }
}

const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)

const twice = async (app: TestApp, home: Campus, same: (keyof Asked)[]) => {
  const first = await asked(app, home)
  const again = { student: first.from, mentor: first.to }
  return (await asked(app, home, Object.fromEntries(same.map((who) => [who, again[who as 'student']])))).codes
}

/** Each number of the policy, a value that is not its default, what is seen of it, and what is to be seen. */
export const effects: Record<string, [number, Effect, unknown]> = {
  durationMinutesMin: [
    20,
    async (...at) => (await asked(...at, { durationMinutes: 19 })).codes,
    ['DURATION_OUT_OF_BOUNDS']
  ],
  durationMinutesMax: [
    45,
    async (...at) => (await asked(...at, { durationMinutes: 46 })).codes,
    ['DURATION_OUT_OF_BOUNDS']
  ],
  durationMinutesDefault: [25, async (...at) => (await asked(...at)).durationMinutes, 25],
  replyWindowDays: [
    8,
    async (app, home) => (await asked(app, home)).expiresAt === addMinutes(app.clock.now(), days(8)),
    true
  ],
  whyYouMinLength: [draft.whyYou.length + 1, async (...at) => (await asked(...at)).codes, ['WHY_YOU_REQUIRED']],
  openRequestsPerStudentMax: [1, (...at) => twice(...at, ['student']), ['TOO_MANY_OPEN_REQUESTS']],
  mentorDefaultCapacity: [
    1,
    async (app, home) => {
      const mentor = await home.mentor({ mentor: { capacity: null } })
      return [(await asked(app, home, { mentor })).codes, (await asked(app, home, { mentor })).codes]
    },
    [[], ['CAPACITY_REACHED']]
  ],
  cooldownDays: [
    0,
    async (app, home) => {
      const { id, from: student, to: mentor } = await asked(app, home)
      await mutate(app, mentor, 'declineMeetingRequest', { id, reason: 'NO_TIME' }, '')
      return (await asked(app, home, { student, mentor })).codes
    },
    []
  ],
  counterProposalsMax: [
    0,
    async (app, home) => {
      const { id, to } = await asked(app, home)
      return codesOf(await counter(app, to, id))
    },
    ['TOO_MANY_COUNTER_PROPOSALS']
  ],
  sameTextMentorsMax: [
    0,
    async (app, home) => {
      const { from: student } = await asked(app, home)
      const { id } = await asked(app, home, { student })
      const { data } = await graphql(app, student, `{ meetingRequest(id: "${id}") { warnings { code } } }`)
      return data.meetingRequest.warnings
    },
    [{ code: 'SAME_TEXT' }]
  ],
  minutesPerQuestion: [10, async (...at) => (await withQuestions(...at, ownQuestions(1))).list.budget.allowed, 3],
  researchNoteMinLength: [
    1,
    async (app, home) => {
      const { id: requestId, from } = await asked(app, home)
      await mutate(app, from, 'saveResearchNote', { kind: 'FIELD', requestId, text: 'x' }, '')
      return (await rest(app, from, 'GET', `/v1/meeting-requests/${requestId}/research-checklist`)).body.percentComplete
    },
    25
  ],
  partnerLinkDays: [
    1,
    async (app, home) => {
      const student = await home.student()
      const token = await linkOf(app, student, await plannedSession(app, student))
      const { body } = await rest(app, null, 'GET', `/v1/partner-links/${token}`)
      return body.expiresAt === addMinutes(app.clock.now(), days(1))
    },
    true
  ],
  targetOccupationsMax: [
    1,
    async (app, home) => {
      const student = await home.student()
      const id = await startedPlan(app, student, [builder])
      return (await changed(app, student, 'addTargetOccupation', { id, occupation: tester })).codes
    },
    ['TOO_MANY_TARGETS']
  ]
}
