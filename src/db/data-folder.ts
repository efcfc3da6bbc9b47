import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartupError } from '../startup-error.ts'

/** The folder of the embedded server while this process holds its lock. */
export interface DataFolder {
  readonly path: string
  release(): void
}

/**
 * Makes the folder if need be and locks it for this process. The lock is SQLite's on a file of its own: the operating
 * system drops it however the process ends, so that kill -9 leaves nothing stale behind, and two starts in the same
 * instant can't both have it, which a file with a process id can't promise.
 * Throws StartupError when another process holds the lock or the folder can't be used.
 */
export function lockDataFolder(path: string): DataFolder {
  const folder = tryLockDataFolder(path)
  if (folder) return folder
  const holder = read(join(path, 'holder'))?.trim()
  const named = holder ? `process ${holder}` : 'another process'
  throw new StartupError(`${path} is in use by ${named}. Stop it, or start this one with another DATA_DIR and PORT.`)
}

/** The same, but null when another process holds the lock. */
export function tryLockDataFolder(path: string): DataFolder | null {
  const lock = openLock(path)
  try {
    lock.exec('pragma busy_timeout = 300')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) return null
    throw unusable(path, error)
  }
  writeFileSync(join(path, 'holder'), `${process.pid}\n`)
  return { path, release: () => lock.close() }
}

function openLock(path: string): DatabaseSync {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return new DatabaseSync(join(path, 'lock'))
  } catch (error) {
    throw unusable(path, error)
  }
}

const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === 5

const unusable = (path: string, error: unknown) =>
  new StartupError(
    `${path} can not be used as the data folder (${(error as Error).message}). Give DATA_DIR a folder that this user may write to.`,
    error
  )

/** The passwords of the embedded server's three roles. */
export interface Passwords {
  superuser: string
  owner: string
  app: string
}

/** The passwords kept in the folder, made at the first call; only the user of this process may read the file. */
export function passwordsOf(folder: DataFolder): Passwords {
  const known = readPasswords(folder.path)
  if (known) return known
  const make = () => randomBytes(24).toString('base64url')
  const made = { superuser: make(), owner: make(), app: make() }
  writeSecret(join(folder.path, 'passwords.json'), JSON.stringify(made, null, 2))
  return made
}

/** The passwords, or null while none were made; needs no lock. */
export function readPasswords(path: string): Passwords | null {
  const text = read(join(path, 'passwords.json'))
  return text === null ? null : JSON.parse(text)
}

/** Writes a file that only this user may read, whole or not at all, also across a power cut. */
export function writeSecret(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeFileSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
}

/** The text of a file, or null when there is none. */
export function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw new StartupError(
      `${path} can not be read (${(error as Error).message}). Start as the user who made it.`,
      error
    )
  }
}
