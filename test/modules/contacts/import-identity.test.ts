import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate } from '../../support/graphql.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'

const rowFields = 'rows { line name result contactId problems { code path } }'

t.test('which contacts a file means', async (t) => {
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

  t.test('the same file again changes nothing and leaves no trace; a changed row is an update', async (t) => {
    const student = await home.student()
    const file = (title: string) => `uid,name,email,title\nu-1,Ada Ek,,${title}\n,Bo Ek,bo@lab.example,\n,Cy Ek,,\n`
    t.same(resultsOf(await bring(student, file('Analyst'))), ['CREATED', 'CREATED', 'CREATED'])
    const before = [await listOf(student), await audited(student)]
    t.same(resultsOf(await bring(student, file('Analyst'))), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
    t.same([await listOf(student), await audited(student)], before)
    t.same(resultsOf(await bring(student, file('Engineer'))), ['UPDATED', 'UNCHANGED', 'UNCHANGED'])
    t.equal(await audited(student), Number(before[1]) + 1, 'one audit row for the one that changed')
    t.same(resultsOf(await bring(await home.student(), file('Analyst'))), ['CREATED', 'CREATED', 'CREATED'])
  })

  t.test(
    'a contact is known by its address under another name, and by its name when there is no address',
    async (t) => {
      const student = await home.student()
      await bring(student, 'name,email,organization\nAda Ek,ada@lab.example,Lab\nBo Ek,,Lab\n')
      const later =
        'name,email,organization\nAda Berg,ada@lab.example,Lab\nBo Ek,bo@lab.example,Lab\nBo Ek,other@lab.example,Lab\n'
      t.same(resultsOf(await bring(student, later)), ['UPDATED', 'UPDATED', 'CREATED'])
      t.same(resultsOf(await bring(student, later)), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
      const namesake = 'name,email,organization\nBo Ek,third@lab.example,Lab\n'
      t.same(resultsOf(await bring(student, namesake)), ['CREATED'], 'another address is another person')
      t.same(resultsOf(await bring(student, 'uid,name\nu-1,Cy\n')), ['CREATED'])
      t.same(resultsOf(await bring(student, 'uid,name\nu-2,Cy\n')), ['CREATED'], 'and so is another UID')
    }
  )

  t.test(
    'where several could be meant nothing is guessed, and what is given twice is refused the second time',
    async (t) => {
      const student = await home.student()
      for (const familyName of ['Ek', 'Ek'])
        await mutate(
          app,
          student,
          'createContact',
          { givenName: 'Ada', familyName, kind: 'TARGET', source: 'PEER' },
          ''
        )
      const { rows } = await bring(student, 'name\nAda Ek\nBo Ek\nBo Ek\n')
      t.match(
        rows.map(({ result }: { result: string }) => result),
        ['INVALID', 'CREATED', 'INVALID']
      )
    }
  )

  t.test('who introduced whom is found in the file and in the list, and never in a circle', async (t) => {
    const student = await home.student()
    const file = 'id,name,introducedById\na,Ada,\nb,Bo,a\nc,Cy,c\nd,Di,e\ne,Eve,d\nf,Flo,nobody\ng,Gus,f\n'
    const { rows } = await bring(student, file)
    const cycle = { result: 'INVALID', problems: [{ code: 'INTRODUCTION_CYCLE', path: ['introducedById'] }] }
    const missing = { result: 'INVALID', problems: [{ code: 'NOT_FOUND', path: ['introducedById'] }] }
    t.match(rows, [{ result: 'CREATED' }, { result: 'CREATED' }, cycle, cycle, cycle, missing, missing])
    const more = await bring(student, `name,introducedById\nHal,${rows[1].contactId}\nAda,${rows[1].contactId}\n`)
    t.match(more.rows, [{ result: 'CREATED' }, cycle], 'a circle through the list is one too')
  })
})
