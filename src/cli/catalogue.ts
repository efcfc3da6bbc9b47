import { readFileSync, writeFileSync } from 'node:fs'
import { catalogue } from '../errors.ts'
import { StartupError } from '../startup-error.ts'
import { runCommand } from './command-line.ts'

// Written from src/errors.ts, so that the catalogue is said once: `npm run catalogue` writes, `-- --check` compares.
const note = 'Made from src/errors.ts by npm run catalogue. Change that file, not this one.'

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

const files: [string, string][] = [
  ['schema/problems.graphql', graphqlText],
  ['docs/errors.md', pageText]
]

async function writeCatalogue(): Promise<string> {
  const stale = files.filter(([path, text]) => current(path) !== text)
  if (process.argv.includes('--check')) {
    if (stale.length > 0)
      throw new StartupError(`${stale.map(([path]) => path).join(', ')} is stale. Run npm run catalogue.`)
    return ''
  }
  for (const [path, text] of stale) writeFileSync(new URL(`../../${path}`, import.meta.url), text)
  return stale.map(([path]) => `${path} written\n`).join('')
}

function current(path: string): string | null {
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  } catch {
    return null
  }
}

await runCommand(writeCatalogue)
