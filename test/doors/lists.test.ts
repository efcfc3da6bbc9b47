import { parse } from 'csv-parse/sync'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('lists at the REST door', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor({ familyName: 'Aaron' })
  for (let index = 0; index < 7; index++)
    await home.mentor({ givenName: 'Mia', familyName: `M${index}`, mentor: { seniority: 'SENIOR' } })
  const get = (url: string, accept?: string) =>
    app.inject({ url, headers: { authorization: `Bearer ${counselor.token}`, ...(accept && { accept }) } })
  const linkOf = (headers: Record<string, unknown>, rel: string) =>
    new RegExp(`<([^>]*)>; rel="${rel}"`).exec(String(headers.link))?.[1]
  type Page = { items: { familyName: string }[]; pageInfo: { hasNextPage: boolean }; totalCount?: number }
  const names = (page: Page) => page.items.map(({ familyName }) => familyName)

  t.test('following next gives every row once, and prev leads back; other parameters are kept', async (t) => {
    const seen: string[] = []
    const urls = ['/v1/mentors?seniority=SENIOR&seniority=MID&first=3']
    for (let url: string | undefined = urls[0]; url; ) {
      const answer = await get(url)
      t.equal(answer.statusCode, 200)
      seen.push(...names(answer.json()))
      url = linkOf(answer.headers, 'next')
      if (url) urls.push(url)
    }
    t.same(seen, ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6'])
    t.equal(urls.length, 3)
    for (const url of urls) t.match(url, /^\/v1\/mentors\?seniority=SENIOR&seniority=MID&first=3/)
    const last = await get(urls[2] as string)
    const back = await get(linkOf(last.headers, 'prev') as string)
    t.same(names(back.json()), ['M3', 'M4', 'M5'])
    t.same(names((await get(linkOf(last.headers, 'first') as string)).json()), ['M0', 'M1', 'M2'])
  })

  t.test('a list that ends has no next, and one that begins no prev', async (t) => {
    const { headers } = await get('/v1/mentors')
    t.equal(headers.link, '</v1/mentors?first=20>; rel="first"')
  })

  t.test('totalCount is counted only when asked for', async (t) => {
    app.forget()
    t.equal((await get('/v1/mentors?first=2&totalCount=true')).json().totalCount, 7)
    t.match(JSON.stringify(app.roundTrips), /repeatable read/, 'page and count are one snapshot')
    t.notOk('totalCount' in (await get('/v1/mentors?first=2&totalCount=false')).json())
    app.forget()
    await get('/v1/mentors?first=2')
    t.notMatch(
      app.roundTrips
        .flat()
        .map(({ text }) => text)
        .join('\n'),
      /count\(\*\)/
    )
  })

  t.test(
    'the same page is CSV by the Accept header, with all columns, and opens in a spreadsheet unharmed',
    async (t) => {
      await home.run()
      const evil = await home.mentor({ givenName: '=HYPERLINK("x")', familyName: 'Z, "quoted"\nline' })
      const answer = await get('/v1/mentors?last=1', 'text/csv, application/json;q=0.5')
      t.equal(answer.statusCode, 200)
      t.match(answer.headers['content-type'], /^text\/csv/)
      t.equal(answer.headers.vary, 'accept')
      const [row, ...more] = parse(answer.payload, { columns: true, record_delimiter: '\r\n' }) as Record<
        string,
        string
      >[]
      t.same(more, [])
      t.match(row, {
        id: evil.id,
        givenName: '\'=HYPERLINK("x")',
        familyName: 'Z, "quoted"\nline',
        isActive: 'true',
        city: ''
      })
      t.match(JSON.parse(row?.mentorProfile as string), { seniority: 'MID', currentPosition: null })
      const json = (await get('/v1/mentors?last=1')).json()
      t.same(Object.keys(row ?? {}), Object.keys(json.items[0]), 'the columns are the fields of the JSON')
    }
  )

  t.test('an empty list is a header row in CSV', async (t) => {
    const { payload } = await get('/v1/meetings', 'text/csv')
    t.match(payload, /^id,status,requestId,.*\r\n$/)
    t.equal(payload.split('\r\n').length, 2)
  })

  t.test('the best of the accepted types is served, the first of equals', async (t) => {
    const typeFor = async (accept: string) => (await get('/v1/mentors?first=1', accept)).headers['content-type']
    t.match(await typeFor('*/*'), /json/)
    t.match(await typeFor('text/*, application/json;q=0.1'), /csv/)
    t.match(await typeFor('text/csv;q=0, */*'), /json/)
    t.match(await typeFor('TEXT/CSV'), /csv/)
  })

  t.test('filters of several values, booleans and instants are read from the URL', async (t) => {
    const count = async (query: string) => (await get(`/v1/mentors?${query}`)).json().items.length
    t.equal(await count('seniority=ENTRY'), 0)
    t.equal(await count('seniority=ENTRY&seniority=SENIOR'), 7)
    t.equal(await count('isAvailable=true&seniority=SENIOR'), 7)
    const inOffset = await get('/v1/meetings?startsFrom=2026-01-01T00:00:00%2B02:00')
    t.equal(inOffset.statusCode, 200)
    t.equal((await get('/v1/people?orderBy=NAME&direction=DESC&first=1')).json().items.length, 1)
  })
})
