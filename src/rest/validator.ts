import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import fastJsonStringify from 'fast-json-stringify'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify'

type FastifyValidationResult = ReturnType<FastifySchemaCompiler<object>>

// The contract names these limits for its readers. They are enforced by the services, whose codes and words are the
// same at both doors; a second guard here would answer differently.
const toldOnly = ['minLength', 'maxLength', 'minimum', 'maximum', 'maxItems', 'default']

// RFC 3339, with the leap second and the lower case that it allows left out, as GraphQL's DateTime does.
const instantPattern = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

interface Place {
  parentData: Record<string, unknown>
  parentDataProperty: string | number
}

/** Gives an instant in any zone the one form that the service works with: UTC with milliseconds. */
function toInstant(text: string, { parentData, parentDataProperty }: Place): boolean {
  if (!instantPattern.test(text) || text.slice(0, 10) !== dayOf(text)) return false
  const instant = new Date(text).toISOString()
  // Postgres knows no year 0, and Date writes years past 9999 in another way.
  if (!/^(19|20|21)/.test(instant)) return false
  parentData[parentDataProperty] = instant
  return true
}

// Date would take February 30th for March 2nd.
function dayOf(text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 10)
}

const isInt32 = (value: number) => Math.abs(value) < 2 ** 31

const checks: Record<string, (value: never, place: Place) => boolean> = { 'date-time': toInstant, int32: isInt32 }

function compiler(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, ...options })
  for (const name of [...toldOnly, 'format']) ajv.removeKeyword(name)
  for (const name of toldOnly) ajv.addKeyword({ keyword: name })
  ajv.addKeyword({
    keyword: 'format',
    modifying: true,
    errors: true,
    compile: (format: string) => {
      const check = checks[format]
      const validate = (value: unknown, place?: unknown): boolean => {
        const isText = typeof value === (format === 'int32' ? 'number' : 'string')
        if (!check || !isText || check(value as never, place as Place)) return true
        Object.assign(validate, { errors: [{ keyword: 'format', params: { format }, message: `must be ${format}` }] })
        return false
      }
      return validate
    }
  })
  return ajv
}

/**
 * A validator for the schemas of the contract (JSON Schema 2020-12). Bodies are taken as they are; what stands in a URL
 * is text, and becomes the number, boolean or list that the contract names.
 */
export function validatorCompiler(): FastifySchemaCompiler<object> {
  const ofBodies = compiler({})
  const ofUrls = compiler({ coerceTypes: 'array' })
  return ({ schema, httpPart }) => {
    if (httpPart === 'body') return whenAsked(() => ofBodies.compile(schema))
    return whenAsked(() =>
      ofUrls.compile(httpPart === 'querystring' ? { ...schema, additionalProperties: false } : schema)
    )
  }
}

/** Compiles a validator with the first request that needs it: to compile all of them took half of a start. */
function whenAsked(compile: () => ValidateFunction): FastifyValidationResult {
  let compiled: ValidateFunction | null = null
  const validate: FastifyValidationResult = (data) => {
    compiled ??= compile()
    const isValid = compiled(data) as boolean
    validate.errors = compiled.errors as never
    return isValid
  }
  return validate
}

/** Writes answers as the contract has them, and nothing that it does not have; compiled with the first answer. */
export const serializerCompiler: FastifySerializerCompiler<object> = ({ schema }) => {
  let write: ((data: unknown) => string) | null = null
  return (data) => {
    write ??= fastJsonStringify(schema)
    return write(data)
  }
}
