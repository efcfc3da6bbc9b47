import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { linkOf, pitchOf, plannedSession } from './prepared.ts'

const day = 24 * 60
const said = { rating: 4, strengths: 'Open questions.', improvements: null }
const nobody: Someone = { id: '', token: 'none' }

t.test('a link for a practice partner from outside', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const open = (token: string) => rest(app, null, 'GET', `/v1/partner-links/${token}`)
  const answer = (token: string, body: object = said) =>
    rest(app, null, 'POST', `/v1/partner-links/${token}/feedback`, body)
  const sessionOf = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/mock-sessions/${id}`)).body
  async function invited(more: object = {}) {
    const student = await home.student({ givenName: 'Mateo' })
    const id = await plannedSession(app, student, { partnerName: 'Sam Rivera', ...more })
    return { student, id, token: await linkOf(app, student, id) }
  }

  t.test('shows what is needed to practise and nothing more, and takes feedback once', async (t) => {
    const student = await home.student({ givenName: 'Mateo', familyName: 'Secret' })
    const { id: pitchId } = await pitchOf(app, student, 'What I say')
    const id = await plannedSession(app, student, { partnerName: 'Sam', partnerEmail: 's@a.example', pitchId })
    const token = await linkOf(app, student, id)
    const { status, body, headers } = await open(token)
    t.equal(status, 200)
    t.match(headers, { 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' })
    t.same(body, {
      institutionName: `Campus ${home.slug}`,
      studentGivenName: 'Mateo',
      kind: 'INFORMATIONAL',
      scheduledFor: '2026-03-05T16:00:00.000Z',
      pitch: 'What I say',
      questions: [],
      expiresAt: new Date(Date.parse(app.clock.now()) + 14 * day * 60_000).toISOString()
    })
    const many = await Promise.all([1, 2, 3, 4].map((rating) => answer(token, { rating })))
    t.same(many.map(({ status }) => status).sort(), [200, 404, 404, 404], 'however many use it at once')
    const { feedback, partnerLink } = await sessionOf(student, id)
    t.match(partnerLink, { token: null, isOpen: false, usedAt: app.clock.now() })
    t.equal(feedback.rating, many.find(({ status }) => status === 200)?.body.rating)
    const [trail] = await app.asOwner(home.tenantId, [
      sql`select actor_kind, changes::text from audit_events a where a.tenant_id = ${tenant}
        and a.action = 'mock_session.feedback_given' and a.subject_id = ${id}`
    ])
    t.match(trail, { actorKind: undefined, actor_kind: 'LINK' })
  })

  t.test(
    'is one and the same 404 when it is wrong, of another campus, expired, used, revoked, replaced or called off',
    async (t) => {
      const neighbour = await campus(app)
      const [used, revoked, replaced, off, old] = [
        await invited(),
        await invited(),
        await invited(),
        await invited(),
        await invited()
      ]
      await answer(used.token)
      await mutate(app, revoked.student, 'revokePartnerLink', { id: revoked.id }, '')
      const next = await linkOf(app, replaced.student, replaced.id)
      await mutate(app, off.student, 'cancelMockSession', { id: off.id }, '')
      const campusOf = (tenantId: string) => Buffer.from(tenantId.replaceAll('-', ''), 'hex')
      const secret = Buffer.from(old.token, 'base64url').subarray(16)
      const moved = Buffer.concat([campusOf(neighbour.tenantId), secret]).toString('base64url')
      const unknown = Buffer.concat([Buffer.alloc(16, 7), secret]).toString('base64url')
      const guessed = Buffer.concat([campusOf(home.tenantId), Buffer.alloc(32, 7)]).toString('base64url')
      t.equal((await open(next)).status, 200)
      t.equal((await open(old.token)).status, 200)
      app.clock.travel(14 * day)
      const tokens = {
        used: used.token,
        revoked: revoked.token,
        replaced: replaced.token,
        off: off.token,
        old: old.token,
        moved,
        unknown,
        guessed,
        none: 'x',
        long: `${old.token}A`
      }
      const same = ({ status, body }: { status: number; body: object }) => ({ status, body: { ...body, instance: '' } })
      const expected = same(await open('nothing'))
      t.match(expected, { status: 404, body: { code: 'NOT_FOUND' } })
      for (const [why, token] of Object.entries(tokens)) {
        t.same(same(await open(token)), expected, why)
        t.same(same(await answer(token)), expected, `${why}, to write`)
      }
      app.clock.travel(-14 * day)
    }
  )

  t.test('is shown once: a repeated answer and a later read have no token', async (t) => {
    const student = await home.student()
    const id = await plannedSession(app, student)
    const invite = () => call(app, student, { url: `/v1/mock-sessions/${id}/invite-partner`, key: 'again' })
    const [first, again] = [await invite(), await invite()]
    t.match(first.body.partnerLink, { token: /^[\w-]{64}$/, isOpen: true })
    t.match(again.headers, { 'idempotency-replayed': 'true' })
    t.same(again.body.partnerLink, { ...first.body.partnerLink, token: null })
    t.equal((await sessionOf(student, id)).partnerLink.token, null)
    t.equal((await open(first.body.partnerLink.token)).status, 200, 'and the first still opens')
    const kept = await app.asOwner(home.tenantId, [
      sql`select (select string_agg(m::text, '') from mock_sessions m where m.tenant_id = ${tenant})
        || (select string_agg(i::text, '') from idempotency_keys i where i.tenant_id = ${tenant})
        || (select string_agg(a::text, '') from audit_events a where a.tenant_id = ${tenant}) as all`
    ])
    t.notMatch(JSON.stringify(kept), first.body.partnerLink.token, 'it is kept nowhere')
  })

  t.test('repeats its answer to the same key, though it is used', async (t) => {
    const { token } = await invited()
    const send = () => call(app, nobody, { url: `/v1/partner-links/${token}/feedback`, key: 'mine', body: said })
    const [first, again] = [await send(), await send()]
    t.match([first.status, again.status], [200, 200])
    t.same(again.body, first.body)
    t.equal(again.headers['idempotency-replayed'], 'true')
  })

  t.test('opens nothing else, and is for partners from outside only', async (t) => {
    const { student, id, token } = await invited()
    for (const url of ['/v1/viewer', `/v1/mock-sessions/${id}`]) {
      const answered = await app.inject({ url, headers: { authorization: `Bearer ${token}` } })
      t.equal(answered.statusCode, 401)
    }
    t.match(await answer(token, { rating: 9 }), { status: 422, body: { path: ['rating'] } })
    t.match(await answer(token, { rating: 3, strengths: 'x'.repeat(2001) }), {
      status: 422,
      body: { path: ['strengths'] }
    })
    t.match(await answer(token, { ...said, id }), { status: 422 })
    t.equal((await open(token)).status, 200, 'what was refused has not used it')
    const onCampus = await plannedSession(app, student, { partnerId: (await home.student()).id })
    t.match(await mutate(app, student, 'inviteMockPartner', { id: onCampus }, ''), {
      problems: [{ code: 'PARTNER_ON_CAMPUS' }]
    })
    const closed = { problems: [{ code: 'PARTNER_LINK_CLOSED' }] }
    t.match(await mutate(app, student, 'revokePartnerLink', { id: onCampus }, ''), closed)
  })
})
