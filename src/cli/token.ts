import type { Role } from '../actor.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { joinGround } from '../ground.ts'
import { findDevIssuer } from '../modules/tenants/dev-issuer.ts'
import { devToken } from '../modules/tenants/dev-tokens.ts'
import { systemClock } from '../ports/clock.ts'
import { StartupError } from '../startup-error.ts'
import { optionsOf, runCommand, usageError } from './command-line.ts'

const usage = 'npm run -s token -- --campus SLUG [--role ROLE] [--person ID] [--ttl 1h]'
const roles = ['student', 'alum', 'mentor', 'counselor', 'admin', 'integration']
const options = {
  campus: { type: 'string' },
  role: { type: 'string' },
  person: { type: 'string' },
  ttl: { type: 'string', default: '1h' }
} as const

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }
const ttlMaxSeconds = 366 * 86_400

function secondsOf(ttl: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(ttl) ?? []
  const seconds = Number(count) * (unitSeconds[unit] ?? 0)
  if (seconds > 0 && seconds <= ttlMaxSeconds) return seconds
  throw usageError('--ttl must be a time such as 90s, 30m, 1h or 7d, of 366 days at most', usage)
}

function readArguments() {
  const { campus, role, person, ttl } = optionsOf({ options }, usage).values
  if (!campus) throw usageError('--campus is missing', usage)
  if (!role && !person) throw usageError('--role or --person is missing', usage)
  if (role && !roles.includes(role)) throw usageError(`--role must be one of ${roles.join(', ')}`, usage)
  return {
    slug: campus,
    role: role ? (role.toUpperCase() as Role) : null,
    personId: person ?? null,
    ttlSeconds: secondsOf(ttl)
  }
}

async function token(): Promise<string> {
  const request = readArguments()
  const config = readConfig()
  if (config.external) {
    throw new StartupError(
      'development tokens exist on the embedded server only. With DATABASE_URL take one from the identity provider of the campus.'
    )
  }
  const issuer = findDevIssuer(config.dataDir, systemClock)
  if (!issuer) throw new StartupError(`there is no development key in ${config.dataDir} yet. Run npm start first.`)
  const ground = await joinGround(config)
  try {
    const database = await openDatabase({ connectionString: ground.appUrl, max: 1 })
    return await devToken({ database, clock: systemClock, issuer }, request)
      .then((signed) => `${signed}\n`)
      .finally(() => database.close())
  } finally {
    await ground.close()
  }
}

await runCommand(token)
