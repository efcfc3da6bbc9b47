import { readFileSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { connectionFault } from '../db/connection-fault.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { refuseUnmigrated } from '../db/migrate.ts'
import { joinGround, ownerUrlOf } from '../ground.ts'
import type { CampusRegistration } from '../modules/tenants/campus-registration.ts'
import { developmentIssuerPrefix } from '../modules/tenants/dev-issuer.ts'
import { listCampuses } from '../modules/tenants/list-campuses.ts'
import { registerCampus } from '../modules/tenants/register-campus.ts'
import { systemClock } from '../ports/clock.ts'
import { StartupError } from '../startup-error.ts'
import { optionsOf, runCommand, usageError } from './command-line.ts'

const usage =
  'npm run campus -- create --slug SLUG --name NAME --issuer ISS (--jwks URL | --public-key FILE [--key-id KID]) --time-zone ZONE ' +
  '[--audience halfhour] [--algorithms RS256,ES256] [--locale en-US] [--integration-subject SUB …] [--admin-subject SUB …]; or npm run campus -- list'

const options = {
  slug: { type: 'string' },
  name: { type: 'string' },
  issuer: { type: 'string' },
  jwks: { type: 'string' },
  'public-key': { type: 'string' },
  'key-id': { type: 'string' },
  'time-zone': { type: 'string' },
  audience: { type: 'string', default: 'halfhour' },
  algorithms: { type: 'string', default: 'RS256,ES256' },
  locale: { type: 'string', default: 'en-US' },
  'integration-subject': { type: 'string', multiple: true, default: [] },
  'admin-subject': { type: 'string', multiple: true, default: [] }
} satisfies Parameters<typeof optionsOf>[0]['options']

const readOptions = () => optionsOf({ options, allowPositionals: true }, usage)
type Values = ReturnType<typeof readOptions>['values']

const needed = ['slug', 'name', 'issuer', 'time-zone'] as const

function registrationOf(values: Values): CampusRegistration {
  const missing = needed.filter((name) => !values[name])
  if (missing.length > 0) throw usageError(`${missing.map((name) => `--${name}`).join(', ')} missing`, usage)
  const { slug = '', name = '', issuer = '', jwks, audience, algorithms, locale } = values
  if (issuer.startsWith(developmentIssuerPrefix)) {
    throw new StartupError(
      `--issuer must not begin with ${developmentIssuerPrefix}: those are the embedded server's own.`
    )
  }
  return {
    ...{ slug, name, issuer, audience, locale },
    timeZone: values['time-zone'] ?? '',
    algorithms: algorithms.split(',').map((algorithm) => algorithm.trim()),
    jwksUrl: jwks ?? null,
    publicKeys: values['public-key']
      ? [{ kid: values['key-id'] ?? null, alg: null, pem: textOf(values['public-key']) }]
      : null,
    integrationSubjects: values['integration-subject'],
    adminSubjects: values['admin-subject']
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartupError(`--public-key ${file} can not be read (${(error as { code?: string }).code}).`, error)
  }
}

async function create(owner: Database, registration: CampusRegistration): Promise<string> {
  const id = await registerCampus(owner, systemClock, registration)
  return `Registered ${registration.slug} (${id}). Tokens of ${registration.issuer} count within 15 seconds.\n`
}

async function list(owner: Database): Promise<string> {
  const campuses = await listCampuses(owner, systemClock)
  const lines = campuses.map((row) => {
    const keys = row.jwksUrl ?? `${row.publicKeys?.length} public key(s)`
    return [row.institutionSlug, row.name, row.issuer, row.audience, row.algorithms.join(','), keys].join('\t')
  })
  return lines.map((line) => `${line}\n`).join('')
}

async function campus(): Promise<string> {
  const { values, positionals } = readOptions()
  const [verb, ...rest] = positionals
  if (rest.length > 0 || (verb !== 'create' && verb !== 'list')) throw usageError('say create or list', usage)
  // What was typed is checked before a server is looked for.
  const registration = verb === 'create' ? registrationOf(values) : null
  const config = readConfig()
  if (config.migrateUrl) return asOwnerOf(config.migrateUrl, registration)
  const ground = await joinGround(config)
  return asOwnerOf(ownerUrlOf(ground), registration).finally(() => ground.close())
}

async function asOwnerOf(ownerUrl: string, registration: CampusRegistration | null): Promise<string> {
  const owner = await openDatabase({ connectionString: ownerUrl, max: 1 }).catch((error) => {
    throw connectionFault('MIGRATE_DATABASE_URL', error)
  })
  try {
    await refuseUnmigrated(owner.pool)
    return await (registration ? create(owner, registration) : list(owner))
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new StartupError(
      "the role of MIGRATE_DATABASE_URL may not register campuses. Give it the owner role's URL.",
      error
    )
  } finally {
    await owner.close()
  }
}

await runCommand(campus)
