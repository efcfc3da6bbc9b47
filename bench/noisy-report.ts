import { quantile } from './load-tally.ts'
import type { Flooded } from './noisy-flood.ts'
import type { Seen } from './noisy-quiet.ts'
import { table } from './report.ts'

/** What one stretch of time gave: the quiet campus alone, or beside the flood. */
export interface Stretch {
  seen: Seen
  flooded: Flooded | null
  /** Milliseconds since the epoch. */
  beganAt: number
  serverMs: number
  postgresMs: number
  clientMs: number
}

/** The goal: beside the flood, the p95 of the quiet campus is at most so many times what it is alone. */
export const ratioMax = 1.2

const p = (part: number, { seen }: Stretch): number =>
  quantile(
    seen.answers.map(({ tookMs }) => tookMs),
    part
  )
const ms = (milliseconds: number): string => milliseconds.toFixed(1)
const mean = (a: number, b: number): number => (a + b) / 2

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return mean(sorted[Math.ceil(middle) - 1] as number, sorted[Math.floor(middle)] as number)
}

/** The second from which on the flood gets more refusals than answers: its budget is spent. */
const spentAfter = ({ seconds }: Flooded): number => {
  const found = seconds.findIndex(({ answered, refused }) => refused > answered)
  return found === -1 ? seconds.length : found
}

const total = ({ seconds }: Flooded, what: 'answered' | 'refused' | 'unavailable'): number =>
  seconds.reduce((sum, second) => sum + second[what], 0)

/** The p95 of a stretch beside the flood, before and after its budget was spent. */
function halves({ seen, beganAt }: Stretch, flooded: Flooded): [number, number] {
  const spentAt = beganAt + spentAfter(flooded) * 1000
  const of = (isIn: (dueAt: number) => boolean) =>
    quantile(
      seen.answers.flatMap(({ dueAt, tookMs }) => (isIn(dueAt) ? [tookMs] : [])),
      0.95
    )
  return [of((dueAt) => dueAt < spentAt), of((dueAt) => dueAt >= spentAt)]
}

// Each flood is compared with the stretches directly before and after it, and so under the same neighbours on the machine.
function ratios(stretches: readonly Stretch[], part: number): number[] {
  return stretches.flatMap((one, index) => {
    const [before, after] = [stretches[index - 1], stretches[index + 1]]
    return one.flooded && before && after ? [p(part, one) / mean(p(part, before), p(part, after))] : []
  })
}

function cells(one: Stretch, seconds: number): (string | number)[] {
  const { seen, flooded, serverMs, postgresMs, clientMs } = one
  const cpu = [serverMs, postgresMs, clientMs, flooded?.cpuMs ?? 0].map(
    (used) => `${(used / seconds / 10).toFixed(0)} %`
  )
  const own = [
    flooded ? 'flood' : 'alone',
    seen.answers.length,
    ms(p(0.5, one)),
    ms(p(0.95, one)),
    ms(quantile(seen.lateMs, 0.95))
  ]
  if (!flooded) return [...own, '', '', '', '', '', '', ...cpu]
  const got = (['answered', 'refused', 'unavailable'] as const).map((what) => total(flooded, what))
  return [
    ...own,
    ...halves(one, flooded).map((found) => (found > 0 ? ms(found) : '')),
    ...got,
    spentAfter(flooded) < flooded.seconds.length ? `${spentAfter(flooded)} s` : 'never',
    ...cpu
  ]
}

const head = [
  ...['the quiet campus', 'answers', 'p50 ms', 'p95 ms', 'sent late p95 ms', 'p95 until spent', 'p95 after'],
  ...['flood: answers', '429', '503', 'budget spent after', 'server CPU', 'Postgres CPU', 'client CPU', 'flood CPU']
]

function misses(stretches: readonly Stretch[]): string[] {
  const ratio = median(ratios(stretches, 0.95))
  const faults = stretches.flatMap(({ seen, flooded }) => [
    ...[...seen.faults].map(([fault, count]) => `The quiet campus got ${fault}, ${count} times.`),
    ...[...seen.refused].map(([refusal, count]) => `The quiet campus was refused: ${refusal}, ${count} times.`),
    ...Object.entries(flooded?.faults ?? {}).map(([fault, count]) => `The flood got ${fault}, ${count} times.`)
  ])
  return [
    ...(ratio > ratioMax
      ? [`Beside the flood the p95 is ${ratio.toFixed(2)} times what it is alone, more than ${ratioMax}.`]
      : []),
    ...faults
  ]
}

/** Prints the figures and the verdict; gives whether a goal was missed. */
export function reportNoisy(stretches: readonly Stretch[], seconds: number): boolean {
  const rows = stretches.map((one) => cells(one, seconds))
  const alone = stretches.filter(({ flooded }) => !flooded).map((one) => p(0.95, one))
  const spread = (Math.max(...alone) / Math.min(...alone) - 1) * 100
  const found = [0.5, 0.95].map((part) => ratios(stretches, part))
  const said = found.map(
    (each, index) =>
      `p${index === 0 ? 50 : 95} ${median(each).toFixed(2)} (${each.map((one) => one.toFixed(2)).join(', ')})`
  )
  const missed = misses(stretches)
  process.stdout.write(`${table(head, rows)}
Beside the flood, against alone: ${said.join(', ')}. Alone, the p95 differed by ${spread.toFixed(0)} %.
${missed.map((line) => `MISSED ${line}\n`).join('')}`)
  return missed.length > 0
}
