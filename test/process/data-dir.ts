import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Test } from 'tap'
import { runningServerUrl } from '../../src/db/embedded.ts'
import { startHalfhour } from './halfhour.ts'

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

let made: Promise<string> | null = null

/** A data folder that an earlier start has made, of the test's own: copied, since making one takes seconds. */
export async function madeDataDir(t: Test): Promise<string> {
  made ??= make(t)
  const dataDir = join(t.testdir(), 'data')
  // As root the cluster belongs to another account, which Node's own copy would not keep.
  execFileSync('cp', ['-a', await made, dataDir])
  return dataDir
}

async function make(t: Test): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'halfhour-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const halfhour = startHalfhour(t, { DATA_DIR: join(folder, 'data') })
  await halfhour.ready
  halfhour.signal('SIGTERM')
  await halfhour.ending
  return join(folder, 'data')
}
