import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'

const rowFields = 'rows { line name result contactId problems { code path } }'

t.test('contacts from a CSV file', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const bring = async (who: Someone, content: string, more: object = {}) =>
    mutate(app, who, 'importContacts', { format: 'CSV', content, ...more }, rowFields)
  const resultsOf = ({ rows }: { rows: { result: string }[] }) => rows.map(({ result }) => result)
  const listOf = async (who: Someone) =>
    (
      await graphql(
        app,
        who,
        '{ contacts(first: 100) { nodes { id givenName familyName organization title email phone notes kind source connectionState version } } }'
      )
    ).data.contacts.nodes
  const audited = async (owner: Someone) =>
    (
      await home.run(
        sql`select a.action from audit_events a where a.tenant_id = ${tenant} and a.actor_id = ${owner.id}`
      )
    ).length

  t.test('a good row is kept, and a bad one comes back with its line, its fields and its problems', async (t) => {
    const student = await home.student()
    const content = [
      'givenName,familyName,email,notes,occupation,kind',
      'Ada,Ek,ada@lab.example,"Met at the fair,',
      'and again.",15-1252.00,target',
      'Bo,,nowhere,,,',
      ',,,,,',
      'Cy,Ek,,,99-9999.00,SOMETHING',
      'Di,Ek,,,,'
    ].join('\n')
    const { rows, problems } = await bring(student, content)
    t.same(problems, [])
    t.match(rows, [
      { line: 2, name: 'Ada Ek', result: 'CREATED', contactId: String, problems: [] },
      {
        line: 4,
        name: 'Bo',
        result: 'INVALID',
        contactId: null,
        problems: [{ code: 'INVALID_INPUT', path: ['email'] }]
      },
      { line: 5, name: null, result: 'INVALID', problems: [{ code: 'INVALID_INPUT', path: ['givenName'] }] },
      {
        line: 6,
        result: 'INVALID',
        problems: [{ path: ['kind'] }, { code: 'UNKNOWN_OCCUPATION', path: ['occupation'] }]
      },
      { line: 7, name: 'Di Ek', result: 'CREATED' }
    ])
    const [ada, di] = await listOf(student)
    t.match(ada, { givenName: 'Ada', notes: 'Met at the fair,\nand again.', kind: 'TARGET', source: 'OTHER' })
    t.match(di, { givenName: 'Di', email: null, notes: null, kind: 'EXISTING', connectionState: 'NONE' })
  })

  t.test('a column that is not there leaves its field, an empty cell empties it', async (t) => {
    const student = await home.student()
    await bring(student, 'name,email,title,notes\nAda Ek,ada@lab.example,Analyst,Tall\n')
    await bring(student, 'name,email,title\nAda Ek,ADA@lab.example,\n')
    t.match(await listOf(student), [{ title: null, notes: 'Tall', email: 'ADA@lab.example', version: 2 }])
  })

  t.test('a dry run tells the same and keeps nothing', async (t) => {
    const student = await home.student()
    await bring(student, 'name,email\nAda Ek,ada@lab.example\n')
    const before = [await listOf(student), await audited(student)]
    const dry = await bring(student, 'name,email\nAda Berg,ada@lab.example\nBo Ek,\nCy,none\n', { isDryRun: true })
    t.match(dry.rows, [
      { result: 'UPDATED', contactId: String },
      { result: 'CREATED', contactId: null },
      { result: 'INVALID', contactId: null }
    ])
    t.same([await listOf(student), await audited(student)], before)
  })

  t.test('files of spreadsheets, mail programs and networks are read by the names of their columns', async (t) => {
    const student = await home.student()
    const network =
      'Notes:\n"Some addresses are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Ek,https://www.linkedin.com/in/ada,,Lab,Analyst,20 Feb 2026\n'
    t.same(resultsOf(await bring(student, network)), ['CREATED'])
    t.same(resultsOf(await bring(student, "\ufeffVorname;Name;Mobile Phone\r\nx;Bo Ek;'+1 312\r\n")), ['CREATED'])
    t.match(await listOf(student), [
      { givenName: 'Ada', organization: 'Lab', title: 'Analyst', connectionState: 'CONNECTED' },
      { givenName: 'Bo', familyName: 'Ek', phone: '+1 312' }
    ])
  })

  t.test('what is no file of contacts is refused as a whole, at both doors', async (t) => {
    const student = await home.student()
    const whole: [string, string][] = [
      ['', 'INVALID_INPUT'],
      ['a,b\n1,2\n', 'INVALID_INPUT'],
      ['name\n', 'INVALID_INPUT'],
      ['name\n"Ada\n', 'INVALID_INPUT'],
      [`name\n${'Ada\n'.repeat(501)}`, 'BATCH_TOO_LARGE'],
      [`name\n${'x'.repeat(1_000_000)}`, 'INVALID_INPUT']
    ]
    for (const [content, code] of whole) {
      t.match(await bring(student, content), { rows: null, problems: [{ code, path: ['content'] }] })
      const { status, body } = await rest(app, student, 'POST', '/v1/contacts/import', { format: 'CSV', content })
      t.match([status, body.code], [422, code])
    }
    const { body } = await rest(app, student, 'POST', '/v1/contacts/import', {
      format: 'CSV',
      content: 'name,email\nAda,x\n'
    })
    t.match(body.rows, [{ line: 2, result: 'INVALID', problems: [{ code: 'INVALID_INPUT', remedy: String }] }])
  })
})
