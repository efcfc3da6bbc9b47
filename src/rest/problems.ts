import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { catalogue, type Problem, type ProblemCode, Refusal, refuse } from '../errors.ts'
import { noteProblems } from '../request-notes.ts'
import { invalidInput } from './invalid-input.ts'
import { pathMethods } from './path-methods.ts'

const refusalOfStatus: Record<number, ProblemCode> = {
  400: 'MALFORMED_BODY',
  404: 'ROUTE_NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE'
}

/** What was thrown, in the catalogue's words; null when it is a fault of ours. */
function toRefusal(error: FastifyError | Refusal): Refusal | null {
  if (error instanceof Refusal) return error
  if (error.validation) return new Refusal(invalidInput(error.validation, error.validationContext ?? 'body'), error)
  if (error.code === 'FST_ERR_BAD_URL') {
    return refuse('INVALID_INPUT', { message: 'The path is not well-formed UTF-8 in percent-encoding.', cause: error })
  }
  // No id and no code is that long: like every malformed one, it is simply missing.
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return refuse('NOT_FOUND', { cause: error })
  const code = error.code?.startsWith('FST_') ? refusalOfStatus[error.statusCode ?? 500] : undefined
  return code ? refuse(code, { cause: error }) : null
}

/** One of several problems, with what to do about it. */
export const problemItem = (item: Problem) => ({ ...item, remedy: catalogue[item.code].remedy })

/** The RFC 9457 body of a refusal: its first problem, and all of them when there are several. */
function body({ problems, status }: Refusal, requestId: string) {
  const { code, message, path, ...rest } = problems[0] as Problem
  const { title, remedy } = catalogue[code]
  const instance = `urn:uuid:${requestId}`
  const first = { type: `/problems/${code}`, title, status, detail: message, instance, code, path, remedy, ...rest }
  return problems.length > 1 ? { ...first, problems: problems.map(problemItem) } : first
}

/**
 * Answers with what was thrown, as application/problem+json. Faults are masked; the log has them under the trace id.
 * Also fastify's `frameworkErrors`: what fails before there is a route, as a path that can't be decoded.
 */
export function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const refusal = toRefusal(error) ?? refuse('INTERNAL_SERVER_ERROR', { cause: error })
  const { status } = refusal
  noteProblems(request, refusal.problems)
  if (status === 500) request.log.error({ err: error, traceId: request.id }, 'A request failed')
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 503) reply.header('retry-after', '2')
  reply.removeHeader('link')
  const text = JSON.stringify(body(refusal, request.id))
  return reply.code(status).type('application/problem+json; charset=utf-8').serializer(String).send(text)
}

/**
 * Errors as problems, everywhere that no door has its own form; unknown paths and methods; and the catalogue itself
 * under /problems, to which the `type` of a problem points.
 */
export const problemErrors = fp(
  async (app) => {
    const methodsOf = pathMethods(app)
    app.setErrorHandler(sendProblem)
    app.setNotFoundHandler((request, reply) => {
      const allowed = methodsOf(request.url.split('?', 1)[0] as string)
      if (allowed.length === 0) throw refuse('ROUTE_NOT_FOUND')
      reply.header('allow', allowed.join(', '))
      throw refuse('METHOD_NOT_ALLOWED')
    })
    app.get('/problems/:code', async (request) => {
      const { code } = request.params as { code: ProblemCode }
      if (!Object.hasOwn(catalogue, code)) throw refuse('NOT_FOUND', { path: ['code'] })
      return { code, ...catalogue[code] }
    })
  },
  { name: 'problem-errors' }
)
