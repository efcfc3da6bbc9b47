import t from 'tap'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draft } from './sent-request.ts'

const same = 'I admire how you went from the laboratory to running field trials in three countries.'
const nearly = 'I admire how you went from the laboratory to running field trials in four countries.'
const other = 'Your talk about mending old violins made me think about what a craft can be.'
const policyOf = (requests: object) => ({ requests: { ...defaultInstitutionPolicy.requests, ...requests } })

t.test('warnings of a request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const drafted = async (at: Campus, student: Someone, fields: object) => {
    const mentor = await at.mentor()
    const { status, body } = await rest(app, student, 'POST', '/v1/meeting-requests', {
      ...draft,
      mentorId: mentor.id,
      ...fields
    })
    t.equal(status, 201)
    return { mentor, ...body } as { mentor: Someone; id: string; warnings: { code: string; path: string[] }[] }
  }
  const codes = ({ warnings }: { warnings: { code: string; path: string[] }[] }) =>
    warnings.map(({ code, path }) => `${code} ${path}`)

  t.test('nearly the same words to more than two other mentors are noticed, and never in the way (S#15)', async (t) => {
    const student = await home.student()
    const first = await drafted(home, student, { whyYou: same })
    t.same(codes(await drafted(home, student, { whyYou: nearly })), [])
    await rest(app, student, 'POST', `/v1/meeting-requests/${first.id}/send`)
    t.same(codes(await drafted(home, student, { whyYou: same.toUpperCase() })), [], 'two others have them')
    const fourth = await drafted(home, student, { whyYou: same })
    t.match(fourth.warnings, [{ code: 'SAME_TEXT', path: ['whyYou'], message: /^More than 2 other mentors/ }])
    const query = 'query ($id: ID!) { meetingRequest(id: $id) { warnings { code message path } } }'
    const { data } = await graphql(app, student, query, { id: fourth.id })
    t.same(data.meetingRequest.warnings, fourth.warnings, 'the same by GraphQL')
    t.same(codes(await drafted(home, student, { whyYou: other })), [])
    const sent = await mutate(app, student, 'sendMeetingRequest', { id: fourth.id }, 'meetingRequest { status }')
    t.match(sent, { meetingRequest: { status: 'SENT' }, problems: [] })
    t.same(codes(await drafted(home, await home.student(), { whyYou: same })), [], 'others have their own words')
  })

  t.test('they are told to the student alone, and about what is open', async (t) => {
    const student = await home.student()
    const made = await drafted(home, student, { topic: 'Please hire me' })
    await rest(app, student, 'POST', `/v1/meeting-requests/${made.id}/send`)
    const seenBy = async (who: Someone) => codes((await rest(app, who, 'GET', `/v1/meeting-requests/${made.id}`)).body)
    t.same(await seenBy(student), ['JOB_ASK topic'])
    for (const who of [made.mentor, await home.counselor(), await home.admin(), await home.machine()])
      t.same(await seenBy(who), [])
    await rest(app, student, 'POST', `/v1/meeting-requests/${made.id}/withdraw`)
    t.same(await seenBy(student), [])
  })

  t.test(
    'a job is asked for in learning requests only where the campus minds, and of who hires always freely (S#5)',
    async (t) => {
      const asks = { topic: 'A day', whyYou: `${other} Are you hiring?`, message: 'I am looking for an internship.' }
      const student = await home.student()
      const expected = ['JOB_ASK whyYou', 'JOB_ASK message']
      t.same(codes(await drafted(home, student, asks)), expected)
      t.same(codes(await drafted(home, student, { ...asks, type: 'CAREER_EXPLORATION' })), expected)
      t.same(codes(await drafted(home, student, { ...asks, type: 'HIRING_MANAGER' })), [])
      const relaxed = await campus(app)
      const admin = await relaxed.admin()
      await rest(app, admin, 'PATCH', '/v1/institution/policy', { isJobAskWarned: false, sameTextMentorsMax: 0 })
      const there = await relaxed.student()
      t.same(codes(await drafted(relaxed, there, asks)), [])
      t.same(codes(await drafted(relaxed, there, { ...asks, message: 'Mornings.' })), ['SAME_TEXT whyYou'])
    }
  )

  t.test('a short note may be the same to each; a long one may not', async (t) => {
    const strict = await campus(app, policyOf({ sameTextMentorsMax: 0 }))
    const student = await strict.student()
    const long = 'I am free on weekdays after three, and I would rather talk by telephone than by video.'
    for (const message of ['Mornings are best.', long])
      for (const whyYou of [same, other].map((text) => `${message.length} ${text}`)) {
        const made = await drafted(strict, student, { message, whyYou })
        const isSecond = whyYou.endsWith(other) && message === long
        t.same(
          codes(made).filter((code) => code.endsWith('message')),
          isSecond ? ['SAME_TEXT message'] : []
        )
      }
  })
})
