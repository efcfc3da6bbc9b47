import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../schema/', import.meta.url)

/** The contract's files, base.graphql first: the others extend what it defines. */
export function schemaFiles(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql') && name !== 'base.graphql')
  return ['base.graphql', ...names.sort()]
}

/** The SDL of every module, as written by hand. */
export const schemaTexts = (): string[] => schemaFiles().map((name) => readFileSync(new URL(name, folder), 'utf8'))
