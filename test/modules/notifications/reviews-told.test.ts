import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { asked } from '../reviews/reviewed.ts'
import { relay, toldTo } from './told.ts'

t.test('what is told of a review names who did it (S#25, S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const act = (who: Someone, verb: string, input: object) => mutate(app, who, verb, input, '')
  const [daniel, ruth, own] = [
    await home.counselor({ givenName: 'Daniel', familyName: 'Osei' }),
    await home.counselor({ givenName: 'Ruth', familyName: 'Levi' }),
    await home.counselor()
  ]
  const titles = async (who: Someone) => {
    await relay(app)
    return (await toldTo(app, home, who)).map(({ title }) => title)
  }
  const speaks = (who: Someone, locale: string) =>
    home.run(sql`update persons set locale = ${locale} where tenant_id = ${tenant} and id = ${who.id}`)

  t.test('the counselor who decided, whoever was asked, and which way', async (t) => {
    const { student, reviewId } = await asked(app, home, { counselorId: daniel.id })
    await act(ruth, 'returnReview', { id: reviewId, comment: 'Why?' })
    t.same(await titles(student), ['Ruth Levi has given back what you sent'])
    await speaks(student, 'es')
    t.same(await titles(student), ['Ruth Levi le ha devuelto lo que usted envió'])
    const { student: other, reviewId: forAnybody } = await asked(app, home)
    await act(daniel, 'approveReview', { id: forAnybody })
    t.same(await titles(other), ['Daniel Osei has approved what you sent'])
    await speaks(other, 'es')
    t.same(await titles(other), ['Daniel Osei ha aprobado lo que usted envió'])
  })

  t.test('who said something, to all others who took part', async (t) => {
    const { student, reviewId } = await asked(app, home, { counselorId: daniel.id })
    await act(ruth, 'addReviewComment', { id: reviewId, text: 'I would ask first.' })
    t.same(await titles(student), ['Ruth Levi has said something about a review'])
    t.same((await titles(daniel)).at(-1), 'Ruth Levi has said something about a review')
    await speaks(daniel, 'es')
    t.same((await titles(daniel)).at(-1), 'Ruth Levi ha comentado una revisión')
    const before = (await titles(ruth)).length
    await act(student, 'addReviewComment', { id: reviewId, text: 'Ask whom?' })
    t.match((await titles(daniel)).at(-1), /^Ada Person.* ha comentado una revisión$/)
    t.match((await titles(ruth)).slice(before), [/^Ada Person.* has said something about a review$/])
    t.equal((await titles(student)).length, 1, 'and nobody of what they said themselves')
  })

  t.test(
    "what a student says of one asked of anybody: the student's counselors, until somebody takes part",
    async (t) => {
      const { student, reviewId } = await asked(app, home)
      await act(own, 'assignCounselor', { studentId: student.id, counselorId: own.id })
      await act(student, 'addReviewComment', { id: reviewId, text: 'It is urgent.' })
      t.match((await titles(own)).at(-1), /has said something about a review/)
      await act(ruth, 'addReviewComment', { id: reviewId, text: 'I will look.' })
      const [toOwn, toRuth] = [(await titles(own)).length, (await titles(ruth)).length]
      await act(student, 'addReviewComment', { id: reviewId, text: 'Thanks.' })
      t.same([(await titles(own)).length, (await titles(ruth)).length], [toOwn, toRuth + 1])
    }
  )
})
