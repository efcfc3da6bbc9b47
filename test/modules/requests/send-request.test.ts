import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'

const whyYou = 'You went from the lab to running field trials.'
const complete = { topicKind: 'CAREER_PATH', topic: 'How you got there', whyYou }

t.test('sending a meeting request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const draft = async (input: object, mentor?: Record<string, unknown>) => {
    const [student, asked] = [await home.student(), await home.mentor({ mentor: mentor ?? {} })]
    const { meetingRequest, problems } = await mutate(
      app,
      student,
      'createMeetingRequest',
      { mentorId: asked.id, ...input },
      'meetingRequest { id version }'
    )
    t.same(problems, [])
    return { student, asked, id: meetingRequest.id as string }
  }
  const codes = (problems: { code: string }[]) => problems.map(({ code }) => code).sort()

  const perType = [
    [{ type: 'CAREER_EXPLORATION', ...complete }, ['TARGET_OCCUPATION_REQUIRED']],
    [{ type: 'CAREER_EXPLORATION', ...complete, targetOccupation: '15-1252.00' }, []],
    [{ type: 'COMPANY_INSIDER', ...complete }, ['TARGET_ORGANIZATION_REQUIRED']],
    [{ type: 'COMPANY_INSIDER', ...complete, targetOrganization: 'Acme' }, []],
    [{ type: 'HIRING_MANAGER', ...complete, targetOrganization: 'Acme' }, ['TARGET_ROLE_REQUIRED']],
    [{ type: 'HIRING_MANAGER', ...complete, targetRole: 'Analyst' }, ['TARGET_ORGANIZATION_REQUIRED']],
    [{ type: 'HIRING_MANAGER', ...complete, targetOrganization: 'Acme', targetTeam: 'Data' }, []],
    [{ type: 'COMPANY_INSIDER', targetOrganization: 'Acme' }, ['TOPIC_REQUIRED', 'WHY_YOU_REQUIRED']]
  ] as const
  t.test('each type of interview names what it is about before it is sent (S#1, S#2, S#9, S#15)', async (t) => {
    for (const [input, expected] of perType) {
      const { student, id } = await draft(input)
      const { meetingRequest, problems } = await mutate(
        app,
        student,
        'sendMeetingRequest',
        { id },
        'meetingRequest { status }'
      )
      t.same(codes(problems), expected, JSON.stringify(input))
      t.equal(meetingRequest?.status, expected.length === 0 ? 'SENT' : undefined)
      const again = await draft(input)
      const { body } = await rest(app, again.student, 'POST', `/v1/meeting-requests/${again.id}/send`, {})
      t.same(codes(body.problems ?? (body.code ? [body] : [])), expected, 'by REST, too')
    }
  })

  t.test("14 and 61 minutes are refused and 15 and 60 are not, by the campus's policy (S#28)", async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    for (const [durationMinutes, refused] of [
      [14, true],
      [61, true]
    ] as const) {
      const input = { mentorId: mentor.id, type: 'COMPANY_INSIDER', durationMinutes }
      const { problems } = await mutate(app, student, 'createMeetingRequest', input, '')
      t.same(
        problems.map(({ code, path }: never) => [code, path]),
        refused ? [['DURATION_OUT_OF_BOUNDS', ['durationMinutes']]] : []
      )
      const viaRest = await rest(app, student, 'POST', '/v1/meeting-requests', input)
      t.match(viaRest, { status: 422, body: { code: 'DURATION_OUT_OF_BOUNDS', path: ['durationMinutes'] } })
    }
    for (const durationMinutes of [15, 60]) await draft({ type: 'COMPANY_INSIDER', durationMinutes })
    const { requests } = defaultInstitutionPolicy
    const strict = await campus(app, { requests: { ...requests, durationMinutes: { min: 20, max: 25, default: 20 } } })
    const [other, asked] = [await strict.student(), await strict.mentor()]
    const made = await mutate(
      app,
      other,
      'createMeetingRequest',
      { mentorId: asked.id, type: 'COMPANY_INSIDER' },
      'meetingRequest { durationMinutes }'
    )
    t.equal(made.meetingRequest.durationMinutes, 20, "the campus's own default")
  })

  t.test("a mentor's capacity holds under 50 sends at once, and a paused mentor gets none", async (t) => {
    const mentor = await home.mentor({ mentor: { capacity: 3 } })
    const drafts = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const student = await home.student()
        const input = { mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', ...complete }
        const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
        return { student, id: meetingRequest.id }
      })
    )
    const answers = await Promise.all(
      drafts.map(({ student, id }) => mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { status }'))
    )
    t.equal(answers.filter(({ meetingRequest }) => meetingRequest?.status === 'SENT').length, 3)
    t.same(new Set(answers.flatMap(({ problems }) => codes(problems))), new Set(['CAPACITY_REACHED']))
    const paused = await draft({ type: 'COMPANY_INSIDER', targetOrganization: 'Acme', ...complete }, { isPaused: true })
    const refused = await mutate(app, paused.student, 'sendMeetingRequest', { id: paused.id }, '')
    t.same(codes(refused.problems), ['MENTOR_PAUSED'])
  })

  t.test('a stale version is refused with the current one', async (t) => {
    const { student, id } = await draft({ type: 'COMPANY_INSIDER', targetOrganization: 'Acme', ...complete })
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'Newer', expectedVersion: 1 }, '')
    const { problems } = await mutate(app, student, 'sendMeetingRequest', { id, expectedVersion: 1 }, '')
    t.match(problems, [{ code: 'VERSION_CONFLICT', currentVersion: 2, path: ['expectedVersion'] }])
  })

  t.test('each change writes exactly one audit row and one event, a refused one none', async (t) => {
    const { student, id } = await draft({ type: 'COMPANY_INSIDER', targetOrganization: 'Acme', ...complete })
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    const rows = await app.asOwner(home.tenantId, [
      sql`select a.action, e.type, a.actor_id from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`
    ])
    t.same(
      rows.map(({ action, type, actor_id }) => [action, type, actor_id === student.id]),
      [
        ['meeting_request.created', 'meeting_request.created', true],
        ['meeting_request.sent', 'meeting_request.sent', true]
      ]
    )
  })
})
