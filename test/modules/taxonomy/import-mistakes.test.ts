import pg from 'pg'
import t from 'tap'
import { importTaxonomy } from '../../../src/modules/taxonomy/import.ts'
import type { TaxonomyFiles } from '../../../src/modules/taxonomy/taxonomy-files.ts'
import { testDatabase } from '../../support/database.ts'
import { officialFiles, original, type Texts, taxonomyCommand } from './official-files.ts'

const tables = ['programs', 'soc_groups', 'occupations', 'occupation_titles', 'industries', 'program_occupations']

const added = (name: keyof typeof original, text: string): Texts => ({ [name]: original[name] + text })

const mistakes: [Texts, string][] = [
  [{ soc: 'code,title,parent\n19-0000,Life,\n' }, 'soc.csv:1: The file has no column level.'],
  [{ naics: 'code,title,level,parent\n' }, 'naics.csv:2: The file has no rows.'],
  [added('naics', '313,Textiles,4,31-33\n'), 'naics.csv:5: 4 is not the level of 313.'],
  [added('naics', '3131,Fiber,4,313\n'), 'naics.csv:5: parent 313 is not a code of its file.'],
  [added('naics', '312,Beverages again,3,31-33\n'), 'naics.csv:5: 312 is there already'],
  [added('naics', '313,Textiles,3\n'), 'naics.csv:5: '],
  [added('cip', '1.1,Food,4,01\n'), 'cip.csv:5: 1.1 is not a code of this taxonomy.'],
  [added('cip', '01.11,,4,01\n'), 'cip.csv:5: The title of 01.11 is empty'],
  [added('cip-retired', '01.0310,Wine,6,moved,01.9999\n'), 'cip-retired.csv:4: use_instead 01.9999 is not a code'],
  [added('cip-retired', '01.1004,Wine,6,moved,01.10\n'), 'cip-retired.csv:4: 01.1004 is there already'],
  [added('onet', '19-1012.02,Tea Scientists,19-1012,6,\n'), 'onet.csv:5: job_zone is 6'],
  [added('onet', '19-1013.00,Soil Scientists,19-1012,5,\n'), 'onet.csv:5: soc2018 19-1012 is not the beginning'],
  [added('titles', '19-1013.00,Soil Scientist,\n'), 'titles.csv:5: code 19-1013.00 is not a code'],
  [added('titles', '19-1012.00,"Unclosed,1\n'), 'titles.csv:5: '],
  [added('crosswalk', '01.1004,19-1013\n'), 'crosswalk.csv:3: soc 19-1013 is not a code'],
  [added('crosswalk', '01.0309,19-1012\n'), 'crosswalk.csv:3: cip 01.0309 is not a code']
]

t.test('a mistake in an official file', async (t) => {
  const { ownerUrl } = await testDatabase(t)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  t.teardown(() => owner.end())

  /** All tables as sums, for seeing that nothing was changed. */
  const everything = async () => {
    const sums = tables.map((table) => `select md5(string_agg(x::text, '|' order by x::text)) from ${table} x`)
    return (await owner.query(sums.join(' union all '))).rows
  }
  const before = await everything()

  t.test('is told in one line that names the file and the line', async (t) => {
    for (const [changes, expected] of mistakes) {
      const { 'cip-retired': cipRetired, ...files } = officialFiles(t, changes)
      const error = await importTaxonomy(owner, { ...files, cipRetired } as unknown as TaxonomyFiles).catch((e) => e)
      const message = String(error?.message).replace(/^\S*\/(?=[\w-]+\.csv)/, '')
      t.ok(error?.name === 'StartupError' && message.startsWith(expected), `${expected}: ${message}`)
      t.notMatch(message, /\n/)
    }
  })

  t.test('ends the command with 1 and leaves its output empty', async (t) => {
    const run = taxonomyCommand(t, ownerUrl)
    const { code, output, complaint } = await run(added('crosswalk', '01.1004,19-1013\n'))
    t.same([code, output], [1, ''])
    t.match(
      complaint,
      /^halfhour: \S+crosswalk\.csv:3: soc 19-1013 is not a code of its file\. Nothing was changed\.\n$/
    )
    t.match(await run({ soc: '' }), { code: 1, complaint: /^halfhour: --soc missing\. Usage: / })
  })

  t.test('that only the database finds undoes what was written before it', async (t) => {
    await owner.query("alter table program_occupations add constraint none_of_these check (soc_code <> '19-1012')")
    t.match(await taxonomyCommand(t, ownerUrl)(), { code: 1, output: '', complaint: /none_of_these/ })
  })

  t.test('changes nothing', async (t) => {
    t.same(await everything(), before)
  })
})
