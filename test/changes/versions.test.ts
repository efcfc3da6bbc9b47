import t from 'tap'
import { outcomeOf } from '../modules/meetings/meeting-seed.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { call } from '../support/keyed.ts'

t.test('versions by REST', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const read = (who: { id: string; token: string }, url: string, headers = {}) =>
    call(app, who, { method: 'GET', url, headers })
  const etagOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers.etag)

  t.test('every object that changes is read with an ETag of its version, and is 304 until it changes', async (t) => {
    const [admin, student, mentor] = [await home.admin(), await home.student(), await home.mentor()]
    const { id: outcomeId, meetingId } = await outcomeOf(home, { student, mentor })
    const { requestId } = (await read(admin, `/v1/meetings/${meetingId}`)).body
    for (const [url, form] of [
      ['/v1/institution', /^"\d+\.[\w-]{22}"$/],
      [`/v1/people/${mentor.id}`, /^"\d+-0-\d+\.[\w-]{22}"$/],
      [`/v1/meeting-requests/${requestId}`, /^"1\.[\w-]{22}"$/],
      [`/v1/meetings/${meetingId}`, /^"1\.[\w-]{22}"$/],
      [`/v1/outcomes/${outcomeId}`, /^"1\.[\w-]{22}"$/],
      ['/v1/meetings', /^"[\w-]{22}"$/],
      ['/v1/viewer', /^"[\w-]{22}"$/],
      ['/graphql?query={viewer{id}}', /^"[\w-]{22}"$/]
    ] as const) {
      const first = await read(admin, url)
      t.match(first, { status: 200, headers: { etag: form, 'cache-control': 'private, no-cache' } }, url)
      const tag = etagOf(first)
      for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const again = await read(admin, url, { 'if-none-match': given })
        t.match(again, { status: 304, text: '', headers: { etag: tag, 'cache-control': 'private, no-cache' } }, given)
        t.notOk(again.headers['content-type'])
      }
      const head = { method: 'HEAD', url, headers: { 'if-none-match': tag } } as const
      if (url.startsWith('/v1'))
        t.match(await call(app, admin, head), { status: 304, text: '', headers: { etag: tag } })
      t.match(await read(admin, url, { 'if-none-match': '"other"' }), { status: 200, text: first.text })
    }
  })

  t.test('a refusal has no ETag and may not be kept', async (t) => {
    const answer = await read(await home.student(), '/v1/meetings/nonsense', { 'if-none-match': '*' })
    t.match(answer, { status: 404, headers: { 'cache-control': 'no-store' } })
    t.notOk(answer.headers.etag)
  })

  t.test('a change with the ETag last read is made, and its answer has the next one', async (t) => {
    const admin = await home.admin()
    const url = '/v1/institution/policy'
    const change = (replyWindowDays: number, headers = {}, body = {}) =>
      call(app, admin, { method: 'PATCH', url, body: { replyWindowDays, ...body }, headers })
    const before = await read(admin, '/v1/institution')
    const changed = await change(21, { 'if-match': etagOf(before) })
    t.equal(changed.status, 200)
    t.equal(etagOf(changed), etagOf(await read(admin, '/v1/institution')))
    const currentVersion = changed.body.version
    const failed = { status: 412, body: { code: 'PRECONDITION_FAILED', currentVersion } }
    for (const stale of [etagOf(before), `W/${etagOf(changed)}`, '"nonsense"', 'nonsense']) {
      t.match(await change(22, { 'if-match': stale }), failed, stale)
    }
    t.match(await change(22, {}, { expectedVersion: currentVersion - 1 }), {
      status: 409,
      body: { code: 'VERSION_CONFLICT', currentVersion }
    })
    t.match(await change(22, { 'if-match': etagOf(changed) }, { expectedVersion: 1 }), {
      status: 422,
      body: { code: 'INVALID_INPUT', path: ['expectedVersion'] }
    })
    t.match(await change(22, { 'if-match': `${etagOf(before)}, ${etagOf(changed)}` }), { status: 200 })
    t.match(await change(23, { 'if-match': '*' }), { status: 200 })
  })

  t.test('a move without a body heeds If-Match too', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const body = { mentorId: mentor.id, type: 'COMPANY_INSIDER' }
    const draft = await call(app, student, { url: '/v1/meeting-requests', body })
    const url = `/v1/meeting-requests/${draft.body.id}`
    await call(app, student, { method: 'PATCH', url, body: { topic: 'Changed' } })
    const withdraw = (tag: string) => call(app, student, { url: `${url}/withdraw`, headers: { 'if-match': tag } })
    t.match(await withdraw(etagOf(draft)), { status: 412, body: { currentVersion: 2 } })
    t.match(await withdraw(etagOf(await read(student, url))), { status: 200, body: { status: 'WITHDRAWN' } })
  })

  t.test("a person's ETag serves for the person and for each profile, which change apart", async (t) => {
    const mentor = await home.mentor()
    const url = `/v1/people/${mentor.id}`
    const tag = etagOf(await read(mentor, url))
    const put = (path: string, body: object, given: string) =>
      call(app, mentor, { method: 'PUT', url: `${url}/${path}`, body, headers: { 'if-match': given } })
    t.match(await put('mentor-profile', { headline: 'One' }, tag), { status: 200, headers: { etag: /^"1-0-2\./ } })
    t.match(await put('mentor-profile', { headline: 'Two' }, tag), { status: 412, body: { currentVersion: 2 } })
    t.match(await put('student-profile', { about: 'Me' }, tag), { status: 200, headers: { etag: /^"1-1-2\./ } })
    t.match(await put('student-profile', { about: 'You' }, tag), { status: 412, body: { currentVersion: 1 } })
    t.match(
      await call(app, mentor, { method: 'PATCH', url, body: { city: 'Oslo' }, headers: { 'if-match': tag } }),
      { status: 200, headers: { etag: /^"2-1-2\./ } },
      'the person itself has not changed'
    )
  })
})
