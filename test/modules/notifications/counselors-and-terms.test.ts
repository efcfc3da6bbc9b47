import t from 'tap'
import { expireMeetingRequests } from '../../../src/modules/requests/requests.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { fresh, kindsTo, relay, remind, toldTo, workerScope } from './told.ts'

const day = 24 * 60

t.test('nothing waits in silence', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const act = (who: { id: string; token: string }, verb: string, input: object, selection = '') =>
    mutate(app, fresh(home, who), verb, input, selection)
  const remindAll = async () => {
    await remind(app)
    await relay(app)
  }

  t.test('whoever has to answer other terms is told, and reminded, and told what became of them (S#27)', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    const proposedTimes = ['2026-03-27T16:00:00.000Z']
    const made = await act(mentor, 'counterPropose', { id, proposedTimes }, 'counterProposal { id }')
    app.clock.travel(7 * day)
    await remindAll()
    t.same(await kindsTo(app, home, student), ['COUNTER_PROPOSED', 'COUNTER_REMINDER'])
    t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED'], 'who has spoken is not waited for')
    await act(student, 'acceptCounterProposal', { id: made.counterProposal.id, startsAt: proposedTimes[0] })
    await relay(app)
    const accepted = (await toldTo(app, home, mentor)).at(-1)
    t.match(accepted, { kind: 'COUNTER_ACCEPTED', subjectType: 'Meeting', text: /Friday, March 27, 2026 at 11:00.AM/ })
  })

  t.test('the counselors that a student has are told of silence; others, and those of before, are not', async (t) => {
    const { student } = await sentRequest(app, home)
    const [own, earlier, other] = [await home.counselor(), await home.counselor(), await home.counselor()]
    await act(own, 'assignCounselor', { studentId: student.id, counselorId: own.id })
    const input = { studentId: student.id, counselorId: earlier.id }
    const { counselorAssignment } = await act(earlier, 'assignCounselor', input, 'counselorAssignment { id }')
    await act(earlier, 'endCounselorAssignment', { id: counselorAssignment.id })
    app.clock.travel(15 * day)
    await expireMeetingRequests(workerScope(app, home))
    await relay(app)
    t.same(await kindsTo(app, home, own), ['STUDENT_UNANSWERED'])
    t.same(await kindsTo(app, home, earlier), [])
    t.same(await kindsTo(app, home, other), [])
  })

  t.test(
    'a review reaches the counselor who is asked, or those of the student, and comes back to the student',
    async (t) => {
      const [student, asked, own] = [await home.student(), await home.counselor(), await home.counselor()]
      await act(own, 'assignCounselor', { studentId: student.id, counselorId: own.id })
      const reviewOf = async (counselorId?: string) => {
        const mentor = await home.mentor()
        const draft = { mentorId: mentor.id, type: 'CAREER_EXPLORATION' }
        const { meetingRequest } = await act(student, 'createMeetingRequest', draft, 'meetingRequest { id }')
        const input = { subjectType: 'MEETING_REQUEST', subjectId: meetingRequest.id, counselorId }
        return (await act(student, 'requestReview', input, 'review { id }')).review.id
      }
      await reviewOf(asked.id)
      await relay(app)
      t.same(await kindsTo(app, home, asked), ['REVIEW_REQUESTED'])
      t.same(await kindsTo(app, home, own), [])
      const id = await reviewOf()
      await act(own, 'approveReview', { id })
      await relay(app)
      t.same(await kindsTo(app, home, own), ['REVIEW_REQUESTED'])
      t.same(await kindsTo(app, home, student), ['REVIEW_APPROVED'])
    }
  )
})
