import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { addMinutes } from '../../../src/ports/clock.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { draft, sentRequest } from '../requests/sent-request.ts'
import { resumeOf, sharedResume } from './kept-resume.ts'

const day = 24 * 60

t.test('a resume that is shared with a request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const read = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/resume-shares/${id}`)).status
  const shown = async (who: Someone, id: string) => {
    const query =
      'query ($id: ID!) { meetingRequest(id: $id) { resumeShare { id openUrl resumeVersion { url note fileName } resume { id } } } }'
    return (await graphql(app, who, query, { id })).data.meetingRequest?.resumeShare ?? null
  }
  const share = (who: Someone, input: object) =>
    mutate(app, who, 'shareResume', input, 'resumeShare { id expiresAt status }')

  t.test('is read by the mentor of that request, its student, counselors and admins, and by nobody else', async (t) => {
    const { student, mentor, share } = await sharedResume(app, home)
    for (const who of [student, mentor, await home.counselor(), await home.admin()])
      t.equal(await read(who, share.id), 200)
    for (const who of [await home.mentor(), await home.student(), await home.machine()])
      t.equal(await read(who, share.id), 404)
  })

  t.test('does not tell its mentor where the file is, what was noted, or of which resume it is', async (t) => {
    const { student, mentor, requestId, share } = await sharedResume(app, home)
    const hidden = { resumeVersion: { url: null, note: null, fileName: 'Ada.pdf' }, resume: null }
    t.same(await shown(mentor, requestId), { id: share.id, openUrl: `/v1/resume-shares/${share.id}/open`, ...hidden })
    t.match(await shown(student, requestId), {
      openUrl: null,
      resumeVersion: { url: /^https/ },
      resume: { id: String }
    })
    for (const path of [`/v1/resume-shares/${share.id}`, '/v1/resume-shares', '/v1/resume-shares?first=5'])
      t.notMatch(JSON.stringify((await rest(app, mentor, 'GET', path)).body), /files\.example/, path)
    const all =
      '{ resumeShares { edges { node { resumeVersion { url } } } nodes { resumeVersion { url note } resume { id } } } }'
    t.notMatch(JSON.stringify((await graphql(app, mentor, all)).data), /files\.example/)
  })

  t.test('is not seen by the mentor while the request is a draft', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const asked = { mentorId: mentor.id, ...draft }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', asked, 'meetingRequest { id }')
    const { versionId: resumeVersionId } = await resumeOf(app, student)
    const { resumeShare } = await share(student, { requestId: meetingRequest.id, resumeVersionId })
    t.same([await read(student, resumeShare.id), await read(mentor, resumeShare.id)], [200, 404])
    await mutate(app, student, 'sendMeetingRequest', { id: meetingRequest.id }, '')
    t.equal(await read(mentor, resumeShare.id), 200)
  })

  t.test(
    'is gone for the mentor once the request has ended without a yes, and stays when it is accepted',
    async (t) => {
      const [no, yes] = [await sharedResume(app, home), await sharedResume(app, home)]
      await mutate(app, no.mentor, 'declineMeetingRequest', { id: no.requestId, reason: 'NO_TIME' }, '')
      t.same([await read(no.mentor, no.share.id), await read(no.student, no.share.id)], [404, 200])
      const { resumeVersionId, requestId } = no
      t.match((await share(no.student, { requestId, resumeVersionId })).problems, [{ code: 'INVALID_TRANSITION' }])
      const startsAt = addMinutes(app.clock.now(), day)
      await mutate(app, yes.mentor, 'acceptMeetingRequest', { id: yes.requestId, startsAt }, '')
      t.equal(await read(yes.mentor, yes.share.id), 200)
    }
  )

  t.test('ends with the next request after it is revoked, and stays as it ended', async (t) => {
    const { student, mentor, requestId, share } = await sharedResume(app, home)
    t.match((await mutate(app, mentor, 'revokeResumeShare', { id: share.id }, '')).problems, [{ code: 'FORBIDDEN' }])
    const stale = await mutate(app, student, 'revokeResumeShare', { id: share.id, expectedVersion: 7 }, '')
    t.match(stale.problems, [{ code: 'VERSION_CONFLICT', currentVersion: 1 }])
    const fields = 'resumeShare { status revokedAt version }'
    const revoked = await mutate(app, student, 'revokeResumeShare', { id: share.id }, fields)
    t.match(revoked.resumeShare, { status: 'REVOKED', revokedAt: app.clock.now(), version: 2 })
    t.same([await read(mentor, share.id), await shown(mentor, requestId)], [404, null])
    t.equal((await rest(app, mentor, 'GET', '/v1/resume-shares')).body.items.length, 0)
    t.same(await mutate(app, student, 'revokeResumeShare', { id: share.id }, fields), revoked)
    const strange = await mutate(app, await home.student(), 'revokeResumeShare', { id: share.id }, '')
    t.match(strange.problems, [{ code: 'NOT_FOUND', path: ['id'] }])
  })

  t.test('expires to the millisecond: after the days of the campus, or when the student says', async (t) => {
    const policy = { resumeShareDays: 2 }
    const elsewhere = await campus(app)
    await mutate(app, await elsewhere.admin(), 'updateInstitutionPolicy', policy, '')
    const at = app.clock.now()
    const two = await sharedResume(app, elsewhere)
    t.equal(two.share.expiresAt, addMinutes(at, 2 * day))
    const one = await sharedResume(app, home, { expiresAt: addMinutes(at, day) })
    t.equal((await sharedResume(app, home)).share.expiresAt, addMinutes(at, 30 * day))
    app.clock.travel(day - 1 / 60_000)
    // Tokens are older than a day here: the clock of the tests is the one that they expire by.
    const fresh = (who: Someone) => ({ ...who, token: home.tokenOf(who.id) })
    t.equal(await read(fresh(one.mentor), one.share.id), 200)
    app.clock.travel(1 / 60_000)
    const [student, mentor] = [fresh(one.student), fresh(one.mentor)]
    t.same([await read(mentor, one.share.id), await shown(mentor, one.requestId)], [404, null])
    t.match(await rest(app, student, 'GET', `/v1/resume-shares/${one.share.id}`), { body: { status: 'EXPIRED' } })
    const statuses = async (status: string) =>
      (await rest(app, student, 'GET', `/v1/resume-shares?status=${status}`)).body.items.length
    t.same([await statuses('EXPIRED'), await statuses('IN_FORCE'), await statuses('REVOKED')], [1, 0, 0])
    const { requestId, resumeVersionId } = one
    await share(student, { requestId, resumeVersionId })
    t.same([await statuses('EXPIRED'), await statuses('IN_FORCE'), await statuses('REVOKED')], [1, 1, 0])
    for (const expiresAt of [app.clock.now(), addMinutes(app.clock.now(), 366 * day)])
      t.match((await share(student, { requestId, resumeVersionId, expiresAt })).problems, [{ path: ['expiresAt'] }])
  })

  t.test('takes the place of the one before, also when two are shared at once', async (t) => {
    const { student, mentor, requestId, resumeVersionId, share: first } = await sharedResume(app, home)
    const lock = sql`select 1 from meeting_requests r where r.tenant_id = ${tenant} and r.id = ${requestId} for update`
    const again = () => share(student, { requestId, resumeVersionId })
    const answers = await raceAt(app, home, lock, [again, again])
    t.same(
      answers.flatMap(({ problems }) => problems),
      []
    )
    const { items } = (await rest(app, student, 'GET', `/v1/resume-shares?requestId=${requestId}`)).body
    t.same(items.map(({ status }: { status: string }) => status).sort(), ['IN_FORCE', 'REVOKED', 'REVOKED'])
    t.equal(await read(mentor, first.id), 404)
  })

  t.test('can not be of somebody else, nor with the request of somebody else', async (t) => {
    const [mine, other] = [await sharedResume(app, home), await sentRequest(app, home)]
    const { resumeVersionId, requestId, student } = mine
    const problemOf = async (who: Someone, input: object) => (await share(who, input)).problems
    t.match(await problemOf(student, { requestId: other.id, resumeVersionId }), [
      { code: 'NOT_FOUND', path: ['requestId'] }
    ])
    t.match(await problemOf(other.student, { requestId: other.id, resumeVersionId }), [
      { code: 'NOT_FOUND', path: ['resumeVersionId'] }
    ])
    for (const who of [mine.mentor, await home.counselor()])
      t.match(await problemOf(who, { requestId, resumeVersionId }), [{ code: 'FORBIDDEN' }])
  })
})
