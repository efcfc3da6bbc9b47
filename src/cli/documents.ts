import { readFileSync } from 'node:fs'
import { operatorActor } from '../actor.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { openScope, type Scope } from '../db/scope.ts'
import { readDocument } from '../graphql/read-document.ts'
import { joinGround } from '../ground.ts'
import { listTrustedDocuments, registerTrustedDocuments } from '../modules/documents/documents.service.ts'
import { campusIdBySlug } from '../modules/tenants/list-campuses.ts'
import { systemClock } from '../ports/clock.ts'
import { StartupError } from '../startup-error.ts'
import { optionsOf, runCommand, usageError } from './command-line.ts'

const usage =
  'npm run documents -- register --campus SLUG FILE… (GraphQL files of one operation each, or JSON manifests); or npm run documents -- list --campus SLUG'
const batchSize = 100

interface NamedText {
  /** Where it was found, for messages. */
  from: string
  text: string
}

/**
 * The texts in a file: GraphQL as it is; of JSON the operations of Apollo's persisted query manifest, or the values of an
 * object from hash to text, as Relay and GraphQL Code Generator write it.
 */
function textsIn(file: string): NamedText[] {
  const content = readText(file)
  if (!file.endsWith('.json')) return [{ from: file, text: content }]
  const manifest = parsed(file, content)
  const { operations } = manifest as { operations?: { name?: string; body?: unknown }[] }
  const entries = Array.isArray(operations)
    ? operations.map(({ name, body }, index) => [name ?? `operation ${index + 1}`, body] as const)
    : Object.entries(manifest)
  return entries.map(([name, text]) => {
    if (typeof text !== 'string') throw new StartupError(`${file}: ${name} is no text.`)
    return { from: `${file}: ${name}`, text }
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartupError(`${file} can not be read (${(error as { code?: string }).code}).`, error)
  }
}

function parsed(file: string, content: string): object {
  try {
    const manifest = JSON.parse(content)
    if (typeof manifest === 'object' && manifest !== null) return manifest
  } catch {}
  throw new StartupError(`${file} is no JSON object.`)
}

// All files are read and checked before the first is registered, so that a mistake in the last one leaves nothing behind.
function textsOf(files: readonly string[]): string[] {
  const found = files.flatMap(textsIn)
  const mistakes = found.flatMap(({ from, text }) => readDocument(text).mistakes.map((words) => `${from}: ${words}`))
  if (mistakes.length > 0) throw new StartupError(mistakes.join('\n'))
  if (found.length === 0) throw usageError('name a file with documents', usage)
  return found.map(({ text }) => text)
}

const lineOf = ({ documentId, name }: { documentId: string; name: string | null }) => `${documentId}\t${name ?? ''}\n`

async function register(scope: Scope, texts: readonly string[]): Promise<string> {
  let lines = ''
  for (let at = 0; at < texts.length; at += batchSize) {
    const documents = texts.slice(at, at + batchSize).map((text) => ({ text }))
    lines += (await registerTrustedDocuments(scope, { documents }, readDocument)).map(lineOf).join('')
  }
  return lines
}

async function list(scope: Scope): Promise<string> {
  let lines = ''
  for (let after: string | null = null; ; ) {
    const page = await listTrustedDocuments(scope, { first: 100, after })
    lines += page.nodes.map(lineOf).join('')
    const { hasNextPage, endCursor } = page.pageInfo()
    if (!hasNextPage) return lines
    after = endCursor
  }
}

async function documents(): Promise<string> {
  const options = { campus: { type: 'string' } } as const
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage)
  const [verb, ...files] = positionals
  if (verb !== 'register' && verb !== 'list') throw usageError('say register or list', usage)
  const slug = values.campus
  if (!slug) throw usageError('--campus is missing', usage)
  const texts = verb === 'register' ? textsOf(files) : []
  const ground = await joinGround(readConfig())
  try {
    const database = await openDatabase({ connectionString: ground.appUrl, max: 1 })
    try {
      const tenantId = await campusIdBySlug(database, systemClock, slug)
      if (!tenantId) throw new StartupError(`there is no campus ${slug}. npm run campus -- list tells which there are.`)
      const scope = openScope({ database, clock: systemClock, tenantId, actor: operatorActor, requestId: newId() })
      return await (verb === 'register' ? register(scope, texts) : list(scope))
    } finally {
      await database.close()
    }
  } finally {
    await ground.close()
  }
}

await runCommand(documents)
