import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const memory = '/dev/shm'
// What a run needs at most, with its log of changes, and as much again.
const bytesNeeded = 4 * 2 ** 30

/** Where the tests keep their cluster: in memory if this machine has a file system there with room, else in `onDisk`. */
export function testFolder(onDisk: string): string {
  const name = createHash('sha256').update(`${process.getuid?.()} ${onDisk}`).digest('hex').slice(0, 12)
  const inMemory = join(memory, `halfhour-test-${name}`)
  return existsSync(inMemory) || hasRoom() ? inMemory : onDisk
}

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= bytesNeeded
  } catch {
    return false
  }
}

/** Gives the memory back once the cluster is stopped. */
export function removeFromMemory(folder: string): void {
  if (folder.startsWith(`${memory}/`)) rmSync(folder, { recursive: true, force: true })
}
