import type { Answer } from './load-connection.ts'

type Read = Omit<Answer, 'tookMs'>

interface Head {
  status: number
  headers: Record<string, string>
  /** Where the body begins. */
  at: number
}

/** Takes the bytes of a connection as they come, and gives each HTTP answer once it is whole. */
export function answerReader(give: (answer: Read) => void): (bytes: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0)
  return (bytes) => {
    kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes])
    for (let found = firstAnswer(kept); found; found = firstAnswer(kept)) {
      kept = kept.subarray(found.until)
      if (found.answer.status >= 200) give(found.answer)
    }
  }
}

function firstAnswer(bytes: Buffer): { answer: Read; until: number } | null {
  const head = headOf(bytes)
  const body = head && bodyOf(bytes, head)
  return body && { answer: { status: head.status, headers: head.headers, body: body.text }, until: body.until }
}

function headOf(bytes: Buffer): Head | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1])
  if (!status) throw new Error(`This is no answer: ${first}`)
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim()
  ])
  return { status, headers: Object.fromEntries(headers), at: end + 4 }
}

function bodyOf(bytes: Buffer, { status, headers, at }: Head): { text: string; until: number } | null {
  if (status < 200 || status === 204 || status === 304) return { text: '', until: at }
  if (headers['transfer-encoding'] === 'chunked') return chunks(bytes, at)
  const until = at + Number(headers['content-length'] ?? 0)
  return bytes.length < until ? null : { text: bytes.toString('utf8', at, until), until }
}

function chunks(bytes: Buffer, from: number): { text: string; until: number } | null {
  const parts: Buffer[] = []
  let at = from
  while (true) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const until = line + 2 + size + 2
    if (bytes.length < until) return null
    if (size === 0) return { text: Buffer.concat(parts).toString('utf8'), until }
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = until
  }
}
