import type { Round, ServerName } from './measure.ts'
import type { Operation } from './operations.ts'
import type { Sent } from './serve.ts'

/** The goal for server CPU: so many times the limit's at most, on every operation. */
export const ratioMax = 3

export interface Measured {
  operation: Operation
  rounds: Record<ServerName, Round[]>
  /** For a whole answer, and for lists at 5 and at 50 rows. */
  sent: Record<ServerName, Sent>
  sentAt: { rows: number; sent: Sent }[]
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2
}

/** The medians of the rounds, figure by figure. */
const typical = (rounds: readonly Round[]): Round => {
  const of = (figure: keyof Round) => median(rounds.map((round) => round[figure]))
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    serverMs: of('serverMs'),
    postgresMs: of('postgresMs')
  }
}

// Each round compares the two at one time, and so under the same neighbours; the ratio is the median of those.
const ratio = ({ halfhour, limit }: Measured['rounds'], figure: 'serverMs' | 'postgresMs'): number =>
  median(halfhour.map((round, index) => round[figure] / (limit[index] as Round)[figure]))

const isSame = (a: Sent, b: Sent): boolean => a.statements === b.statements && a.roundTrips === b.roundTrips

/** The results as two tables in Markdown, so that the note can quote them. */
export function tables(results: readonly Measured[]): string {
  const head = ['operation', 'server', 'req/s', 'p50 ms', 'p99 ms', 'server CPU ms', 'Postgres CPU ms']
  const main = results.flatMap((measured) => rowsOf(measured))
  const lists = results.flatMap(({ operation, sentAt }) =>
    sentAt.map(({ rows, sent }) => [operation.title, rows, sent.statements, sent.roundTrips])
  )
  return [
    table([...head, 'statements', 'round trips', 'server ratio', 'Postgres ratio'], main),
    table(['list', 'rows', 'statements', 'round trips'], lists)
  ].join('\n')
}

function rowsOf({ operation, rounds, sent }: Measured): (string | number)[][] {
  const row = (name: ServerName, title: string, ratios: string[]) => {
    const { requestsPerSecond, p50, p99, serverMs, postgresMs } = typical(rounds[name])
    const { statements, roundTrips } = sent[name]
    const costs = [serverMs.toFixed(3), postgresMs.toFixed(3), statements, roundTrips]
    return [title, name, Math.round(requestsPerSecond), p50.toFixed(1), p99.toFixed(1), ...costs, ...ratios]
  }
  const ratios = [ratio(rounds, 'serverMs'), ratio(rounds, 'postgresMs')].map((number) => number.toFixed(2))
  return [row('halfhour', operation.title, ratios), row('limit', '', ['1', '1'])]
}

/** A table in Markdown. */
export function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

/** What misses a goal, in sentences; nothing when all is well. */
export function misses(results: readonly Measured[]): string[] {
  return results.flatMap(({ operation, rounds, sentAt }) => {
    const found = ratio(rounds, 'serverMs')
    const isDear = found > ratioMax
    const grows = sentAt.some(({ sent }) => !isSame(sent, (sentAt[0] as { sent: Sent }).sent))
    return [
      ...(isDear
        ? [`${operation.title}: server CPU is ${found.toFixed(2)} times the limit's, more than ${ratioMax}.`]
        : []),
      ...(grows ? [`${operation.title}: statements differ between 5 and 50 rows.`] : [])
    ]
  })
}
