import t from 'tap'
import { sql } from '../../src/db/sql.ts'
import { developmentIssuerOf } from '../../src/modules/tenants/dev-issuer.ts'
import { furtherCampuses } from '../../src/sample/campus.ts'
import { loadSample } from '../../src/sample/load.ts'
import { sampleQuestions, shippedQuestionId } from '../../src/sample/questions.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { issuerKey, signFor } from '../support/issuer.ts'

t.test(
  'the questions of a sample campus are shipped ones, word by word, and its lists are read like any other',
  async (t) => {
    const app = await testApp(t)
    const home = await campus(app)
    const rows = (await home.run(
      sql`select s.id, s.balance, s.texts ->> 'en' as text from shipped_questions s`
    )) as unknown as {
      id: string
    }[]
    const shipped = new Map(rows.map((row) => [row.id, row]))
    for (const [number, balance, text] of Object.values(sampleQuestions).flat())
      t.match(shipped.get(shippedQuestionId(number)), { balance, text })
    await loadSample(app.ownerUrl, { now: app.clock.now(), campuses: furtherCampuses(1, 40), publicKeys: [issuerKey] })
    const token = signFor(developmentIssuerOf('campus-1'), 'c1-c-00001', app.clock)
    const headers = { authorization: `Bearer ${token}` }
    const { items } = (await app.inject({ url: '/v1/question-lists?first=100', headers })).json()
    t.ok(items.length > 20)
    const used = items.map(({ budget }: { budget: { used: number } }) => budget.used)
    t.ok(Math.min(...used) >= 3 && Math.max(...used) <= 8)
  }
)
