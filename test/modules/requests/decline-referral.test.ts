import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { sentRequest } from './sent-request.ts'

t.test('a name passed on after a decline (S#31)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const get = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/meeting-requests/${id}`)).body
  const decline = (mentor: Someone, id: string, more: object = {}) =>
    rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, { reason: 'NO_TIME', ...more })

  t.test(
    'is asked for once, of who declined without one, and makes the draft that the decline would have',
    async (t) => {
      const { student, mentor, id } = await sentRequest(app, home)
      t.match(await get(mentor, id), { asksForReferral: false })
      t.match((await decline(mentor, id)).body, { asksForReferral: true, allowedActions: ['ADD_REFERRAL'] })
      t.match(await get(student, id), { asksForReferral: false, allowedActions: [] }, 'the student is not told')
      const other = await home.mentor()
      const input = { id, referral: { mentorId: other.id, note: 'Knows more' } }
      const fields = 'meetingRequest { asksForReferral allowedActions version referrals { mentor { id } } }'
      const { meetingRequest, problems } = await mutate(app, mentor, 'addDeclineReferral', input, fields)
      t.same(problems, [])
      t.match(meetingRequest, { asksForReferral: false, allowedActions: [], referrals: [{ mentor: { id: other.id } }] })
      const { referrals } = await get(student, id)
      t.match(await get(student, referrals[0].draftRequestId), {
        status: 'DRAFT',
        mentorId: other.id,
        viaPersonId: mentor.id,
        targetOrganization: 'Acme',
        topic: 'A day',
        whyYou: null
      })
      const again = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/referral`, {
        referral: { externalName: 'Sam' }
      })
      t.match(again, { status: 409, body: { code: 'INVALID_TRANSITION', allowed: [] } })
    }
  )

  t.test('is not asked for of who named somebody at once, and is refused as there, twice at once too', async (t) => {
    const named = await sentRequest(app, home)
    const { body } = await decline(named.mentor, named.id, { referral: { externalName: 'Sam' } })
    t.match(body, { asksForReferral: false, allowedActions: [] })
    const { mentor, student, id } = await sentRequest(app, home)
    await decline(mentor, id)
    const give = (who: Someone, referral: object) =>
      rest(app, who, 'POST', `/v1/meeting-requests/${id}/referral`, { referral })
    t.match((await give(mentor, { mentorId: mentor.id })).body, { code: 'SAME_PERSON', path: ['referral', 'mentorId'] })
    t.match((await give(mentor, {})).body, { code: 'INVALID_INPUT', path: ['referral'] })
    t.match((await give(student, { externalName: 'Sam' })).body, { code: 'FORBIDDEN' })
    t.match(await get(mentor, id), { asksForReferral: true }, 'what is refused is still asked for')
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(mentor, { externalName: 'Sam' })))
    t.same(answers.map(({ status }) => status).sort(), [200, ...Array(7).fill(409)])
    t.equal((await get(student, id)).referrals.length, 1)
    const rows = await app.asOwner(home.tenantId, [
      sql`select type from domain_events e where e.tenant_id = ${tenant} and e.subject_id = ${id} order by e.id`
    ])
    t.equal(rows.filter(({ type }) => type === 'meeting_request.referral_added').length, 1)
  })

  t.test('leads on: the chain tells the student every name, a mentor only who sent the student to them', async (t) => {
    const first = await sentRequest(app, home)
    const { student } = first
    const mentors = [first.mentor, await home.mentor(), await home.mentor()] as [Someone, Someone, Someone]
    const ids = [first.id]
    for (const [n, next] of mentors.slice(1).entries()) {
      const at = ids[n] as string
      await decline(mentors[n] as Someone, at, { referral: { mentorId: next.id, note: `To ${n + 2}` } })
      const id = (await get(student, at)).referrals[0].draftRequestId
      await rest(app, student, 'PATCH', `/v1/meeting-requests/${id}`, {
        whyYou: `You know more than mentor ${n + 1} does.`
      })
      await rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`)
      ids.push(id)
    }
    const last = ids[2] as string
    const by = async (who: Someone, id = last) =>
      (await get(who, id)).referralChain.map(({ referredById, note }: Record<string, string>) => [referredById, note])
    const whole = [
      [mentors[1].id, 'To 3'],
      [mentors[0].id, 'To 2']
    ]
    t.same(await by(student), whole)
    t.same(await by(await home.counselor()), whole)
    t.same(await by(mentors[2]), [[mentors[1].id, null]], 'what was said of them was said to the student')
    t.same(await by(mentors[1], ids[1]), [[mentors[0].id, null]])
    t.same(await by(student, ids[0]), [])
    const query =
      'query ($id: ID!) { meetingRequest(id: $id) { referralChain { referredBy { id } mentor { id } draftRequest { id } } } }'
    const { data } = await graphql(app, student, query, { id: last })
    t.match(data.meetingRequest.referralChain, [
      { referredBy: { id: mentors[1].id }, mentor: { id: mentors[2].id }, draftRequest: { id: last } },
      { referredBy: { id: mentors[0].id }, mentor: { id: mentors[1].id }, draftRequest: { id: ids[1] } }
    ])
    // No door makes a circle; should a row ever say one, the chain ends all the same.
    await home.run(sql`update referrals set request_id = ${last}
      where tenant_id = ${tenant} and draft_request_id = ${ids[1]}`)
    t.equal((await by(student)).length, 1)
  })
})
