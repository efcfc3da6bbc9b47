import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { raceAt } from '../meetings/row-race.ts'
import { file, sharedResume } from './kept-resume.ts'

t.test('the link of a share', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const open = (who: Someone, id: string, method: 'GET' | 'HEAD' = 'GET') =>
    call(app, who, { method, url: `/v1/resume-shares/${id}/open` })
  const openings = async (who: Someone, query = '') =>
    (await rest(app, who, 'GET', `/v1/resume-openings?${query}`)).body.items

  t.test('leads its mentor to the file, and each time is there for the student to see', async (t) => {
    const { student, mentor, share } = await sharedResume(app, home)
    for (const method of ['GET', 'HEAD'] as const) {
      const { status, headers, text } = await open(mentor, share.id, method)
      t.match({ status, headers }, { status: 302, headers: { location: file.url, 'cache-control': 'no-store' } })
      t.equal(text, '')
      app.clock.travel(1)
    }
    const [last, first] = await openings(student)
    t.match([last, first], [{ shareId: share.id, openedById: mentor.id }, { openedAt: '2026-03-02T15:00:00.000Z' }])
    const query = 'query ($id: ID!) { resumeShare(id: $id) { openedAt openingCount } }'
    const { data } = await graphql(app, student, query, { id: share.id })
    t.same(data.resumeShare, { openedAt: last.openedAt, openingCount: 2 })
    const told = await app.asOwner(home.tenantId, [
      sql`select count(*)::int as count from audit_events a join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
        where a.tenant_id = ${tenant} and a.action = 'resume_share.opened' and a.subject_id = ${share.id} and a.actor_id = ${mentor.id}`
    ])
    t.same(told, [{ count: 2 }])
  })

  t.test('is gone once the meeting is called off or somebody did not come, and is not made anew (S#50)', async (t) => {
    const minutes = (count: number) => new Date(Date.parse(app.clock.now()) + count * 60_000).toISOString()
    for (const [verb, ends] of [
      ['cancelMeeting', true],
      ['markMeetingNoShow', true],
      ['completeMeeting', false]
    ] as const) {
      const { student, mentor, requestId: id, resumeVersionId, share } = await sharedResume(app, home)
      const input = { id, startsAt: minutes(1) }
      const accepted = await mutate(app, mentor, 'acceptMeetingRequest', input, 'meetingRequest { meeting { id } }')
      app.clock.travel(2)
      t.equal((await open(mentor, share.id)).status, 302)
      t.same((await mutate(app, student, verb, { id: accepted.meetingRequest.meeting.id }, '')).problems, [])
      t.equal((await open(mentor, share.id)).status, ends ? 404 : 302, verb)
      t.same((await rest(app, mentor, 'GET', '/v1/resume-shares')).body.items.length, ends ? 0 : 1)
      t.equal((await rest(app, student, 'GET', `/v1/resume-shares/${share.id}`)).status, 200)
      const again = await mutate(app, student, 'shareResume', { requestId: id, resumeVersionId }, '')
      t.match(again.problems, ends ? [{ code: 'INVALID_TRANSITION', path: ['requestId'] }] : [])
    }
  })

  t.test('is for the mentor alone: the others read where the file is, or find nothing', async (t) => {
    const { student, share } = await sharedResume(app, home)
    for (const who of [student, await home.counselor(), await home.admin()])
      t.match(await open(who, share.id), { status: 403, body: { code: 'FORBIDDEN' } })
    for (const who of [await home.mentor(), await home.machine(), await (await campus(app)).mentor()]) {
      const { status, headers, body } = await open(who, share.id)
      t.match({ status, body }, { status: 404, body: { code: 'NOT_FOUND' } })
      t.notOk(headers.location)
    }
    t.same(await openings(student, `shareId=${share.id}`), [], 'and nobody is said to have looked')
    const { statusCode } = await app.inject({ url: `/v1/resume-shares/${share.id}/open` })
    t.equal(statusCode, 401)
  })

  t.test('leads nowhere from the request on that follows a revocation', async (t) => {
    const { student, mentor, share } = await sharedResume(app, home)
    t.equal((await open(mentor, share.id)).status, 302)
    await mutate(app, student, 'revokeResumeShare', { id: share.id }, '')
    t.match(await open(mentor, share.id), { status: 404, body: { code: 'NOT_FOUND' } })
    t.equal((await openings(student, `shareId=${share.id}`)).length, 1)
  })

  t.test('that is followed while it is revoked either leads there and is recorded, or does neither', async (t) => {
    for (let n = 0; n < 4; n++) {
      const { student, mentor, share } = await sharedResume(app, home)
      const lock = sql`select 1 from resume_shares s where s.tenant_id = ${tenant} and s.id = ${share.id} for update`
      const revoke = async () => {
        await mutate(app, student, 'revokeResumeShare', { id: share.id }, '')
        return null
      }
      const follow = async () => (await open(mentor, share.id)).status
      const answers = await raceAt(app, home, lock, n % 2 ? [follow, revoke] : [revoke, follow])
      const status = answers.find((answer) => answer !== null)
      const recorded = (await openings(student, `shareId=${share.id}`)).length
      t.ok((status === 302 && recorded === 1) || (status === 404 && recorded === 0), `${status}, ${recorded} recorded`)
    }
  })

  t.test('needs no Idempotency-Key where every change does', async (t) => {
    const strict = await campus(app)
    const { mentor, share } = await sharedResume(app, strict)
    const policy = {
      ...defaultInstitutionPolicy,
      api: { ...defaultInstitutionPolicy.api, isIdempotencyKeyRequired: true }
    }
    await strict.run(sql`update institutions set policy = ${JSON.stringify(policy)} where id = ${tenant}`)
    t.equal((await open(mentor, share.id)).status, 302)
  })

  t.test('is ASCII, whatever the student named the file', async (t) => {
    const { student, mentor, requestId, resumeId } = await sharedResume(app, home)
    const odd = { ...file, url: 'https://dateien.example/Lebenslauf/Zoë-日本.pdf#ä' }
    const fields = 'resume { versions { id } }'
    const { resume } = await mutate(app, student, 'addResumeVersion', { id: resumeId, ...odd }, fields)
    const input = { requestId, resumeVersionId: resume.versions[0].id }
    const { resumeShare } = await mutate(app, student, 'shareResume', input, 'resumeShare { id }')
    t.equal((await open(mentor, resumeShare.id)).headers.location, new URL(odd.url).href)
  })

  t.test('openings are listed by student, share and time, for who may know', async (t) => {
    const { student, mentor, share } = await sharedResume(app, home)
    for (let n = 0; n < 3; n++) {
      await open(mentor, share.id)
      app.clock.travel(1)
    }
    const all = await openings(student)
    t.equal(all.length, 3)
    const counselor = await home.counselor()
    const [from, before] = [all[1].openedAt, all[0].openedAt]
    t.same(await openings(counselor, `studentId=${student.id}&openedFrom=${from}&openedBefore=${before}`), [all[1]])
    t.same(await openings(student, 'orderBy=OPENED_AT&direction=ASC&first=1'), [all[2]])
    for (const who of [mentor, await home.student(), await home.machine()]) t.same(await openings(who), [])
  })
})
