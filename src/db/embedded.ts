import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from '../startup-error.ts'
import { type DataFolder, passwordsOf, read, readPasswords, writeSecret } from './data-folder.ts'
import { ended, isAccepting, launch, stopOrphan } from './postgres-process.ts'
import { type Account, accountFor, type Programs, programsFor } from './postgres-programs.ts'

export interface EmbeddedServer {
  /** The server's own superuser, for setting up; the path is left to the caller. */
  url(role: 'superuser' | 'owner' | 'app', database: string): string
  /** Resolves when the server is gone, asked or not. */
  readonly ended: Promise<unknown>
  /** Ends the sessions and the server, and resolves when it is gone. */
  stop(): Promise<void>
  /** Lets the server go on when this process ends; its data folder is released. */
  leave(): void
}

export interface EmbeddedOptions {
  /** Settings of the server, beside ours: `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>
}

const majorVersion = '18'
const roleNames = { superuser: 'postgres', owner: 'halfhour_owner', app: 'halfhour_app' } as const

/**
 * Starts the embedded Postgres in the folder, made at the first time, on a free port of 127.0.0.1. A server that a
 * killed process left running there is stopped first.
 * Throws StartupError when it can't be made or started.
 */
export async function startEmbedded(folder: DataFolder, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const cluster = join(folder.path, 'postgres')
  const account = accountFor(cluster)
  const programs = await programsFor(account)
  await stopOrphan(cluster)
  if (!existsSync(cluster)) await createCluster(folder, cluster, programs, account)
  refuseOtherVersion(cluster)
  const { child, port } = await startOnFreePort(folder, cluster, programs, account, options)
  writeSecret(join(folder.path, 'port'), `${port}\n`)
  return serverOf(folder, child, port)
}

/** The URLs of a server that another process runs in the folder, or null when none can be running. */
export function runningServerUrl(path: string): EmbeddedServer['url'] | null {
  const port = Number(read(join(path, 'port')))
  return port && readPasswords(path) ? urlsOf(path, port) : null
}

function serverOf(folder: DataFolder, child: ChildProcess, port: number): EmbeddedServer {
  // A process that has to go at once, or falls over, still asks its server to end.
  const abandon = () => void child.kill('SIGINT')
  process.once('exit', abandon)
  return {
    url: urlsOf(folder.path, port),
    ended: ended(child),
    async stop() {
      await stopChild(child)
      process.removeListener('exit', abandon)
      rmSync(join(folder.path, 'port'), { force: true })
      folder.release()
    },
    leave() {
      process.removeListener('exit', abandon)
      child.unref()
      folder.release()
    }
  }
}

function urlsOf(path: string, port: number): EmbeddedServer['url'] {
  const passwords = readPasswords(path)
  return (role, database) => `postgres://${roleNames[role]}:${passwords?.[role]}@127.0.0.1:${port}/${database}`
}

// Fast shutdown ends sessions and writes a checkpoint. One that takes too long is cut short: the next start replays the log.
async function stopChild(child: ChildProcess): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal)
    const waiting = new AbortController()
    const late = delay(3_000, 'late', { signal: waiting.signal }).catch(() => 'late')
    const result = await Promise.race([ended(child), late])
    waiting.abort()
    if (result !== 'late') return
  }
}

// The character type is not left at C: under it pg_trgm sees no letters but ASCII, and finds nobody by a Greek name.
// Made beside its place and renamed into it, so that a set-up cut short by a power cut or kill -9 starts anew.
async function createCluster(folder: DataFolder, cluster: string, programs: Programs, account: Account | null) {
  const fresh = `${cluster}.new`
  const passwordFile = join(folder.path, 'initdb-password')
  const logFile = join(folder.path, 'initdb.log')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, passwordsOf(folder).superuser, { mode: 0o600 })
  if (account) for (const path of [fresh, passwordFile]) chownSync(path, account.uid, account.gid)
  writeFileSync(logFile, '')
  const args = (path: string, password: string) => [
    ...['-D', path, '-U', roleNames.superuser, `--pwfile=${password}`],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--locale=C', `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`]
  ]
  const child = launch({ program: programs.initdb, account, cluster: fresh, logFile, extraFile: passwordFile, args })
  const code = await ended(child)
  rmSync(passwordFile)
  if (code !== 0)
    throw new StartupError(`the embedded Postgres could not be set up: ${lastLineOf(logFile)}. See ${logFile}.`)
  renameSync(fresh, cluster)
}

function refuseOtherVersion(cluster: string): void {
  const found = read(join(cluster, 'PG_VERSION'))?.trim()
  if (found === majorVersion) return
  throw new StartupError(
    `${cluster} was made by Postgres ${found ?? '(unknown)'}, and this is ${majorVersion}. Choose another DATA_DIR, or bring the data over with pg_dump.`
  )
}

// Between choosing a port and binding it somebody else may take it; after a kill -9 of everything the dying backends
// may still hold the shared memory for a moment. Both pass, so the start is tried again.
async function startOnFreePort(
  folder: DataFolder,
  cluster: string,
  programs: Programs,
  account: Account | null,
  options: EmbeddedOptions
): Promise<{ child: ChildProcess; port: number }> {
  const logFile = join(folder.path, 'postgres.log')
  for (let attempt = 1; attempt <= 8; attempt++) {
    keepPrevious(logFile)
    const port = await freePort()
    const args = (path: string) => ['-D', path, '-p', String(port), ...settingsOf(options)]
    const child = launch({ program: programs.postgres, account, cluster, logFile, args })
    if (await accepts(cluster, child)) return { child, port }
    if (!/could not create any TCP|shared memory block/.test(readFileSync(logFile, 'utf8'))) break
    await delay(250)
  }
  throw new StartupError(`the embedded Postgres did not start: ${lastLineOf(logFile)}. See ${logFile}.`)
}

function settingsOf({ settings = {} }: EmbeddedOptions): string[] {
  const ours = { listen_addresses: '127.0.0.1', unix_socket_directories: '', log_timezone: 'UTC', TimeZone: 'UTC' }
  return Object.entries({ ...ours, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

// A server that replays a long log takes its time: it is waited for as long as it lives.
async function accepts(cluster: string, child: ChildProcess): Promise<boolean> {
  let isGone = false
  void ended(child).then(() => {
    isGone = true
  })
  while (!isGone && child.pid !== undefined) {
    if (isAccepting(cluster, child.pid)) return true
    await delay(20)
  }
  return false
}

function keepPrevious(logFile: string): void {
  if (statSync(logFile, { throwIfNoEntry: false })) renameSync(logFile, `${logFile}.1`)
}

function lastLineOf(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  const telling = lines.findLast((line) => /FATAL|error:/.test(line)) ?? lines.at(-1) ?? ''
  return telling.replace(/^.*?(FATAL|error): +/, '') || 'it said nothing'
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
