import t from 'tap'
import { parse } from 'vcard4'
import VCF from 'vcf'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'

t.test('a card as vCard 4.0', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const person = await home.mentor({ givenName: 'Zoë', familyName: 'Ångström, Jr.; PhD' })
  const save = (fields: object) => mutate(app, person, 'saveContactCard', { personId: person.id, ...fields }, '')
  const ask = (who: Someone, headers: Record<string, string> = {}) =>
    call(app, who, {
      method: 'GET',
      url: `/v1/people/${person.id}/card`,
      headers: { accept: 'text/vcard', ...headers }
    })
  const linesOf = (text: string) => text.replace(/\r\n[ \t]/g, '').split('\r\n')
  // Two parsers that are not ours, of which the first knows nothing of version 4's own rules, and the second all of them.
  const valueOf = (text: string, name: string) => String(new VCF().parse(text).get(name)?.valueOf())

  t.test('begins with its version, has a name in any case, and ends each line as RFC 6350 has it', async (t) => {
    await save({ title: 'Engineer' })
    const { status, headers, text } = await ask(person)
    t.equal(status, 200)
    t.match(headers['content-type'], 'text/vcard; charset=utf-8')
    t.match(headers['content-disposition'], /^attachment; filename="card\.vcf"; filename\*=UTF-8''Zo%C3%AB%20/)
    const lines = linesOf(text)
    t.same([lines[0], lines[1], lines.at(-2), lines.at(-1)], ['BEGIN:VCARD', 'VERSION:4.0', 'END:VCARD', ''])
    t.notMatch(text.replaceAll('\r\n', ''), /[\r\n]/, 'no line ends otherwise')
    t.ok(lines.includes('FN:Zoë Ångström\\, Jr.\\; PhD'))
    t.ok(lines.includes('N:Ångström\\, Jr.\\; PhD;Zoë;;;'))
    t.notOk(
      lines.some((line) => /^(ORG|TEL|EMAIL|URL|NOTE)/.test(line)),
      'what is not on the card is left out'
    )
    t.doesNotThrow(() => parse(text))
  })

  t.test('escapes what would end a value, and keeps the rest as it is', async (t) => {
    const note = 'Ask me: a,b;c\\d\r\nand\rthen\n"more"'
    await save({ note, organization: 'Prairie, Systems; Inc.', url: 'https://a.example/?q=a,b;c' })
    const { text } = await ask(person)
    t.ok(linesOf(text).includes('NOTE:Ask me: a\\,b\\;c\\\\d\\nand\\nthen\\n"more"'))
    t.ok(linesOf(text).includes('ORG:Prairie\\, Systems\\; Inc.'), 'one organization, no units')
    t.ok(linesOf(text).includes('URL:https://a.example/?q=a,b;c'), 'a URI is not escaped')
    const found = valueOf(text, 'note').replace(/\\([\\,;n])/g, (_, sign) => (sign === 'n' ? '\n' : sign))
    t.equal(found, note.replace(/\r\n?/g, '\n'), 'it is read as it was written')
    t.doesNotThrow(() => parse(text))
  })

  t.test('folds at 75 octets, and never within a character', async (t) => {
    for (const piece of ['é', '日本', '👩‍🔬', 'x', 'a😀']) {
      for (const shift of [0, 1, 2, 3]) {
        const note = `${'-'.repeat(shift)}${piece.repeat(60)}`.slice(0, 480).toWellFormed().replaceAll('\ufffd', '')
        await save({ note })
        const { text } = await ask(person)
        const long = text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)
        t.same(long, [], `${piece} after ${shift}`)
        t.notMatch(text, '\ufffd')
        t.equal(valueOf(text, 'note'), note)
      }
    }
    await save({ note: null })
  })

  t.test('a name from elsewhere that holds line ends adds no line of its own', async (t) => {
    const evil = 'Eve\r\nTEL:+1 900 555 0100\r\nEND:VCARD\r\nBEGIN:VCARD\rNOTE:x\u0007\u000bz'
    await home.run(sql`update persons set given_name = ${evil} where tenant_id = ${tenant} and id = ${person.id}`)
    const { status, headers, text } = await ask(person)
    t.equal(status, 200)
    t.equal(new VCF().parse(text).get('tel'), undefined)
    t.equal(linesOf(text).filter((line) => /^(BEGIN|END|TEL|NOTE)/.test(line)).length, 2)
    t.notMatch(text.replaceAll('\r\n', ''), /[\u0000-\u0008\u000a-\u001f]/)
    t.notMatch(String(headers['content-disposition']), /[\r\n]/)
    t.doesNotThrow(() => parse(text))
  })

  t.test('is told apart from the JSON, and is a 304 while it is the same', async (t) => {
    const { headers } = await ask(person)
    t.match(headers.etag, /^"\d+\./)
    t.equal(headers.vary, 'accept')
    t.equal((await ask(person, { 'if-none-match': String(headers.etag) })).status, 304)
    const json = await ask(person, { accept: 'text/vcard;q=0.5, application/json' })
    t.match(json.headers['content-type'], /json/)
    t.not(json.headers.etag, headers.etag)
    t.match(await ask(person, { accept: 'text/vcard;version=4.0' }), { status: 200 })
    t.match(await ask(person, { accept: 'text/csv' }), { status: 406, body: { code: 'NOT_ACCEPTABLE' } })
    t.match((await ask(person, { accept: '*/*' })).headers['content-type'], /json/, 'JSON where nobody has a wish')
  })

  t.test('for others it says how to reach the person only after cards were exchanged', async (t) => {
    await save({ phone: '+1 312 555 0100', email: 'zoe@a.example', url: 'https://a.example', note: 'Call me.' })
    const [student, counselor] = [await home.student(), await home.counselor()]
    const names = /^(TEL|EMAIL|URL|NOTE):/m
    t.notMatch((await ask(student)).text, names)
    const whole = ['TEL:+1 312 555 0100', 'EMAIL:zoe@a.example', 'URL:https://a.example', 'NOTE:Call me.']
    for (const who of [person, counselor]) {
      const lines = linesOf((await ask(who)).text)
      t.same(
        whole.filter((line) => !lines.includes(line)),
        []
      )
    }
  })
})
