import { type Problem, problem } from '../errors.ts'

const urlMax = 2_000

// What the form of a URL does not allow, and what would end a line of a header or of a card.
const strange = /[\s\u0000-\u001f\u007f"<>\\^`{|}]/

function isUrl(value: string, schemes: readonly string[]): boolean {
  if (value.length > urlMax || strange.test(value) || !value.isWellFormed() || !URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  return schemes.includes(protocol.slice(0, -1)) && hostname !== '' && username === '' && password === ''
}

/** What is wrong with a URL: it has to be absolute, of one of these schemes, without a password, at most 2,000 characters. */
export const urlProblems = (
  value: string | null | undefined,
  path: readonly (string | number)[],
  schemes: readonly string[]
): Problem[] =>
  value == null || isUrl(value, schemes)
    ? []
    : [problem('INVALID_INPUT', { path, message: `The text is no ${schemes.join(' or ')} URL.` })]
