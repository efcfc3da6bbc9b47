import type { Rows } from './pipeline.ts'
import type { Reader } from './scope.ts'
import type { Sql } from './sql.ts'
import type { Tx } from './write.ts'

/** Reads within a change: those that are asked for in one turn of the event loop travel in one round trip, as a request's do. */
export function together(tx: Pick<Tx, 'batch'>): Reader {
  let asked: Sql[] = []
  let answers: Promise<Rows[]> | null = null
  return {
    async rows<Row>(statement: Sql) {
      const place = asked.push(statement) - 1
      answers ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        const sent = asked
        asked = []
        answers = null
        return tx.batch(sent)
      })
      return (await answers)[place] as Row[]
    }
  }
}
