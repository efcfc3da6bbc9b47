import pg from 'pg'
import t from 'tap'
import { loadShippedTaxonomy } from '../../../src/modules/taxonomy/import.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql } from '../../support/graphql.ts'
import { original, taxonomyCommand } from './official-files.ts'

t.test('importing the official files', async (t) => {
  const app = await testApp(t)
  const student = await (await campus(app)).student()
  const runImport = taxonomyCommand(t, app.ownerUrl)
  const owner = new pg.Client({ connectionString: app.ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())

  const counts = ({ output, complaint }: { output: string; complaint: string }) => {
    t.equal(complaint, '')
    return output
      .trim()
      .split('\n')
      .map((line) => line.replace(/ +/, ' '))
  }
  const ask = async (query: string) => (await graphql(app, student, query)).data
  t.test('makes the tables say what the files say, and a second time changes nothing', async (t) => {
    const first = await runImport()
    const [, , occupations] = counts(first)
    t.equal(occupations, 'occupations 2 created, 0 updated, 129 removed, 0 unchanged')
    t.same(counts(await runImport()), [
      'programs 0 created, 0 updated, 0 removed, 4 unchanged',
      'soc_groups 0 created, 0 updated, 0 removed, 4 unchanged',
      'occupations 0 created, 0 updated, 0 removed, 2 unchanged',
      'occupation_titles 0 created, 0 updated, 0 removed, 3 unchanged',
      'industries 0 created, 0 updated, 0 removed, 3 unchanged',
      'program_occupations 0 created, 0 updated, 0 removed, 1 unchanged'
    ])
    t.same(await ask('{ occupations { nodes { code title socCode jobZone description alternateTitles } } }'), {
      occupations: {
        nodes: [
          {
            ...{ code: '19-1012.00', title: 'Food Scientists', socCode: '19-1012', jobZone: 5 },
            ...{ description: 'Study food,\nand drink.', alternateTitles: ['Flavorist', 'Baker of Science'] }
          },
          {
            ...{ code: '19-1012.01', title: 'Wine Scientists', socCode: '19-1012', jobZone: null },
            ...{ description: null, alternateTitles: ['Enologist'] }
          }
        ]
      }
    })
  })

  t.test('counts what a new edition changes', async (t) => {
    const naics = original.naics
      .replace('Beverages', 'Drinks')
      .replace('3121,Beverage Manufacturing,4,312', '3122,Tobacco,4,312')
    const edition = await runImport({ naics })
    t.equal(counts(edition)[4], 'industries 1 created, 1 updated, 1 removed, 1 unchanged')
    t.same(
      (await ask('{ industries { nodes { title } } }')).industries.nodes.map((row: { title: string }) => row.title),
      ['Manufacturing', 'Drinks', 'Tobacco']
    )
  })

  t.test('a retired program leads to its successor, and a reserved one is unknown', async (t) => {
    const query =
      '{ retired: program(code: "01.0309") { code title } reserved: program(code: "01.0480") { code } programs(search: "01.0309") { nodes { code } } all: programs { nodes { code } } }'
    const expected = {
      retired: { code: '01.1004', title: 'Viticulture and Enology' },
      reserved: null,
      programs: { nodes: [{ code: '01.1004' }] },
      all: { nodes: [{ code: '01' }, { code: '01.10' }, { code: '01.1004' }] }
    }
    t.same(await ask(query), expected)
    const without = await runImport({ 'cip-retired': '' })
    t.equal(
      counts(without)[0],
      'programs 0 created, 0 updated, 0 removed, 4 unchanged',
      'kept when no file speaks of retired ones'
    )
    const inside =
      'code,title,level,parent,status,use_instead\n01,AGRICULTURE,2,,,\n01.10,Food Science,4,01,,\n01.1004,Viticulture and Enology,6,01.10,,\n01.0309,Viticulture,6,,moved,01.1004\n'
    t.equal(
      counts(await runImport({ cip: inside, 'cip-retired': '' }))[0],
      'programs 0 created, 0 updated, 0 removed, 4 unchanged'
    )
    t.same(await ask(query), expected)
  })

  t.test('the shipped subset fills only what is missing', async (t) => {
    t.ok((await loadShippedTaxonomy(owner)) > 1000)
    t.equal(await loadShippedTaxonomy(owner), 0)
    t.match(await ask('{ occupation(code: "15-1252.00") { title } own: occupation(code: "19-1012.01") { title } }'), {
      occupation: { title: 'Software Developers' },
      own: { title: 'Wine Scientists' }
    })
  })
})
