import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const stages = ['PLANNING', 'ASKING', 'PREPARING', 'MEETING', 'FOLLOWING_UP']
const types = ['CAREER_EXPLORATION', 'COMPANY_INSIDER', 'HIRING_MANAGER']
const thanks = '019ac000-0000-7000-8000-000000000051'

interface Item {
  id: string
  stage: string
  interviewType: string | null
  origin: string
  text: string
  locale: string
}

t.test('the guidance that everybody reads (S#53, S#54)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const itemsOf = async (query: string, who = student): Promise<Item[]> =>
    (await rest(app, who, 'GET', `/v1/guidance-items?first=100${query}`)).body.items

  t.test('is shipped in English and Spanish, for every stage, and for every type at every stage', async (t) => {
    const [english, spanish] = [await itemsOf('&locale=en'), await itemsOf('&locale=es')]
    t.ok(english.length > 30)
    t.same([...new Set(english.map(({ stage }) => stage))], stages, 'in the order of a conversation')
    for (const stage of stages)
      for (const type of types)
        t.ok(
          english.some((item) => item.stage === stage && item.interviewType === type),
          `${type} ${stage}`
        )
    t.ok(english.filter(({ origin }) => origin === 'S2').length >= 7)
    t.ok(english.some(({ origin }) => origin === 'S4'))
    t.same(
      spanish.map(({ id }) => id),
      english.map(({ id }) => id)
    )
    t.ok(english.every(({ locale }) => locale === 'en') && spanish.every(({ locale }) => locale === 'es'))
    t.ok(spanish.every(({ text }, index) => text !== english[index]?.text))
  })

  t.test(
    'is asked for by stage and type, with what holds for all types, at both doors and to every role',
    async (t) => {
      for (const who of [
        student,
        await home.mentor(),
        await home.counselor(),
        await home.admin(),
        await home.machine()
      ]) {
        const found = await itemsOf('&stage=ASKING&interviewType=HIRING_MANAGER', who)
        t.ok(found.every((item) => item.stage === 'ASKING' && item.interviewType !== 'COMPANY_INSIDER'))
        t.same(new Set(found.map((item) => item.interviewType)), new Set([null, 'HIRING_MANAGER']))
        const { data } = await graphql(
          app,
          who,
          '{ guidanceItems(first: 100, filter: { stage: ASKING, interviewType: HIRING_MANAGER }) { totalCount nodes { id } } }'
        )
        t.same(data.guidanceItems, { totalCount: found.length, nodes: found.map(({ id }) => ({ id })) })
      }
    }
  )

  t.test('is paged both ways without a gap', async (t) => {
    const all = (await itemsOf('')).map(({ id }) => id)
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const { body } = await rest(app, student, 'GET', `/v1/guidance-items?first=7${after && `&after=${after}`}`)
      seen.push(...body.items.map(({ id }: Item) => id))
      after = body.pageInfo.hasNextPage ? body.pageInfo.endCursor : null
    }
    t.same(seen, all)
    const last = await rest(app, student, 'GET', '/v1/guidance-items?last=3&orderBy=STAGE')
    t.same(
      last.body.items.map(({ id }: Item) => id),
      all.slice(-3)
    )
    const csv = await app.inject({
      url: '/v1/guidance-items?first=1',
      headers: { authorization: `Bearer ${student.token}`, accept: 'text/csv' }
    })
    t.match(csv.payload, /^id,kind,stage,interviewType,origin,status,text,locale,/)
  })

  t.test(
    "comes in the language asked for, its language, the reader's, the campus's, English; and says which",
    async (t) => {
      const there = await campus(app)
      const counselor = await there.counselor()
      const reader = await there.student()
      const languageOf = async (locale: string | null, id = thanks) => {
        const query = 'query ($id: ID!, $locale: Locale) { guidanceItem(id: $id, locale: $locale) { locale } }'
        return (await graphql(app, reader, query, { id, locale })).data.guidanceItem.locale
      }
      t.equal(await languageOf('es'), 'es')
      t.equal(await languageOf('es-MX'), 'es')
      t.equal(await languageOf('ES-mx'), 'es')
      t.equal(await languageOf('de-CH'), 'en')
      t.equal(await languageOf(null), 'en')
      const isSpanish = sql`update persons set locale = 'es-MX' where tenant_id = ${tenant} and id = ${reader.id}`
      await there.run(isSpanish)
      t.equal(await languageOf(null), 'es', "the reader's own")
      await there.run(
        sql`update persons set locale = 'de' where tenant_id = ${tenant} and id = ${reader.id}`,
        sql`update institutions set locale = 'es-US' where id = ${tenant}`
      )
      t.equal(await languageOf(null), 'es', "the campus's")
      await mutate(app, counselor, 'reviseGuidanceItem', { id: thanks, locale: 'es-MX', text: 'Da las gracias.' }, '')
      t.equal(await languageOf('es-MX'), 'es-MX')
      t.equal(await languageOf('es-AR'), 'es')
      const own = { kind: 'TIP', stage: 'MEETING', text: 'Sprich langsam.', locale: 'de' }
      const added = await mutate(app, counselor, 'addGuidanceItem', own, 'guidanceItem { id }')
      t.equal(await languageOf('fr', added.guidanceItem.id), 'de', 'what there is at all')
      const refused = await rest(app, reader, 'GET', '/v1/guidance-items?locale=no%20tag')
      t.match(refused, { status: 422, body: { code: 'INVALID_INPUT', path: ['locale'] } })
    }
  )
})
