import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from '../startup-error.ts'
import { read } from './data-folder.ts'
import { type Account, plainEnvironment } from './postgres-programs.ts'

export interface Launch {
  program: string
  account: Account | null
  /** The cluster's folder. */
  cluster: string
  logFile: string
  /** A file that the program is to read beside the cluster, handed over as the path that `args` gets. */
  extraFile?: string
  args: (cluster: string, extraFile: string) => string[]
}

/**
 * Runs a program of Postgres on a cluster, in a process group of its own: a Ctrl-C in the terminal reaches the whole
 * group of npm, and Postgres must outlive the requests that are being drained.
 *
 * As root the cluster is handed over as an open folder, /proc/self/fd/3, because the account that Postgres runs as can
 * not walk to it below /root or any folder that is closed to others; the folder itself belongs to that account.
 */
export function launch({ program, account, cluster, logFile, extraFile, args }: Launch): ChildProcess {
  const isHandedOver = account !== null && process.platform === 'linux'
  const log = openSync(logFile, 'a', 0o600)
  const handed = isHandedOver ? [cluster, extraFile ?? cluster].map((path) => openSync(path, 'r')) : []
  const [clusterPath, extraPath] = isHandedOver ? ['/proc/self/fd/3', '/proc/self/fd/4'] : [cluster, extraFile ?? '']
  try {
    const stdio = ['ignore' as const, log, log, ...handed]
    return spawn(program, args(clusterPath as string, extraPath as string), {
      ...account,
      cwd: '/',
      env: plainEnvironment,
      detached: true,
      stdio
    })
  } finally {
    for (const file of [log, ...handed]) closeSync(file)
  }
}

/** Resolves with the exit code when the child is gone, also when it could not be started. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.once('error', () => resolve(null))
  })
}

/** Whether the server with this process id has opened its doors; it says so in its own file. */
export function isAccepting(cluster: string, pid: number): boolean {
  const lines = read(join(cluster, 'postmaster.pid'))?.split('\n') ?? []
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

/**
 * Stops a server that an earlier process left behind (kill -9 of it leaves Postgres running), so that a new one can
 * start on the cluster. Only for the holder of the data folder's lock: to anybody else it would be a live server.
 * A stale postmaster.pid whose process id now belongs to something else is removed, since Postgres would heed it.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = Number(read(join(cluster, 'postmaster.pid'))?.split('\n')[0])
  if (!pid) return
  if (!isServerOf(cluster, pid)) return rmSync(join(cluster, 'postmaster.pid'), { force: true })
  // Fast shutdown first, then immediate (recovers from the log at the next start), then by force.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    kill(pid, signal)
    for (let waited = 0; waited < 5_000; waited += 50) {
      if (!isServerOf(cluster, pid)) return
      await delay(50)
    }
  }
  throw new StartupError(
    `the Postgres server ${pid} of an earlier start can not be stopped. Stop it by hand, and start again.`
  )
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') {
      throw new StartupError(
        `the Postgres server ${pid} of an earlier start belongs to another user. Start as that user.`,
        error
      )
    }
  }
}

// A server's working directory is its cluster; where there is no /proc, the name of the program has to do.
function isServerOf(cluster: string, pid: number): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)])
      .toString()
      .includes('postgres')
  } catch {
    return false
  }
}
