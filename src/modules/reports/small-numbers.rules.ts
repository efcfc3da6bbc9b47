/**
 * Which of some counts are not told, where their sum is known: those from 1 to less than `least`; and, while what is left out
 * adds up to fewer than that, or is one count that the sum would give away, the next smallest, or all with nothing left.
 * Noughts are told beside them unless everything is left out. Our own rule: at least so many stand behind every figure.
 */
export function suppressed(counts: readonly number[], least: number): boolean[] {
  const hidden = counts.map((count) => count > 0 && count < least)
  if (!hidden.includes(true)) return hidden
  const bySize = counts.map((_, index) => index).sort((a, b) => (counts[a] as number) - (counts[b] as number))
  for (;;) {
    const left = counts.filter((_, index) => hidden[index])
    const isEnough = left.length > 1 && left.reduce((sum, count) => sum + count, 0) >= least
    if (isEnough) return hidden
    const next = bySize.find((index) => !hidden[index] && (counts[index] as number) > 0)
    if (next === undefined) return counts.map(() => true)
    hidden[next] = true
  }
}
