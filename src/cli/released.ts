import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { buildSchema, printSchema } from 'graphql'
import { schemaTexts } from '../graphql/schema.ts'
import { contractText } from '../rest/contract.ts'
import { runCommand } from './command-line.ts'

const root = new URL('../../', import.meta.url)

/**
 * Keeps both contracts as a release has them, for the tests to hold every later change against. Run as part of a release
 * and never otherwise: what is kept is what clients were promised.
 */
async function keepReleased(): Promise<string> {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
  const note = `# The contract as Halfhour ${version} has it. Taken by npm run release-contract; change nothing here.\n`
  const texts = {
    'schema.graphql': `${printSchema(buildSchema(schemaTexts().join('\n')))}\n`,
    'openapi.yaml': contractText
  }
  const folder = new URL('schema/released/', root)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(texts)) writeFileSync(new URL(name, folder), note + text)
  return Object.keys(texts)
    .map((name) => `schema/released/${name} written\n`)
    .join('')
}

await runCommand(keepReleased)
