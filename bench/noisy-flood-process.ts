import { fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import type { Flooded, FloodOrder } from './noisy-flood.ts'

export interface Flood {
  begin(): void
  end(): Promise<Flooded>
}

/**
 * Opens a process that floods when told to, and that the machine prefers least: a real flood would come from a machine
 * of its own, and must not take the processor from those who are measured; its start must not either.
 */
export async function openFlood(order: FloodOrder): Promise<Flood> {
  const child = fork(join(import.meta.dirname, 'noisy-flood.ts'), { execArgv: ['--no-warnings'] })
  setPriority(child.pid as number, constants.priority.PRIORITY_LOW)
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The flood ended by itself, with code ${code}.`)
  })
  gone.catch(() => {})
  await Promise.race([once(child, 'message'), gone])
  return {
    begin: () => child.send(order),
    async end() {
      child.send('stop')
      const [flooded] = await Promise.race([once(child, 'message'), gone])
      child.disconnect()
      return flooded
    }
  }
}
