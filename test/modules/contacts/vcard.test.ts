import { parse as parseCsv } from 'csv-parse/sync'
import t from 'tap'
import VCF from 'vcf'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'

const difficult = {
  givenName: 'Zoë 👩‍🔬',
  familyName: 'Ångström, Jr.; PhD\\x',
  organization: 'Prairie: Systems, Inc.; Labs "A"',
  title: 'mailto:not a URL\\n',
  notes:
    'Call: then write, please; or C:\\new\\\nSecond line\n"quoted"\n日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語\tend',
  whatIsUnique: '-not a formula? '.repeat(20).trim(),
  profileUrl: 'https://network.example/in/zo%C3%AB?q=a,b;c'
}

t.test('contacts as files', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const made = { kind: 'TARGET', source: 'ONLINE' }
  const add = async (who: Someone, fields: object) =>
    (await mutate(app, who, 'createContact', { ...made, ...fields }, 'contact { id }')).contact.id
  const bring = async (who: Someone, format: string, content: string) => {
    const { rows } = await mutate(
      app,
      who,
      'importContacts',
      { format, content },
      'rows { result problems { message } }'
    )
    return rows.map(({ result }: { result: string }) => result)
  }
  /** The whole list, page by page along the Link header. */
  async function exportOf(who: Someone, accept: string, path = '/v1/contacts?first=2'): Promise<string[]> {
    const pages: string[] = []
    for (let url: string | undefined = path; url; ) {
      const { headers, text, status } = await call(app, who, { method: 'GET', url, headers: { accept } })
      t.equal(status, 200)
      t.match(headers['content-type'], new RegExp(`^${accept}; charset=utf-8`))
      pages.push(text)
      url = /<([^>]*)>; rel="next"/.exec(String(headers.link))?.[1]
    }
    return pages
  }
  const student = await home.student()
  const mentor = await home.mentor()
  const first = await add(student, {
    ...difficult,
    email: 'zoe@lab.example',
    phone: '+1 312 555 0100',
    personId: mentor.id
  })
  await add(student, {
    givenName: 'Ada',
    introducedById: first,
    occupation: '15-1252.00',
    connectionState: 'CONNECTED'
  })
  await add(student, { familyName: 'Nobody', notes: "'apostrophe first\n\n\n=and more" })

  t.test('the vCards of a list, brought into an empty one, are the same list', async (t) => {
    const pages = await exportOf(student, 'text/vcard')
    t.equal(pages.length, 2, 'a page at a time, as other lists')
    const other = await home.student()
    t.same(await bring(other, 'VCARD', pages.join('')), ['CREATED', 'CREATED', 'CREATED'])
    t.same((await exportOf(other, 'text/vcard')).join(''), pages.join(''))
    t.same(await bring(other, 'VCARD', pages.join('')), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
    t.same(await bring(student, 'VCARD', pages.join('')), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
  })

  t.test('so is its CSV, but for ids and instants', async (t) => {
    const csvOf = async (who: Someone) => (await exportOf(who, 'text/csv', '/v1/contacts?first=100')).join('')
    const content = await csvOf(student)
    const other = await home.student()
    t.same(await bring(other, 'CSV', content), ['CREATED', 'CREATED', 'CREATED'])
    const rowsOf = (text: string) =>
      (parseCsv(text, { columns: true }) as Record<string, string>[]).map(
        ({ id: _, introducedById, createdAt: __, updatedAt: ___, ...row }) => ({
          ...row,
          isIntroduced: introducedById !== ''
        })
      )
    t.same(rowsOf(await csvOf(other)), rowsOf(content))
    t.same(await bring(other, 'CSV', await csvOf(other)), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
    t.same(await bring(student, 'CSV', content), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
  })

  t.test('also in several pages: one by one, put together, and whoever introduced whom on another', async (t) => {
    const pages = await exportOf(student, 'text/csv')
    t.equal(pages.length, 2)
    t.notMatch(pages[0], `${first},urn`, 'the introducer is on the other page')
    t.same(await bring(student, 'CSV', pages[0] ?? ''), ['UNCHANGED', 'UNCHANGED'])
    t.same(
      await bring(student, 'CSV', pages.join('')),
      ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'],
      'headers are no contacts'
    )
    const [other, third] = [await home.student(), await home.student()]
    t.same(await bring(other, 'CSV', pages.join('')), ['CREATED', 'CREATED', 'CREATED'])
    const [before = '', after = ''] = pages
    t.same(await bring(third, 'CSV', before), ['INVALID', 'CREATED'], 'nobody is there yet who introduced')
    t.same(await bring(third, 'CSV', after), ['CREATED'])
    t.same(await bring(third, 'CSV', before), ['CREATED', 'UNCHANGED'])
    t.same((await exportOf(third, 'text/vcard')).join(''), (await exportOf(student, 'text/vcard')).join(''))
  })

  t.test('another parser reads what was written, and no line is longer than 75 octets', async (t) => {
    const text = (await exportOf(student, 'text/vcard', '/v1/contacts?first=100')).join('')
    t.same(
      text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75),
      []
    )
    t.notMatch(text.replaceAll('\r\n', ''), /[\r\n]/)
    const cards = VCF.parse(text)
    t.equal(cards.length, 3)
    const card = cards.find((one) => String(one.get('email')?.valueOf()) === 'zoe@lab.example')
    const valueOf = (name: string) =>
      String(card?.get(name)?.valueOf()).replace(/\\([\\,;n])/g, (_, sign) => (sign === 'n' ? '\n' : sign))
    t.match(text, /BEGIN:VCARD\r\nVERSION:4\.0\r\n/)
    t.equal(valueOf('note'), difficult.notes)
    t.equal(valueOf('org'), difficult.organization)
    t.equal(valueOf('title'), difficult.title)
    t.equal(valueOf('fn'), `${difficult.givenName} ${difficult.familyName}`)
    t.equal(valueOf('url'), difficult.profileUrl)
    t.equal(valueOf('uid'), `urn:uuid:${first}`)
    t.equal(valueOf('xHalfhourPerson'), mentor.id)
  })

  t.test('a list is served as what is asked for, and a vCard only where there are contacts', async (t) => {
    const ask = (url: string, accept: string) => call(app, student, { method: 'GET', url, headers: { accept } })
    const { headers } = await ask('/v1/contacts', 'text/vcard, text/csv;q=0.5')
    t.match(headers, { 'content-type': 'text/vcard; charset=utf-8', vary: 'accept', etag: String })
    const again = await call(app, student, {
      method: 'GET',
      url: '/v1/contacts',
      headers: { accept: 'text/vcard', 'if-none-match': String(headers.etag) }
    })
    t.equal(again.status, 304)
    t.match((await ask('/v1/contacts', '*/*')).headers['content-type'], /json/)
    t.equal((await ask('/v1/touchpoints', 'text/vcard')).status, 406)
    t.equal((await ask('/v1/contacts?kind=EXISTING', 'text/vcard')).text, '', 'no contact, no card')
  })
})
