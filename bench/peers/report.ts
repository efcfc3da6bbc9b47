import type { Round } from '../measure.ts'
import type { Operation } from '../operations.ts'
import { table } from '../report.ts'
import { type PeerName, peers, type ServerName } from './peers.ts'

export interface Measured {
  operation: Operation
  rounds: Record<ServerName, Round[]>
}

type Figure = 'serverMs' | 'postgresMs'

/** Halfhour's processor time is at most this part of the peer's, on each read and on the write. */
const goals: { peer: PeerName; figure: Figure; most: number }[] = [
  { peer: 'postgraphile', figure: 'serverMs', most: 0.45 },
  { peer: 'postgraphile', figure: 'postgresMs', most: 0.6 },
  { peer: 'apollo', figure: 'serverMs', most: 0.2 }
]

const words: Record<Figure, string> = { serverMs: 'server CPU', postgresMs: 'Postgres CPU' }
const titleOf = (name: PeerName) => peers.find((peer) => peer.name === name)?.title ?? name

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2
}

// Each round compares at one time, and so under the same neighbours; the ratio is the median of those.
const ratio = ({ rounds }: Measured, peer: PeerName, figure: Figure): number =>
  median(rounds.halfhour.map((round, index) => round[figure] / (rounds[peer][index] as Round)[figure]))

/** A table of each figure, in Markdown: milliseconds a request, and Halfhour's part of each peer's. */
export function tables(results: readonly Measured[]): string {
  return (['serverMs', 'postgresMs'] as const).map((figure) => tableOf(results, figure)).join('\n')
}

function tableOf(results: readonly Measured[], figure: Figure): string {
  const titles = peers.map(({ title }) => title)
  const head = [`${words[figure]}, ms a request`, 'Halfhour', ...titles, ...titles.map((title) => `of ${title}`)]
  const rows = results.map((measured) => {
    const { operation, rounds } = measured
    const costs = (['halfhour', ...peers.map(({ name }) => name)] as const).map((name) =>
      median(rounds[name].map((round) => round[figure])).toFixed(3)
    )
    return [operation.title, ...costs, ...peers.map(({ name }) => ratio(measured, name, figure).toFixed(2))]
  })
  return table(head, rows)
}

/** Every goal on every operation: what was found and what it should be. */
export function verdicts(results: readonly Measured[]): { isReached: boolean; sentence: string }[] {
  return results.flatMap((measured) =>
    goals.map(({ peer, figure, most }) => {
      const found = ratio(measured, peer, figure)
      const sentence = `${measured.operation.title}: ${found.toFixed(2)} of the ${words[figure]} of ${titleOf(peer)}, at most ${most}.`
      return { isReached: found <= most, sentence }
    })
  )
}
