import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { runningServerUrl } from '../../src/db/embedded.ts'

/** The process id of the embedded server in a data folder. */
export const serverPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

/** Runs a statement on the embedded server in a data folder, as its superuser. */
export async function query(dataDir: string, text: string, database = 'halfhour'): Promise<pg.QueryResult> {
  const url = runningServerUrl(dataDir)
  if (!url) throw new Error(`no server runs in ${dataDir}`)
  const client = new pg.Client({ connectionString: url('superuser', database) })
  client.on('error', () => {})
  await client.connect()
  return client.query(text).finally(() => client.end())
}
