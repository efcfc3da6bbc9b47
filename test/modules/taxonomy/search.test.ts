import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'

t.test('looking codes up', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()

  /** The codes that both doors find, in their order; the doors must agree. */
  async function found(
    list: 'occupations' | 'industries' | 'programs',
    search: string | null,
    first = 20
  ): Promise<string[]> {
    const query = `query ($search: String, $first: Int) { ${list}(search: $search, first: $first) { nodes { code } } }`
    const { data, errors } = await graphql(app, student, query, { search, first })
    t.equal(errors, undefined)
    const codes = data[list].nodes.map(({ code }: { code: string }) => code)
    const search_ = search === null ? '' : `&search=${encodeURIComponent(search)}`
    const { body } = await rest(app, student, 'GET', `/v1/${list}?first=${first}${search_}`)
    t.same(
      body.items.map(({ code }: { code: string }) => code),
      codes,
      `${list} ${search} alike on both doors`
    )
    return codes
  }

  const firsts = [
    ['occupations', 'software engineer', '15-1252.00', 'an alternate title'],
    ['occupations', 'Software Developers', '15-1252.00', 'the official title'],
    ['occupations', 'sofware enginer', '15-1252.00', 'letters left out'],
    ['occupations', 'Sóftware Êngineer', '15-1252.00', 'accents'],
    ['occupations', 'regsitered nurses', '29-1141.00', 'letters swapped'],
    ['occupations', 'engineer, software', '15-1252.00', 'words in another order'],
    ['occupations', '15-1252.00', '15-1252.00', 'the code'],
    ['occupations', '15-1252', '15-1252.00', 'the SOC code'],
    ['industries', '5415', '5415', 'a code that others begin with'],
    ['industries', 'software publishers', '5132', 'the broadest of several with one title'],
    ['industries', 'hospitls', '622', 'a letter left out'],
    ['programs', '11.0701', '11.0701', 'the code'],
    ['programs', 'computer sci', '11.07', 'the beginning of a title'],
    ['programs', 'registred nursing', '51.38', 'a letter left out'],
    ['occupations', 'nurce practicioner', '29-1171.00', 'wrong letters in each word'],
    ['occupations', 'acountant', '13-2011.00', 'a letter left out, the title alone'],
    ['occupations', 'lawer', '23-1011.00', 'the word that is meant, though others are as near'],
    ['occupations', 'java front end developer', '15-1254.00', 'more words than any title has']
  ] as const
  t.test('the best fit comes first: by code, title, alternate title, and with typing errors', async (t) => {
    for (const [list, search, expected, how] of firsts) {
      t.equal((await found(list, search))[0], expected, `${search}: ${how}`)
    }
  })

  t.test(
    'what is the search itself comes before what only begins with it, and that before what contains it',
    async (t) => {
      t.same((await found('industries', '5415')).slice(0, 4), ['5415', '54151', '541511', '541512'])
      const developers = await found('occupations', 'software developer')
      t.equal(developers[0], '15-1252.00', 'a title of its own')
      const sales = await found('occupations', 'sales')
      t.equal(sales[0], '11-2022.00', 'Sales Managers begins with the word')
      t.ok(sales.indexOf('41-3031.00') > 0, 'Securities, Commodities, and Financial Services Sales Agents has it last')
    }
  )

  t.test('signs and words that no title has find nothing', async (t) => {
    for (const search of ['%', '_', '---', '\\', 'xqzvw', "'"]) t.same(await found('occupations', search), [], search)
  })

  t.test('an empty search lists everything by code', async (t) => {
    const all = await found('industries', null, 100)
    t.same(await found('industries', '   ', 100), all)
    t.same(
      all,
      all.toSorted((a, b) => (a < b ? -1 : 1))
    )
  })

  t.test('pages follow each other without a gap or a repetition', async (t) => {
    const whole = await found('occupations', 'manager', 100)
    t.ok(whole.length > 6)
    const walked: string[] = []
    let after: string | null = null
    do {
      const query =
        'query ($after: String) { occupations(search: "manager", first: 3, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }'
      const { data } = await graphql(app, student, query, { after })
      walked.push(...data.occupations.nodes.map(({ code }: { code: string }) => code))
      after = data.occupations.pageInfo.hasNextPage ? data.occupations.pageInfo.endCursor : null
    } while (after !== null)
    t.same(walked, whole)
  })

  t.test('a cursor of the whole list is not one of a search', async (t) => {
    const { data } = await graphql(app, student, '{ occupations(first: 1) { pageInfo { endCursor } } }')
    const query = 'query ($after: String) { occupations(search: "nurse", after: $after) { nodes { code } } }'
    const { errors } = await graphql(app, student, query, { after: data.occupations.pageInfo.endCursor })
    t.equal(errors?.[0]?.extensions.code, 'INVALID_CURSOR')
  })

  t.test('a search that is too long or holds what can not be kept is refused on both doors', async (t) => {
    for (const search of ['n'.repeat(201), 'nur\0se']) {
      const { errors } = await graphql(
        app,
        student,
        'query ($search: String) { programs(search: $search) { nodes { code } } }',
        { search }
      )
      t.equal(errors?.[0]?.extensions.code, 'INVALID_INPUT')
      const { status, body } = await rest(app, student, 'GET', `/v1/programs?search=${encodeURIComponent(search)}`)
      t.same([status, body.code], [422, 'INVALID_INPUT'])
    }
  })

  t.test('nobody looks anything up without a token', async (t) => {
    t.equal((await rest(app, null, 'GET', '/v1/occupations')).status, 401)
  })
})
