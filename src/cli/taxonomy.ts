import { readConfig } from '../config.ts'
import { connectionFault } from '../db/connection-fault.ts'
import { openDatabase } from '../db/database.ts'
import { refuseUnmigrated } from '../db/migrate.ts'
import { joinGround, ownerUrlOf } from '../ground.ts'
import { importTaxonomy, type TableReport } from '../modules/taxonomy/import.ts'
import { readTaxonomy, type TaxonomyFiles } from '../modules/taxonomy/taxonomy-files.ts'
import { optionsOf, runCommand, usageError } from './command-line.ts'

const usage =
  'npm run taxonomy -- import --cip FILE --soc FILE --onet FILE --titles FILE --naics FILE --crosswalk FILE [--cip-retired FILE]'

const needed = ['cip', 'soc', 'onet', 'titles', 'naics', 'crosswalk'] as const

const file = { type: 'string' } as const
const options = { cip: file, soc: file, onet: file, titles: file, naics: file, crosswalk: file, 'cip-retired': file }

function readArguments(): TaxonomyFiles {
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage)
  if (positionals.length !== 1 || positionals[0] !== 'import') throw usageError('say import', usage)
  const missing = needed.filter((name) => !values[name])
  if (missing.length > 0) throw usageError(`${missing.map((name) => `--${name}`).join(', ')} missing`, usage)
  const given = Object.fromEntries(needed.map((name) => [name, values[name]])) as unknown as TaxonomyFiles
  return { ...given, cipRetired: values['cip-retired'] }
}

async function importAsOwner(ownerUrl: string, files: TaxonomyFiles): Promise<TableReport[]> {
  // Minutes, not seconds, are what a slow server may take for the largest table; 0 is no limit.
  const owner = await openDatabase({ connectionString: ownerUrl, max: 1, statementTimeoutMs: 0 }).catch((error) => {
    throw connectionFault('MIGRATE_DATABASE_URL', error)
  })
  try {
    await refuseUnmigrated(owner.pool)
    const client = await owner.connect(null)
    return await importTaxonomy(client, files).finally(() => client.release())
  } finally {
    await owner.close()
  }
}

const lineOf = ({ table, created, updated, removed, unchanged }: TableReport): string =>
  `${table.padEnd(20)} ${created} created, ${updated} updated, ${removed} removed, ${unchanged} unchanged\n`

async function taxonomy(): Promise<string> {
  const files = readArguments()
  const config = readConfig()
  // What the files hold is checked before a server is looked for.
  readTaxonomy(files)
  if (config.migrateUrl) return (await importAsOwner(config.migrateUrl, files)).map(lineOf).join('')
  const ground = await joinGround(config)
  const reports = await importAsOwner(ownerUrlOf(ground), files).finally(() => ground.close())
  return reports.map(lineOf).join('')
}

await runCommand(taxonomy)
