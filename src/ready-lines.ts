import type { Config } from './config.ts'
import { hasInbox } from './mail/open-post.ts'
import type { CampusTokens } from './modules/tenants/dev-tokens.ts'

const sampleQuery = '{ viewer { roles person { name } } mentors(first: 3) { nodes { name } } }'

/** What a start prints when it serves: where to look, whom to be, and one query to copy. */
export function readyLines(config: Config, address: string, campuses: readonly CampusTokens[]): string {
  const lines = [`Halfhour is ready at ${address}`, `  GraphQL         ${address}/graphql`]
  if (config.pages.graphiql) lines.push(`  GraphiQL        ${address}/graphiql`)
  if (config.pages.docs) lines.push(`  REST reference  ${address}/docs`)
  if (hasInbox(config) && !config.mail) lines.push(`  Mail inbox      ${address}/dev/inbox`)
  return `${[...lines, ...tokenLines(campuses), ...queryLines(address, campuses)].join('\n')}\n`
}

function tokenLines(campuses: readonly CampusTokens[]): string[] {
  if (campuses.length === 0) return []
  const lines = ['', 'Tokens for 24 hours (npm run -s token makes others):']
  for (const { slug, tokens } of campuses) {
    lines.push(`  ${slug}`)
    for (const [role, token] of Object.entries(tokens)) if (token) lines.push(`    ${role.padEnd(10)} ${token}`)
  }
  return lines
}

function queryLines(address: string, campuses: readonly CampusTokens[]): string[] {
  const token = campuses[0]?.tokens.student ?? 'TOKEN'
  const headers = `-H 'content-type: application/json' -H 'authorization: Bearer ${token}'`
  return ['', 'A first query:', `curl -sS ${address}/graphql ${headers} -d '${JSON.stringify({ query: sampleQuery })}'`]
}
