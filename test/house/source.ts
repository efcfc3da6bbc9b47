import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

export interface SourceFile {
  path: string
  text: string
  lines: string[]
}

/** The TypeScript files below a folder of the project, without generated ones. */
export function sourceFiles(folder: string): SourceFile[] {
  const names = readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.includes('generated'))
    .map((name) => {
      const path = `${folder}/${name}`
      const text = readFileSync(new URL(path, root), 'utf8')
      return { path, text, lines: text.trimEnd().split('\n') }
    })
}

/** The modules that a file imports, with type-only imports left out: these leave no trace at run time. */
export function importsOf({ text }: SourceFile): string[] {
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\s)[^'"]*?from\s+'([^']+)'/gms)
  return [...statements].map((match) => match[1] as string)
}
