import { readdirSync, readFileSync } from 'node:fs'

// USER_HZ, in which /proc counts: 100 on every Linux that Node runs on.
const msPerTick = 10

interface Stat {
  parent: number
  ownMs: number
  /** Of children that have ended and were waited for. */
  childrenMs: number
}

/** Milliseconds of CPU that a Postgres server has used so far: the postmaster, its children, and those that have ended. */
export function postgresCpuMs(postmaster: number): number {
  let total = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(pid)
    if (Number(pid) === postmaster) total += stat ? stat.ownMs + stat.childrenMs : 0
    else if (stat?.parent === postmaster) total += stat.ownMs
  }
  return total
}

function statOf(pid: string): Stat | null {
  const text = readOrNull(`/proc/${pid}/stat`)
  if (text === null) return null
  // The name may hold spaces and brackets: what follows the last bracket is the third field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = (...positions: number[]) => positions.reduce((sum, at) => sum + Number(fields[at - 3]) * msPerTick, 0)
  return { parent: Number(fields[1]), ownMs: preciseMs(pid) ?? ticks(14, 15), childrenMs: ticks(16, 17) }
}

// In nanoseconds, where the kernel keeps it: ten milliseconds are a hundred requests of some operations.
function preciseMs(pid: string): number | null {
  const running = readOrNull(`/proc/${pid}/schedstat`)?.split(' ')[0]
  return running === undefined || running === '0' ? null : Number(running) / 1e6
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
