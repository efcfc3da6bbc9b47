import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'

t.test('one occupation, industry or program', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const get = (url: string) => rest(app, student, 'GET', url)

  t.test('is found by its code on both doors', async (t) => {
    const { data } = await graphql(
      app,
      student,
      `{ occupation(code: "15-1252.00") { code title socCode jobZone description alternateTitles }
        industry(code: "31-33") { code title level parentCode }
        program(code: "11.0701") { code title level parentCode occupations { code title } } }`
    )
    t.same((await get('/v1/occupations/15-1252.00')).body, data.occupation)
    t.same((await get('/v1/industries/31-33')).body, data.industry)
    t.same((await get('/v1/programs/11.0701')).body, data.program)
    t.match(data, {
      occupation: { title: 'Software Developers', socCode: '15-1252', jobZone: 4 },
      industry: { title: 'Manufacturing', level: 2, parentCode: null },
      program: { title: 'Computer Science', level: 6, parentCode: '11.07' }
    })
    t.ok(data.occupation.alternateTitles.includes('Software Engineer'))
  })

  t.test('is null, or NOT_FOUND, when no taxonomy has the code', async (t) => {
    for (const code of ['99-9999.99', 'nonsense', 'a\0b', '']) {
      const query =
        'query ($code: String!) { occupation(code: $code) { code } industry(code: $code) { code } program(code: $code) { code } }'
      const { data, errors } = await graphql(app, student, query, { code })
      t.same([data, errors], [{ occupation: null, industry: null, program: null }, undefined], JSON.stringify(code))
    }
    for (const path of ['occupations/99-9999.99', 'industries/999999', 'programs/99.9999']) {
      const { status, body } = await get(`/v1/${path}`)
      t.same([status, body.code], [404, 'NOT_FOUND'], path)
    }
  })

  t.test('a program prepares for what the crosswalk says, a broader one for all that those below it do', async (t) => {
    const occupationsOf = async (code: string): Promise<string[]> =>
      (await get(`/v1/programs/${code}`)).body.occupations.map((row: { code: string }) => row.code)
    const [narrow, broad, series] = [
      await occupationsOf('11.0701'),
      await occupationsOf('11.07'),
      await occupationsOf('11')
    ]
    t.ok(narrow.includes('15-1252.00'))
    t.same(broad, narrow, '11.07 has no program below it but 11.0701')
    t.ok(series.length > broad.length)
    t.same(
      narrow.filter((code) => !series.includes(code)),
      []
    )
    t.same(series, [...new Set(series)].sort(), 'each once, by code')
  })

  t.test('the titles and occupations of a page take as many statements as those of a single row', async (t) => {
    const statementsFor = async (first: number) => {
      app.forget()
      const query =
        'query ($first: Int) { programs(search: "general", first: $first) { nodes { code occupations { code alternateTitles } } } }'
      const { data } = await graphql(app, student, query, { first })
      t.equal(data.programs.nodes.length, first)
      return app.roundTrips.flat().length
    }
    t.equal(await statementsFor(10), await statementsFor(2))
  })
})
