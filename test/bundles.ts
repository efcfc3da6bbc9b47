import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

// Half of the time of a small test file is reading the service's sources and compiling them. So files run together in one
// process, a handful of a folder at a time, each on databases of its own as before; a bundle does nothing but import them.
const folder = '.tap/bundles'
const filesMax = 10

// These start processes of their own, hold up the event loop, look at the whole process, or take as long as a bundle.
const alone =
  /^test\/(process|permissions|tenancy)\/|\/(load-shedding|metrics|traces|nothing-personal-is-logged)\.test\.ts$/

// What a file waits for before its first test keeps the others' process open too short, or closes theirs with its own.
const waitsFirst = (file: string): boolean => /^(const|let) .* = await |^await /m.test(readFileSync(file, 'utf8'))
const isAlone = (file: string): boolean => alone.test(file) || waitsFirst(file)

/** The files that tap is to run for those asked for (all, unless some are): bundles, and before them what runs alone. */
export function bundled(asked: readonly string[]): string[] {
  const files = [...new Set(asked.flatMap((pattern) => globSync(pattern)))].sort()
  if (files.length === 1) return files
  const together = Map.groupBy(
    files.filter((file) => !isAlone(file)),
    dirname
  )
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return [...files.filter(isAlone), ...[...together].flatMap(([home, some]) => bundlesOf(home, some))]
}

function bundlesOf(home: string, files: readonly string[]): string[] {
  const count = Math.ceil(files.length / filesMax)
  const size = Math.ceil(files.length / count)
  return Array.from({ length: count }, (_, n) => {
    const path = join(folder, `${relative('test', home).replaceAll('/', '-')}-${n + 1}.mjs`)
    const imports = files.slice(n * size, (n + 1) * size).map((file) => `await import('${pathToFileURL(file)}')\n`)
    writeFileSync(path, imports.join(''))
    return path
  })
}
