import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A worker that does its work when told what time it is, and can be killed meanwhile. */
export interface YearWorker {
  /** Resolves once all work of this instant is done. */
  work(now: string): Promise<void>
  /** The same, but it is killed (SIGKILL) after so many milliseconds; says whether that was before it was done. */
  workUntilKilled(now: string, afterMs: number): Promise<boolean>
  close(): void
}

export function openYearWorker(appUrl: string): YearWorker {
  let child: ChildProcess | null = null
  const alive = () => {
    child ??= fork(join(import.meta.dirname, 'year-worker.ts'), { execArgv: ['--no-warnings'] })
    return child
  }
  const told = async (worker: ChildProcess): Promise<boolean> => {
    const over = new AbortController()
    const { signal } = over
    const ended = await Promise.race([
      once(worker, 'message', { signal }).then(() => true),
      once(worker, 'exit', { signal }).then(() => false)
    ])
    over.abort()
    return ended
  }
  return {
    async work(now) {
      const worker = alive()
      worker.send({ appUrl, now })
      if (!(await told(worker))) throw new Error('A worker ended by itself.')
    },
    async workUntilKilled(now, afterMs) {
      const worker = alive()
      worker.send({ appUrl, now })
      const ended = told(worker)
      if ((await Promise.race([ended, setTimeout(afterMs, 'still at work')])) === true) return false
      worker.kill('SIGKILL')
      child = null
      return !(await ended)
    },
    close() {
      child?.disconnect()
    }
  }
}
