import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate } from '../../support/graphql.ts'

const rowFields = 'rows { line name result problems { message path } }'

t.test('vCards that others wrote', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const bring = (who: Someone, content: string) =>
    mutate(app, who, 'importContacts', { format: 'VCARD', content }, rowFields)
  const listOf = async (who: Someone) =>
    (
      await graphql(
        app,
        who,
        '{ contacts { nodes { givenName familyName organization title email phone profileUrl notes kind isArchived uid } } }'
      )
    ).data.contacts.nodes

  t.test('a card of a telephone, version 3.0: preferred values, groups, photos, folded lines', async (t) => {
    const student = await home.student()
    const card = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'PRODID:-//Phone//EN',
      'N:Müller;Jörg;;;',
      'FN:Jörg Müller',
      'ORG:Acme\\, Inc.;Research;',
      'TITLE:Analyst',
      'item1.EMAIL;type=INTERNET;type=HOME:old@acme.example',
      'item2.EMAIL;type=INTERNET;type=WORK;type=pref:joerg@acme.example',
      'TEL;type=CELL;type=VOICE:(312) 555-0100',
      'item3.URL;type=pref:www.joerg.example',
      'X-SOCIALPROFILE;type=linkedin;x-user=joerg:http://www.linkedin.com/in/joerg',
      'NOTE:A: first\\, then\\nsecond',
      ' and a folded end',
      `PHOTO;ENCODING=b;TYPE=JPEG:${'QUJD'.repeat(18)}`,
      ...Array.from({ length: 50 }, () => ` ${'QUJD'.repeat(18)}`),
      'UID:ABC-1:ABPerson',
      'END:VCARD'
    ].join('\n')
    t.match(await bring(student, card), { rows: [{ line: 1, name: 'Jörg Müller', result: 'CREATED', problems: [] }] })
    t.match(await listOf(student), [
      {
        givenName: 'Jörg',
        familyName: 'Müller',
        organization: 'Acme, Inc.',
        title: 'Analyst',
        email: 'joerg@acme.example',
        phone: '(312) 555-0100',
        profileUrl: 'http://www.linkedin.com/in/joerg',
        notes: 'A: first, then\nsecondand a folded end',
        kind: 'EXISTING',
        uid: 'ABC-1:ABPerson'
      }
    ])
  })

  t.test('a card of version 4.0 with preferences, a tel: URI and nothing but a formatted name', async (t) => {
    const student = await home.student()
    const card =
      'begin:vcard\r\nversion:4.0\r\nfn:Maria del Carmen\r\nEMAIL;PREF=2:b@lab.example\r\nEMAIL;PREF=1:a@lab.example\r\nTEL;VALUE=uri;TYPE="voice,home":tel:+1-312-555-0100\r\nURL:lab.example/maria\r\nX-UNKNOWN:1\r\nnot a line\r\nend:vcard\r\n'
    t.match(await bring(student, `\ufeff${card}`), { rows: [{ result: 'CREATED' }] })
    t.match(await listOf(student), [
      {
        givenName: 'Maria del',
        familyName: 'Carmen',
        email: 'a@lab.example',
        phone: '+1-312-555-0100',
        profileUrl: 'https://lab.example/maria'
      }
    ])
  })

  t.test('a card that can not be read is told by its line, and the others are kept', async (t) => {
    const student = await home.student()
    const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
    const content = [
      card('VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=84;A;;;'),
      card('VERSION:4.0', 'FN:Ada Ek'),
      card('VERSION:4.0', 'KIND:group', 'FN:Friends'),
      card('FN:No version'),
      card('VERSION:4.0', 'ORG:Nobody'),
      card('VERSION:3.0', 'FN:Bo', 'EMAIL:none'),
      'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Cut off'
    ].join('')
    const { rows } = await bring(student, content)
    t.same(
      rows.map(({ line, result }: { line: number; result: string }) => [line, result]),
      [
        [1, 'INVALID'],
        [5, 'CREATED'],
        [9, 'INVALID'],
        [14, 'INVALID'],
        [17, 'INVALID'],
        [21, 'INVALID'],
        [26, 'INVALID']
      ]
    )
    t.match(rows[0].problems, [{ message: /4\.0 and 3\.0/ }])
    t.match(rows[5].problems, [{ path: ['email'] }])
    t.match(await bring(student, 'no card at all'), { rows: null, problems: [{ path: ['content'] }] })
  })

  t.test('a file that was made to be slow is answered like any other', async (t) => {
    const student = await home.student()
    const long = 990_000
    const lines = [
      `N:${'\\;'.repeat(long / 2)}`,
      `N:${';'.repeat(long)}`,
      `NOTE:${'\\'.repeat(long)}`,
      `TEL;${'TYPE=TYPE='.repeat(long / 10)}:1`,
      `URL:${'a.'.repeat(long / 2)}`,
      `X;a="${'"'.repeat(long)}`,
      'A'.repeat(long),
      `UID:${'\\n'.repeat(long / 2)}`
    ]
    for (const line of lines) {
      const started = performance.now()
      const { rows } = await bring(student, `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\n${line}\r\nEND:VCARD\r\n`)
      t.equal(rows.length, 1)
      t.ok(performance.now() - started < 2_000, `${line.slice(0, 8)} took ${performance.now() - started} ms`)
    }
  })
})
