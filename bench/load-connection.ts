import { connect, type Socket } from 'node:net'
import { answerReader } from './load-answer.ts'

export interface Asking {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Buffer
  /** The body is so large that the server closes the connection before it has read it. */
  isBreaking?: boolean
}

export interface Answer {
  /** 0 when the connection broke while a breaking body was on its way, and its answer was lost with it. */
  status: number
  headers: Record<string, string>
  body: string
  tookMs: number
}

/** A kept-alive connection on which several requests may be under way: HTTP/1.1 answers them in the order of asking. */
export interface Connection {
  /** Rejects when the server closes the connection, or is silent for too long. */
  send(asking: Asking): Promise<Answer>
  close(): void
}

interface Waiting {
  bytes: Buffer
  isBreaking: boolean
  from: number
  resolve(answer: Answer): void
  reject(error: Error): void
}

const silentMs = 60_000

/**
 * Written by hand, since the clients at hand either send one request at a time or ask again by themselves, and would so
 * hide an answer that was lost or came in another's place.
 */
export function openConnection(url: string): Connection {
  const { hostname, port, host } = new URL(url)
  let socket: Socket | null = null
  let waiting: Waiting[] = []

  function open(): Socket {
    const opened = connect({ host: hostname, port: Number(port), noDelay: true })
    const read = answerReader((answer) => {
      const first = waiting.shift()
      if (!first) return lose('an answer came that nobody had asked for')
      first.resolve({ ...answer, tookMs: performance.now() - first.from })
      // Whether what was asked after a last answer was looked at can't be known (RFC 9112, 9.6): it is asked again.
      if (answer.headers.connection === 'close') renew()
    })
    opened.setTimeout(silentMs, () => socket === opened && waiting.length > 0 && lose('there was no answer in time'))
    opened.on('data', (bytes) => socket === opened && read(bytes))
    opened.on(
      'error',
      (error) => socket === opened && lose(`the connection broke (${(error as { code?: string }).code})`)
    )
    opened.on('close', () => socket === opened && lose('the connection was closed without an answer'))
    return opened
  }

  function renew(): void {
    socket?.destroy()
    socket = null
    if (waiting.length === 0) return
    socket = open()
    for (const { bytes } of waiting) socket.write(bytes)
  }

  function lose(reason: string): void {
    const breaking = waiting.findIndex(({ isBreaking }) => isBreaking)
    if (breaking >= 0) return loseOnly(breaking)
    const lost = waiting
    waiting = []
    socket?.destroy()
    socket = null
    for (const { reject } of lost) reject(new Error(reason))
  }

  // Whatever else was under way is asked again: it is a read, a refusal, or a change with its key.
  function loseOnly(breaking: number): void {
    const [{ resolve, from }] = waiting.splice(breaking, 1) as [Waiting]
    resolve({ status: 0, headers: {}, body: '', tookMs: performance.now() - from })
    renew()
  }

  return {
    send: (asking) =>
      new Promise((resolve, reject) => {
        const bytes = bytesOf(asking, host)
        const { isBreaking = false } = asking
        waiting.push({ bytes, isBreaking, from: performance.now(), resolve, reject })
        socket ??= open()
        socket.write(bytes)
      }),
    close: () => lose('the load is over')
  }
}

function bytesOf({ method, path, headers, body = '' }: Asking, host: string): Buffer {
  const content = Buffer.from(body)
  const length = content.length > 0 ? { 'content-length': String(content.length) } : {}
  const lines = Object.entries({ host, ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), content])
}
