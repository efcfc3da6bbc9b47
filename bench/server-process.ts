import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { MemoryHeld, Questions, Sent } from './serve.ts'

export interface ServerProcess {
  readonly url: string
  cpuMs(): Promise<number>
  /** What it sent to the database since the last call. */
  sent(): Promise<Sent>
  /** What memory it holds; after garbage is collected, if asked for. */
  memory(isCollected?: boolean): Promise<MemoryHeld>
  close(): Promise<void>
}

/** Starts one of the two servers in a process of its own. `profile` writes a CPU profile to the folder when it ends. */
export async function startServer(file: string, appUrl: string, profile: string | null): Promise<ServerProcess> {
  const execArgv = ['--no-warnings', ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])]
  // graphql-js checks every value more carefully, and more slowly, while nobody says that this is production.
  const child = fork(join(import.meta.dirname, file), { execArgv, env: { NODE_ENV: 'production' } })
  const { port } = await asked(child, 'listen', { appUrl })
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: async () => (await asked(child, 'cpu', {})).ms,
    sent: () => asked(child, 'sent', {}),
    memory: (isCollected = false) => asked(child, 'memory', { isCollected }),
    async close() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    }
  }
}

// One question at a time, so that the next message is its answer.
async function asked<Name extends keyof Questions>(
  child: ChildProcess,
  name: Name,
  ask: Questions[Name]['ask']
): Promise<Questions[Name]['answer']> {
  const early = new AbortController()
  const answer = once(child, 'message', early)
  const gone = once(child, 'exit', early).then(([code]) => {
    throw new Error(`A server under measurement ended by itself, with code ${code}.`)
  })
  child.send({ name, ask })
  const [message] = await Promise.race([answer, gone])
  gone.catch(() => {})
  answer.catch(() => {})
  early.abort()
  return message
}
