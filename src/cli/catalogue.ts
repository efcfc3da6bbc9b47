import { readFileSync, writeFileSync } from 'node:fs'
import { catalogue, type ProblemCode } from '../errors.ts'
import { StartupError } from '../startup-error.ts'
import { runCommand } from './command-line.ts'

// Written from src/catalogue, so that the catalogue is said once: `npm run catalogue` writes, `-- --check` compares.
const note = 'Made from src/catalogue by npm run catalogue. Change the files there, not this one.'

const entries = Object.entries(catalogue)

const graphqlText = `# ${note}

"The codes of all refusals; docs/errors.md says what each asks for."
enum ProblemCode {
${entries.map(([code, { title }]) => `  "${title}"\n  ${code}`).join('\n')}
}
`

const pageText = `# Refusals

<!-- ${note} -->

Every refusal has a code from this closed catalogue. GraphQL mutations answer with it in \`problems[].code\`, GraphQL errors
in \`errors[].extensions.code\`, REST as \`code\` in \`application/problem+json\` with the HTTP status. \`path\` leads to the
field of the input that is meant. \`GET /problems/{code}\` answers an entry of this page.

${entries.map(([code, { status, title, remedy }]) => `## ${code}\n\nHTTP ${status}. ${title} ${remedy}`).join('\n\n')}
`

// What is refused because of a GraphQL document: REST has none.
const graphqlOnly = new Set<ProblemCode>([
  'INVALID_DOCUMENT',
  'OPERATION_NOT_ALLOWED',
  'DOCUMENT_NOT_FOUND',
  'DOCUMENT_NOT_TRUSTED',
  'QUERY_TOO_COMPLEX'
])

const restCodes = (Object.keys(catalogue) as ProblemCode[]).filter((code) => !graphqlOnly.has(code))

const [begin, end] = ['# The codes below: made from src/catalogue by npm run catalogue.', '# The codes end here.']

/** The REST contract with the codes between the two marks as the catalogue has them; everything else stays as it is. */
function withCodes(contract: string): string {
  const marked = new RegExp(`^( *)${begin}\n[^]*?^ *${end}$`, 'm')
  const indent = marked.exec(contract)?.[1]
  if (indent === undefined) throw new StartupError(`openapi.yaml has no "${begin}" with "${end}" below it.`)
  const lines = [begin, ...restCodes.map((code) => `- ${code}`), end]
  return contract.replace(marked, lines.map((line) => indent + line).join('\n'))
}

/** How each file reads when it is up to date. */
const files: [string, (now: string) => string][] = [
  ['schema/problems.graphql', () => graphqlText],
  ['docs/errors.md', () => pageText],
  ['openapi.yaml', withCodes]
]

async function writeCatalogue(): Promise<string> {
  const texts = files.map(([path, made]) => ({ path, now: current(path), text: made(current(path)) }))
  const stale = texts.filter(({ now, text }) => now !== text)
  if (process.argv.includes('--check')) {
    if (stale.length > 0)
      throw new StartupError(`${stale.map(({ path }) => path).join(', ')} is stale. Run npm run catalogue.`)
    return ''
  }
  for (const { path, text } of stale) writeFileSync(new URL(`../../${path}`, import.meta.url), text)
  return stale.map(({ path }) => `${path} written\n`).join('')
}

function current(path: string): string {
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  } catch {
    return ''
  }
}

await runCommand(writeCatalogue)
