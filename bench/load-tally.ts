import type { Answer } from './load-connection.ts'
import type { Task } from './load-task.ts'
import { table } from './report.ts'

interface Row {
  door: string
  kind: string
  isHostile: boolean
  statuses: Map<string, number>
  latencies: number[]
}

/** What the load has seen: answers by kind, and what was wrong in sentences. */
export interface Tally {
  readonly count: number
  readonly hostileCount: number
  answered(task: Task, answer: Answer): void
  /** Counts a miss; `example` is kept of the first one of its kind. */
  missed(task: Task, sentence: string, example: string): void
  misses(): string[]
  rows(): (string | number)[][]
}

export const tallyHead = ['door', 'request', 'answers', 'statuses', 'p50 ms', 'p99 ms']

export function openTally(): Tally {
  const rows = new Map<string, Row>()
  const misses = new Map<string, { count: number; example: string }>()
  const count = (isCounted: (row: Row) => boolean) =>
    [...rows.values()].filter(isCounted).reduce((sum, { latencies }) => sum + latencies.length, 0)
  return {
    get count() {
      return count(() => true)
    },
    get hostileCount() {
      return count(({ isHostile }) => isHostile)
    },
    answered({ door, kind, isHostile }, { status, tookMs }) {
      const key = `${isHostile ? 1 : 0} ${door} ${kind}`
      const row: Row = rows.get(key) ?? { door, kind, isHostile, statuses: new Map(), latencies: [] }
      rows.set(key, row)
      const seen = status === 0 ? 'broken off' : String(status)
      row.statuses.set(seen, (row.statuses.get(seen) ?? 0) + 1)
      row.latencies.push(tookMs)
    },
    missed({ door, kind }, sentence, example) {
      const key = `${kind} (${door}): ${sentence}`
      const miss = misses.get(key) ?? { count: 0, example }
      misses.set(key, { ...miss, count: miss.count + 1 })
    },
    misses: () => [...misses].map(([sentence, { count, example }]) => `${sentence}, ${count} times. First: ${example}`),
    rows: () => [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => cells(row))
  }
}

function cells({ door, kind, isHostile, statuses, latencies }: Row): (string | number)[] {
  const seen = [...statuses].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([status, count]) => `${status}: ${count}`)
  const times = [quantile(latencies, 0.5).toFixed(0), quantile(latencies, 0.99).toFixed(0)]
  return [door, isHostile ? `hostile: ${kind}` : kind, latencies.length, seen.join(', '), ...times]
}

export const quantile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(part * numbers.length) - 1] ?? 0

export const tallyTable = (tally: Tally): string => table(tallyHead, tally.rows())
