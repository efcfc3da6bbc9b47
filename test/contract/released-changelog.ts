import type { Difference } from './released-sdl.ts'

/** The coordinates in backticks below "Breaking" of the changelog's Unreleased section. */
export function namedBreaks(changelog: string): Set<string> {
  const unreleased = sectionOf(changelog, /^## Unreleased$/m, /^## /m)
  const breaking = sectionOf(unreleased, /^### Breaking$/m, /^##+ /m)
  return new Set([...breaking.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string))
}

function sectionOf(text: string, begin: RegExp, end: RegExp): string {
  const [, after = ''] = text.split(begin, 2)
  return after.split(end, 1)[0] as string
}

/** What to do about each difference that the changelog does not name. */
export const unnamed = (differences: readonly Difference[], named: ReadonlySet<string>): string[] =>
  differences
    .filter(({ coordinate }) => !named.has(coordinate))
    .map(
      ({ coordinate, words }) =>
        `${words.replace(/\.$/, '')}. That breaks clients of the last release: take it back, deprecate it first, or name \`${coordinate}\` under "### Breaking" of CHANGELOG.md's Unreleased section.`
    )
