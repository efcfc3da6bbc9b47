import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'

const texts = {
  cip: 'code,title,level,parent\n01,AGRICULTURE,2,\n01.10,Food Science,4,01\n01.1004,Viticulture and Enology,6,01.10\n',
  soc: 'code,title,level,parent\n19-0000,Life,major,\n19-1000,Life Scientists,minor,19-0000\n19-1010,Food Scientists,broad,19-1000\n19-1012,Food Scientists,detailed,19-1010\n',
  onet: 'code,title,soc2018,job_zone,description\n19-1012.00,Food Scientists,19-1012,5,"Study food,\nand drink."\n19-1012.01,Wine Scientists,19-1012,,\n',
  titles: 'code,title,reported\n19-1012.00,Flavorist,1\n19-1012.00,Baker of Science,\n19-1012.01,Enologist,1\n',
  naics: 'code,title,level,parent\n31-33,Manufacturing,2,\n312,Beverages,3,31-33\n3121,Beverage Manufacturing,4,312\n',
  crosswalk: 'cip,soc\n01.1004,19-1012\n',
  'cip-retired':
    'code,title,level,status,use_instead\n01.0309,Viticulture,6,moved,01.1004\n01.0480,Reserved,6,reserved,\n'
}

export type Texts = Partial<Record<keyof typeof texts, string>>
export const original: Readonly<Record<keyof typeof texts, string>> = texts

/**
 * Small files in the official form, of which `changes` replace some, in a folder of the test; a file that is changed to
 * '' is not given. Gives their paths by the name of their option.
 */
export function officialFiles(t: Test, changes: Texts = {}): Record<string, string> {
  const folder = t.testdir({})
  const given = Object.entries({ ...texts, ...changes }).filter(([, text]) => text !== '')
  return Object.fromEntries(
    given.map(([name, text]) => {
      const path = join(folder, `${name}.csv`)
      writeFileSync(path, text)
      return [name, path]
    })
  )
}

/** The command as an operator runs it, on a database and with such files. */
export function taxonomyCommand(t: Test, ownerUrl: string) {
  return async (changes: Texts = {}): Promise<{ code: number; output: string; complaint: string }> => {
    const options = Object.entries(officialFiles(t, changes)).flatMap(([name, path]) => [`--${name}`, path])
    const env = { PATH: '', MIGRATE_DATABASE_URL: ownerUrl }
    return new Promise((resolve) => {
      execFile(process.execPath, ['src/cli/taxonomy.ts', 'import', ...options], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout, complaint: stderr })
      )
    })
  }
}
