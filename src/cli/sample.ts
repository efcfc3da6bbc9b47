import { readConfig } from '../config.ts'
import { joinGround, ownerUrlOf } from '../ground.ts'
import { findDevIssuer } from '../modules/tenants/dev-issuer.ts'
import { systemClock } from '../ports/clock.ts'
import { furtherCampuses } from '../sample/campus.ts'
import { loadSample } from '../sample/load.ts'
import { tables } from '../sample/rows.ts'
import { StartupError } from '../startup-error.ts'
import { optionsOf, runCommand, usageError } from './command-line.ts'

const usage = 'npm run sample -- --students N [--campuses K]'

const readOptions = () =>
  optionsOf({ options: { students: { type: 'string' }, campuses: { type: 'string', default: '1' } } }, usage).values

function whole(name: string, text: string | undefined, max: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > max)
    throw usageError(`--${name} is a number from 1 to ${max}`, usage)
  return number
}

/** Adds campuses of a size to the embedded server; those whose names are taken are passed over. */
async function sample(): Promise<string> {
  const { students, campuses } = readOptions()
  const plans = furtherCampuses(whole('campuses', campuses, 1000), whole('students', students, 100_000))
  const config = readConfig()
  if (config.external) throw new StartupError('samples are loaded on the embedded server only. Unset DATABASE_URL.')
  const ground = await joinGround(config)
  const lines: string[] = []
  try {
    const publicKeys = findDevIssuer(config.dataDir, systemClock)?.publicKeys
    if (!publicKeys) throw new StartupError('the data folder has no development key yet. Run npm start once.')
    await loadSample(ownerUrlOf(ground), {
      now: systemClock.now(),
      campuses: plans,
      publicKeys,
      onLoaded: ({ slug }, rows) =>
        lines.push(`${slug}: ${tables.map((table) => `${rows.of(table).length} ${table}`).join(', ')}`)
    })
  } finally {
    await ground.close()
  }
  return lines.length > 0 ? `${lines.join('\n')}\n` : 'All of these campuses are there already.\n'
}

await runCommand(sample)
