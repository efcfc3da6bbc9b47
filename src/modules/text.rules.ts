import { type Problem, problem } from '../errors.ts'

/**
 * What is wrong with a text: too long, empty where it may not be, or holding what Postgres and JSON can't keep (a NUL,
 * half a surrogate pair). Lengths count UTF-16 units, as browsers' maxlength does.
 */
export function textProblems(
  value: string | null | undefined,
  path: readonly (string | number)[],
  max: number,
  min = 0
): Problem[] {
  if (value == null) return []
  const invalid = (message: string) => [problem('INVALID_INPUT', { path, message })]
  if (value.includes('\0') || !value.isWellFormed()) return invalid('The text holds characters that can not be kept.')
  if (value.trim().length < min)
    return invalid(min === 1 ? 'The text is empty.' : `The text needs at least ${min} characters.`)
  if (value.length > max) return invalid(`The text is longer than ${max} characters.`)
  return []
}

/** The same for each text of a list, and for their number. */
export function textListProblems(
  values: readonly string[] | null | undefined,
  path: readonly (string | number)[],
  max: number,
  maxItems: number
): Problem[] {
  if (values == null) return []
  if (values.length > maxItems)
    return [problem('INVALID_INPUT', { path, message: `The list has more than ${maxItems} items.` })]
  return values.flatMap((value, index) => textProblems(value, [...path, index], max, 1))
}
