import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './db/database.ts'
import { type Ground, ownerUrlOf } from './ground.ts'
import { loadShippedTaxonomy } from './modules/taxonomy/import.ts'
import { openDevIssuer, registerDevIssuer } from './modules/tenants/dev-issuer.ts'
import { type CampusTokens, devTokens } from './modules/tenants/dev-tokens.ts'
import { listCampuses } from './modules/tenants/list-campuses.ts'
import type { Clock } from './ports/clock.ts'
import { type CampusPlan, sampleCampuses } from './sample/campus.ts'
import { loadSample } from './sample/load.ts'

interface FurnishDeps {
  config: Config
  ground: Ground
  /** The application role's. */
  database: Database
  clock: Clock
  logger: Logger
}

/**
 * Makes the embedded server a place to try things in: the sample campuses while it has none, and a development issuer
 * that signs for each campus. Returns tokens to print. Does nothing on a server that is given.
 */
export async function furnish(deps: FurnishDeps): Promise<CampusTokens[]> {
  const { config, ground, database, clock } = deps
  if (!ground.isEmbedded) return []
  const owner = await openDatabase({ connectionString: ownerUrlOf(ground), max: 1 })
  try {
    const issuer = openDevIssuer(config.dataDir, clock)
    await loadTaxonomy(ownerUrlOf(ground))
    await registerDevIssuer(owner, issuer, clock)
    const campuses = config.sample ? await missingSamples(owner, clock) : []
    if (campuses.length > 0) {
      await loadSample(ownerUrlOf(ground), { campuses, now: clock.now(), publicKeys: issuer.publicKeys })
    }
    return await devTokens({ database, clock, issuer })
  } finally {
    await owner.close()
  }
}

// A start that was killed between two campuses has left the first one only. Where somebody has registered a campus of
// their own, none is added.
async function missingSamples(owner: Database, clock: Clock): Promise<CampusPlan[]> {
  const there = new Set((await listCampuses(owner, clock)).map((campus) => campus.institutionSlug))
  const missing = sampleCampuses.filter((plan) => !there.has(plan.slug))
  return there.size + missing.length === sampleCampuses.length ? missing : []
}

async function loadTaxonomy(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await loadShippedTaxonomy(client).finally(() => client.end())
}
