import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { shipped } from './prepared-questions.ts'

const bankOf =
  'query ($type: InterviewType!, $locale: Locale) { questionBank(type: $type, locale: $locale) { version questions { id key text locale number origin tags balance isMustAsk } } }'

t.test('the question bank (S#40, S#41)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, counselor] = [await home.student(), await home.counselor()]
  const bank = async (type: string, locale?: string, who = student) =>
    (await graphql(app, who, bankOf, { type, locale })).data.questionBank
  const keys = ({ questions }: { questions: { key: string }[] }) => questions.map(({ key }) => key)

  t.test('has the eight questions of the first source for career exploration, in order', async (t) => {
    const { questions, version } = await bank('CAREER_EXPLORATION')
    t.equal(version, 1)
    t.same(
      questions.map(({ key }: { key: string }) => key),
      ['why-enter', 'typical-day', 'where-time-goes', 'typical-or-unusual', 'like-best', 'like-least', 'advice']
        .map((name) => `explore.${name}`)
        .concat('explore.other-resources')
    )
    t.ok(
      questions.every(
        ({ origin, number, locale }: Record<string, unknown>) => origin === 'S0' && number === 1 && locale === 'en'
      )
    )
  })

  t.test('has the nine of the second for insiders and hiring managers, with ours marked as ours', async (t) => {
    for (const type of ['COMPANY_INSIDER', 'HIRING_MANAGER']) {
      const { questions } = await bank(type)
      const from = (origin: string) => questions.filter((one: { origin: string }) => one.origin === origin)
      t.equal(from('S1').length, 9, type)
      t.equal(from('HALFHOUR').length, 6, type)
      t.ok(from('S1').every(({ key }: { key: string }) => key.startsWith('general.')))
    }
    const tags = (await bank('COMPANY_INSIDER')).questions.flatMap(({ tags }: { tags: string[] }) => tags)
    for (const tag of ['ORIGIN', 'DAY_TO_DAY', 'LIKES', 'DISLIKES', 'TREND', 'FIT', 'HINDSIGHT'])
      t.ok(tags.includes(tag), tag)
  })

  t.test(
    'closes each conversation with other resources, which has to be asked (S#42), and mixes both sides (S#45)',
    async (t) => {
      for (const type of ['CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER']) {
        const { questions } = await bank(type)
        t.match(questions.at(-1), { id: shipped.resources, isMustAsk: true, tags: ['RESOURCES'] }, type)
        t.equal(questions.filter(({ isMustAsk }: { isMustAsk: boolean }) => isMustAsk).length, 1)
        t.same(new Set(questions.map(({ balance }: { balance: string }) => balance)), new Set(['PERSONAL', 'CAREER']))
      }
    }
  )

  t.test("is read in the language asked for, or the reader's, the campus's, English, and says in which", async (t) => {
    const reader = await home.student()
    const localeOf = async (locale?: string) => (await bank('CAREER_EXPLORATION', locale, reader)).questions[1].locale
    t.equal(await localeOf('es-MX'), 'es', 'a language for its regional form')
    t.equal(await localeOf('fi'), 'en', 'English when there is nothing else')
    await home.run(sql`update persons set locale = 'es' where tenant_id = ${tenant} and id = ${reader.id}`)
    t.equal(await localeOf(), 'es', "the reader's own")
    t.equal(await localeOf('en'), 'en', 'what is asked for comes first')
    const spanish = await rest(app, student, 'GET', '/v1/question-bank?type=CAREER_EXPLORATION&locale=es')
    t.match(spanish.body.questions[1], { text: '¿Cómo es un día normal para usted?', locale: 'es' })
    t.equal(new Set(spanish.body.questions.map(({ text }: { text: string }) => text)).size, 8)
  })

  t.test('falls back to a regional form where a language alone is asked for', async (t) => {
    const input = { text: 'Miksi?', locale: 'fi-FI', types: ['HIRING_MANAGER'], balance: 'CAREER' }
    const { question } = await mutate(app, counselor, 'addQuestion', input, 'question { id }')
    await mutate(app, counselor, 'translateQuestion', { id: question.id, locale: 'en', text: 'Why?' }, '')
    const found = await graphql(
      app,
      student,
      'query ($id: ID!) { question(id: $id, locale: "fi") { text locale } }',
      question
    )
    t.same(found.data.question, { text: 'Miksi?', locale: 'fi-FI' })
  })

  t.test('refuses a locale that is none, at both doors', async (t) => {
    const refused = await rest(app, student, 'GET', '/v1/question-bank?type=HIRING_MANAGER&locale=no_such_tag')
    t.match(refused, { status: 422, body: { code: 'INVALID_INPUT', path: ['locale'] } })
    t.match(await rest(app, student, 'GET', '/v1/question-bank'), { status: 422, body: { code: 'INVALID_INPUT' } })
    t.match((await rest(app, student, 'GET', `/v1/questions?locale=${'x'.repeat(40)}`)).status, 422)
  })

  t.test('is a list, too: filtered, ordered, paged and as CSV', async (t) => {
    const ids = async (query: string) =>
      (await rest(app, student, 'GET', `/v1/questions?first=100&${query}`)).body.items
    t.equal((await ids('origin=S0')).length, 8)
    t.equal((await ids('origin=S0&origin=S1')).length, 17)
    t.same(keys({ questions: await ids('isMustAsk=true') }), ['explore.other-resources'])
    t.same(keys({ questions: await ids('tag=HINDSIGHT&balance=PERSONAL') }), ['general.do-differently'])
    t.equal((await ids('type=CAREER_EXPLORATION&orderBy=RANK&direction=DESC'))[0].key, 'explore.other-resources')
    const list =
      '{ questions(first: 3, orderBy: { field: UPDATED_AT }) { totalCount pageInfo { endCursor hasNextPage } nodes { id } } }'
    const { totalCount, pageInfo } = (await graphql(app, student, list)).data.questions
    t.match(
      { totalCount, pageInfo },
      { totalCount: 30, pageInfo: { hasNextPage: true } },
      '29 shipped and one of the campus'
    )
    const csv = await app.inject({
      url: '/v1/questions?last=1',
      headers: { authorization: `Bearer ${student.token}`, accept: 'text/csv' }
    })
    t.match(csv.payload, /^id,key,origin,status,text,.*\r\n.*explore.other-resources/)
  })
})
