import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { sentRequest } from './sent-request.ts'

t.test('declining a meeting request', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const sent = () => sentRequest(app, home)

  t.test('a decline with a referral makes the student a prefilled draft via the decliner (S#31)', async (t) => {
    const { student, mentor, id } = await sent()
    const other = await home.mentor()
    const input = {
      id,
      reason: 'NOT_MY_FIELD',
      note: 'Not for the student',
      referral: { mentorId: other.id, note: 'Knows more' }
    }
    const { problems } = await mutate(app, mentor, 'declineMeetingRequest', input, '')
    t.same(problems, [])
    const fields =
      'status statusText declineReason declineNote referrals { referredBy { id } mentor { id } draftRequest { status via { id } targetOrganization topic whyYou } }'
    const seen = await graphql(app, student, `query ($id: ID!) { meetingRequest(id: $id) { ${fields} } }`, { id })
    t.match(seen.data.meetingRequest, {
      status: 'DECLINED',
      declineReason: null,
      declineNote: null,
      referrals: [
        {
          referredBy: { id: mentor.id },
          mentor: { id: other.id },
          draftRequest: {
            status: 'DRAFT',
            via: { id: mentor.id },
            targetOrganization: 'Acme',
            topic: 'A day',
            whyYou: null
          }
        }
      ]
    })
    t.notMatch(JSON.stringify(seen.data), /Not for the student|NOT_MY_FIELD/, 'the reason stays with the mentor')
    const viaRest = await rest(app, student, 'GET', `/v1/meeting-requests/${id}`)
    t.match(viaRest.body, { status: 'DECLINED', declineReason: null, declineNote: null, meetingId: null })
    const passedOn = { referredById: mentor.id, mentorId: other.id, note: 'Knows more', externalName: null }
    t.match(viaRest.body.referrals, [{ ...passedOn, draftRequestId: String }])
    const own = await rest(app, mentor, 'GET', `/v1/meeting-requests/${id}`)
    t.match(own.body, { declineReason: 'NOT_MY_FIELD', declineNote: 'Not for the student' })
    t.match(
      own.body.referrals,
      [{ ...passedOn, draftRequestId: null }],
      'the draft is not for whoever named the mentor'
    )
  })

  t.test('somebody outside the campus is named to the student alone (S#31)', async (t) => {
    const { student, mentor, id } = await sent()
    const referral = { externalName: 'Sam Outside', externalContact: 'sam@elsewhere.example', note: 'Runs trials' }
    const declined = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, {
      reason: 'NO_TIME',
      referral
    })
    t.match(declined, { status: 200, body: { referrals: [referral] } }, 'who named them knows')
    const query =
      'query ($id: ID!) { meetingRequest(id: $id) { referrals { externalName externalContact note draftRequest { id } } } }'
    const names = async (who: Parameters<typeof graphql>[1]) =>
      (await graphql(app, who, query, { id })).data.meetingRequest.referrals[0]
    const viaRest = async (who: Parameters<typeof rest>[1]) =>
      (await rest(app, who, 'GET', `/v1/meeting-requests/${id}`)).body.referrals[0]
    t.match(await names(student), { ...referral, draftRequest: null })
    t.match(await viaRest(student), { ...referral, mentorId: null, draftRequestId: null })
    const unnamed = { externalName: null, externalOrganization: null, externalContact: null, note: null }
    for (const official of [await home.counselor(), await home.admin(), await home.machine()]) {
      t.match(await names(official), { externalName: null, externalContact: null, note: null })
      t.match(await viaRest(official), { referredById: mentor.id, ...unnamed })
    }
  })

  t.test(
    'a referral to the student, to oneself, to nobody or to two is refused, and the request stays open',
    async (t) => {
      const { student, mentor, id } = await sent()
      const tried = [
        [{ mentorId: student.id }, 'NOT_A_MENTOR'],
        [{ mentorId: mentor.id }, 'SAME_PERSON'],
        [{ mentorId: mentor.id.toUpperCase() }, 'SAME_PERSON'],
        [{}, 'INVALID_INPUT'],
        [{ mentorId: mentor.id, externalName: 'Sam' }, 'INVALID_INPUT'],
        [{ mentorId: 'nonsense' }, 'NOT_A_MENTOR']
      ] as const
      for (const [referral, code] of tried) {
        const { problems } = await mutate(app, mentor, 'declineMeetingRequest', { id, reason: 'OTHER', referral }, '')
        t.equal(problems[0].code, code)
      }
      const { body } = await rest(app, mentor, 'GET', `/v1/meeting-requests/${id}`)
      t.equal(body.status, 'SENT')
    }
  )
})
