import t from 'tap'
import { systemActor } from '../../../src/actor.ts'
import { newId } from '../../../src/db/ids.ts'
import { openScope } from '../../../src/db/scope.ts'
import { questionReadiness } from '../../../src/modules/questions/question-lists.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { drafted, ownQuestions, shipped, withQuestions } from './prepared-questions.ts'

t.test('how far questions are prepared is told for many requests in one statement (S#30, S#39, S#42)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [none, empty] = [await drafted(app, home), await withQuestions(app, home, [])]
  const own = await withQuestions(app, home, ownQuestions(3))
  const whole = await withQuestions(app, home, [{ questionId: shipped.resources }, ...ownQuestions(1)])
  const elsewhere = await withQuestions(app, await campus(app), [{ questionId: shipped.resources }])
  const { database, clock } = app
  const scope = openScope({ tenantId: home.tenantId, actor: systemActor, requestId: 'test', clock, database })
  const ids = [whole, none, empty, own, elsewhere].map(({ id }) => id).concat(newId())
  app.forget()
  const found = await questionReadiness(scope, ids)
  t.equal(app.roundTrips.length, 1)
  const [ofWhole, ofNone, ofEmpty, ofOwn, ...ofOthers] = found
  const no = { hasList: false, itemCount: 0, isMustAskPresent: false }
  t.same(ofWhole, { requestId: whole.id, hasList: true, itemCount: 2, isMustAskPresent: true })
  t.match(ofNone, no)
  t.match(ofEmpty, { hasList: true, itemCount: 0, isMustAskPresent: false })
  t.match(ofOwn, { hasList: true, itemCount: 3, isMustAskPresent: false })
  t.match(ofOthers, [no, no], 'of another campus as of none')
})
