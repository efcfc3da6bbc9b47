import { Writable } from 'node:stream'
import { openLog } from '../../src/log.ts'

/** The log of the process at its most talkative, with what it has written so far. */
export function collectedLog() {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    }
  })
  return {
    logger: openLog('trace', sink),
    text: () => lines.join(''),
    entries: (): any[] => lines.flatMap((chunk) => chunk.trim().split('\n')).map((line) => JSON.parse(line)),
    forget: () => {
      lines.length = 0
    }
  }
}
