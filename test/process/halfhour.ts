import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'

const root = join(import.meta.dirname, '../..')
const files = { server: join(root, 'src/main.ts'), worker: join(root, 'src/worker.ts') }
const defaults = { PORT: '0', SAMPLE: 'off', WORKER: 'off', LOG_LEVEL: 'silent' }
// Halves what a start costs, of which there are many here.
const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/halfhour-compiled')

export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A real process of Halfhour, in a process group of its own, as a terminal's job is. */
export interface Halfhour {
  readonly pid: number
  /** Resolves with its address when it says that it is ready; rejects with what it said when it ends before. */
  readonly ready: Promise<string>
  readonly ending: Promise<Ending>
  /** What the ready lines say. */
  stdout(): string
  /** To the process alone. */
  signal(signal: NodeJS.Signals): void
  /** To its whole group, as Ctrl-C does. */
  signalGroup(signal: NodeJS.Signals): void
}

/** Starts src/main.ts on a free port, or a worker apart, with nothing of this process's settings but what is given. */
export function startHalfhour(
  t: Test,
  environment: Record<string, string>,
  what: keyof typeof files = 'server'
): Halfhour {
  const env = { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE, ...defaults, ...environment }
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, files[what]], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  const ending = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }))
  t.teardown(() => endFor(child, ending))
  return {
    pid: child.pid as number,
    ready: readyOf(child, said, ending),
    ending,
    stdout: () => said.stdout,
    signal: (signal) => void child.kill(signal),
    signalGroup: (signal) => void process.kill(-(child.pid as number), signal)
  }
}

function readyOf(child: ChildProcess, said: { stdout: string }, ending: Promise<Ending>): Promise<string> {
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = /ready at (http:\S+)\n[\s\S]*curl /.exec(said.stdout)?.[1]
      if (address) resolve(address)
      if (/worker is ready\n/.test(said.stdout)) resolve('')
    })
    void ending.then(({ code, stderr }) => reject(new Error(`ended with ${code} before it was ready: ${stderr}`)))
  })
  ready.catch(() => {})
  return ready
}

async function endFor(child: ChildProcess, ending: Promise<Ending>): Promise<void> {
  child.kill('SIGTERM')
  await ending
}

/** Whether a process runs; one that has ended and whose parent has not noticed yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}
