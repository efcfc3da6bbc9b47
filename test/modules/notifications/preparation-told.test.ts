import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { ownQuestions, withQuestions } from '../questions/prepared-questions.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { fresh, relay, type Told, toldTo } from './told.ts'

const summary = ({ kind, subjectType, title }: Told) => [kind, subjectType, title]

t.test('preparing and agreeing do not wait in silence', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const act = (who: Someone, verb: string, input: object, fields = '') =>
    mutate(app, fresh(home, who), verb, input, fields)
  const heard = async (who: Someone) => {
    await relay(app)
    return (await toldTo(app, home, who)).filter(({ kind }) => !kind.startsWith('REQUEST_')).map(summary)
  }
  const speakSpanish = (...people: Someone[]) =>
    home.run(
      ...people.map(({ id }) => sql`update persons set locale = 'es' where tenant_id = ${tenant} and id = ${id}`)
    )
  const named = (givenName: string) => ({ givenName, familyName: 'Quispe' })
  const lastText = async (who: Someone) => (await toldTo(app, home, who)).at(-1)?.text

  t.test(
    'a partner of the campus is told of a practice and of what becomes of it, the student of the feedback (S#47)',
    async (t) => {
      const [mara, sam] = [await home.student(named('Mara')), await home.student(named('Sam'))]
      const plan = { kind: 'INFORMATIONAL', scheduledFor: '2026-03-20T16:00:00.000Z', partnerId: sam.id }
      const { mockSession } = await act(mara, 'planMockSession', plan, 'mockSession { id }')
      const { id } = mockSession
      t.same(await heard(sam), [['MOCK_SESSION_PLANNED', 'MockSession', 'Mara Quispe would like to practise with you']])
      t.match(await lastText(sam), /planned for Friday, March 20, 2026 at 11:00.AM/)
      await act(mara, 'updateMockSession', { id, kind: 'JOB' })
      t.equal((await heard(sam)).length, 1, 'what changes nothing for them is not told')
      await act(mara, 'updateMockSession', { id, scheduledFor: '2026-03-21T16:00:00Z' })
      await act(sam, 'giveMockFeedback', { id, rating: 4, strengths: 'You listen.' })
      t.same(await heard(mara), [['MOCK_FEEDBACK_GIVEN', 'MockSession', 'Sam Quispe says how your practice went']])
      const { mockSession: next } = await act(mara, 'planMockSession', plan, 'mockSession { id }')
      await act(mara, 'cancelMockSession', { id: next.id })
      await heard(sam)
      await speakSpanish(mara, sam)
      t.same(
        (await heard(sam)).map(([, , title]) => title),
        [
          'Mara Quispe quiere practicar con usted',
          'Mara Quispe ha cambiado la hora de su conversación de práctica',
          'Mara Quispe quiere practicar con usted',
          'Mara Quispe ha cancelado su conversación de práctica'
        ]
      )
      t.same((await heard(mara))[0]?.[2], 'Sam Quispe dice cómo fue su práctica')
    }
  )

  t.test('feedback by a link is told of, too, and names nobody (S#47)', async (t) => {
    const mara = await home.student(named('Mara'))
    const plan = { kind: 'INFORMATIONAL', scheduledFor: '2026-03-20T16:00:00.000Z', partnerName: 'Aunt Rosa' }
    const { mockSession } = await act(mara, 'planMockSession', plan, 'mockSession { id }')
    const fields = 'mockSession { partnerLink { token } }'
    const { mockSession: invited } = await act(mara, 'inviteMockPartner', { id: mockSession.id }, fields)
    await rest(app, null, 'POST', `/v1/partner-links/${invited.partnerLink.token}/feedback`, { rating: 5 })
    const told = [['MOCK_FEEDBACK_GIVEN', 'MockSession', 'Your practice partner says how your practice went']]
    t.same(await heard(mara), told)
    await speakSpanish(mara)
    t.equal((await heard(mara))[0]?.[2], 'La persona con quien practicó dice cómo fue su práctica')
  })

  t.test(
    'what one says of the questions reaches the other, but nothing of a draft reaches the mentor (S#46)',
    async (t) => {
      const { student, mentor, id } = await withQuestions(app, home, ownQuestions(2))
      await home.run(sql`update persons set given_name = 'Tomas', family_name = 'Weber'
      where tenant_id = ${tenant} and id = ${mentor.id}`)
      await act(student, 'commentOnQuestionList', { requestId: id, text: 'Too many?' })
      t.same(await heard(mentor), [])
      await act(student, 'sendMeetingRequest', { id })
      await act(mentor, 'commentOnQuestionList', { requestId: id, text: 'Ask me the first.' })
      t.same(await heard(student), [
        ['QUESTIONS_COMMENTED', 'QuestionList', 'Tomas Weber has said something about the questions']
      ])
      await speakSpanish(student, mentor)
      t.same(await heard(student), [['QUESTIONS_COMMENTED', 'QuestionList', 'Tomas Weber ha comentado las preguntas']])
      await act(student, 'commentOnQuestionList', { requestId: id, text: 'I will.' })
      t.match(await heard(mentor), [
        ['QUESTIONS_COMMENTED', 'QuestionList', /^Ada Person.* ha comentado las preguntas$/]
      ])
    }
  )

  t.test('who is asked for their card knows it, and who asked learns that cards are exchanged (S#51)', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    await act(mentor, 'acceptMeetingRequest', { id, startsAt: '2026-03-20T16:00:00.000Z' })
    await relay(app)
    const meetingId = (await toldTo(app, home, student)).at(-1)?.subjectId
    app.clock.travel(30 * 24 * 60)
    await act(student, 'exchangeCards', { meetingId })
    t.match(await heard(mentor), [
      ['CARD_OFFERED', 'CardExchange', /^Ada Person.* would like to exchange cards with you$/]
    ])
    await act(mentor, 'exchangeCards', { meetingId })
    t.match(await heard(student), [['CARDS_EXCHANGED', 'CardExchange', /^You and Ada Person.* have exchanged cards$/]])
    await speakSpanish(student, mentor)
    t.match(await heard(mentor), [
      ['CARD_OFFERED', 'CardExchange', /^Ada Person.* quiere intercambiar tarjetas con usted$/]
    ])
    t.match(await heard(student), [
      ['CARDS_EXCHANGED', 'CardExchange', /^Ada Person.* y usted han intercambiado tarjetas$/]
    ])
  })
})
