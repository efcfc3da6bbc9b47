import type { FastifySchemaValidationError } from 'fastify'
import { type Problem, problem } from '../errors.ts'

// A body of 500 rows can be wrong in thousands of places; nobody reads more than these.
const problemsMax = 100

interface Mistake extends FastifySchemaValidationError {
  params: Record<string, unknown>
}

// "null or an object of this kind" reports the null too, and the choice itself: only the object's own mistakes help.
const isNoise = ({ keyword, params }: Mistake) => keyword === 'anyOf' || params.type === 'null'

const words: Record<string, (params: Record<string, unknown>) => string> = {
  required: () => 'The field is required.',
  additionalProperties: () => 'There is no such field.',
  type: ({ type }) => `The value has to be of type ${[type].flat().join(' or ')}.`,
  enum: ({ allowedValues }) =>
    `The value has to be one of ${(allowedValues as string[]).filter((value) => value !== null).join(', ')}.`,
  format: ({ format }) =>
    format === 'date-time'
      ? 'The value has to be an instant as RFC 3339 has it, as in 2026-11-24T09:30:00.000Z.'
      : 'The number is too large.'
}

function pathOf({ instancePath, params }: Mistake): string[] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const field = params.missingProperty ?? params.additionalProperty
  return field === undefined ? path : [...path, String(field)]
}

/** The mistakes that the validator found in a part of a request, each with the way to its field. */
export function invalidInput(validation: readonly FastifySchemaValidationError[], part: string): Problem[] {
  const mistakes = (validation as Mistake[]).filter((mistake) => !isNoise(mistake))
  const problems = (mistakes.length > 0 ? mistakes : (validation as Mistake[])).slice(0, problemsMax).map((mistake) => {
    const unknown = mistake.keyword === 'additionalProperties' && part === 'querystring'
    const message = unknown ? 'There is no such parameter.' : words[mistake.keyword]?.(mistake.params)
    return problem('INVALID_INPUT', { path: pathOf(mistake), message: message ?? 'The value is not allowed.' })
  })
  return problems
}

/** Texts that neither JSON nor Postgres can keep: a NUL, or half of a surrogate pair. Each with the way to it. */
export function unkeepable(value: unknown, path: readonly string[] = []): Problem[] {
  if (typeof value === 'string') return isKeepable(value) ? [] : [unkeepableAt(path)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    isKeepable(name) ? unkeepable(part, [...path, name]) : [unkeepableAt(path)]
  )
}

const isKeepable = (text: string) => !text.includes('\0') && text.isWellFormed()

const unkeepableAt = (path: readonly string[]) =>
  problem('INVALID_INPUT', { path, message: 'The text holds characters that can not be kept.' })
