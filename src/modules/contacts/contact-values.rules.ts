import { type Problem, problem } from '../../errors.ts'
import { textProblems as keepableProblems } from '../text.rules.ts'

export { choiceProblems, dayProblems, emailProblems, missingProblems, type Path } from '../people/value.rules.ts'
export { urlProblems } from '../url.rules.ts'

// What neither a line of a vCard nor a cell that somebody reads has a place for; a note has lines and tabs.
const strange = {
  line: /[\u0000-\u001f\u007f\u0085\u2028\u2029]/,
  note: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
}

/** What is wrong with a text of a contact: blank, too long, or, with control characters in it, none that files can carry. */
export function textProblems(
  value: string | null | undefined,
  path: readonly (string | number)[],
  max: number,
  form: 'line' | 'note'
): Problem[] {
  const problems = keepableProblems(value, path, max, 1)
  if (value == null || problems.length > 0 || !strange[form].test(value)) return problems
  return [problem('INVALID_INPUT', { path, message: 'The text holds control characters or line ends.' })]
}
