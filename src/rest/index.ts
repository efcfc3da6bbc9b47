import { isUtf8 } from 'node:buffer'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import openapiGlue from 'fastify-openapi-glue'
import { refuse, refuseAll } from '../errors.ts'
import { bestMediaType } from '../media-type.ts'
import type { Module, RouteHandler } from '../modules/module.ts'
import {
  type Contract,
  mediaTypesOf,
  type Operation,
  onlyJson,
  onlyUrlParameters,
  operationsOf,
  parameterOf,
  readContract
} from './contract.ts'
import { asPrecondition, expectVersion, noteVersion } from './if-match.ts'
import { unkeepable } from './invalid-input.ts'
import { sendProblem } from './problems.ts'
import { serializerCompiler, validatorCompiler } from './validator.ts'

interface RestOptions {
  modules: readonly Module[]
}

const bodyBytesMax = 2 * 1024 * 1024

/**
 * The REST door: binds the operations of openapi.yaml to the modules' handlers by operationId. Start-up fails when an
 * operation has no handler, or a handler no operation.
 */
export async function restDoor(app: FastifyInstance, { modules }: RestOptions): Promise<void> {
  const contract = readContract()
  // Copies, because a route offers every media type that its answer is written in.
  const operations = new Map(operationsOf(contract).map((operation) => [operation.operationId, { ...operation }]))
  const handlers = handlersOf(modules)
  assertComplete([...operations.keys()], [...handlers.keys()])
  await app.register(async (door) => {
    door.setErrorHandler((error: FastifyError, request, reply) =>
      sendProblem(asPrecondition(error, request) as FastifyError, request, reply)
    )
    door.addHook('preSerialization', noteVersion)
    door.setValidatorCompiler(validatorCompiler())
    door.setSerializerCompiler(serializerCompiler)
    takeOnlyJson(door)
    await door.register(openapiGlue, {
      specification: onlyUrlParameters(onlyJson(contract)),
      operationResolver: (id: string) =>
        routeOf(contract, operations.get(id) as Operation, handlers.get(id) as RouteHandler) as never
    })
  })
}

function handlersOf(modules: readonly Module[]): Map<string, RouteHandler> {
  const handlers = modules.flatMap(({ routes }) => Object.entries(routes ?? {}))
  const names = handlers.map(([name]) => name)
  const twice = names.filter((name, index) => names.indexOf(name) < index)
  if (twice.length > 0) throw new Error(`Two modules handle the same operation: ${twice.join(', ')}.`)
  return new Map(handlers)
}

function assertComplete(operations: readonly string[], handlers: readonly string[]): void {
  const unbound = operations.filter((id) => !handlers.includes(id))
  const unknown = handlers.filter((id) => !operations.includes(id))
  if (unbound.length > 0) throw new Error(`openapi.yaml has operations without a handler: ${unbound.join(', ')}.`)
  if (unknown.length > 0) throw new Error(`There are handlers that openapi.yaml does not know: ${unknown.join(', ')}.`)
}

function routeOf(contract: Contract, operation: Operation, handler: RouteHandler) {
  const offers = mediaTypesOf(operation)
  const needsBody = operation.requestBody?.required === true
  const parameters = (operation.parameters ?? []).map((parameter) => parameterOf(contract, parameter))
  const takesParameters = parameters.some((parameter) => parameter.in === 'query')
  const takesIfMatch = parameters.some(({ name }) => name === 'If-Match')
  return {
    bodyLimit: bodyBytesMax,
    // Before the body is read, and before anything is changed.
    onRequest: async ({ headers, query }: FastifyRequest) => {
      // What answers by leading elsewhere offers nothing of its own.
      if (offers.length > 0 && bestMediaType(headers.accept, offers) === null) throw refuse('NOT_ACCEPTABLE')
      const [parameter] = Object.keys(query as object)
      if (!takesParameters && parameter)
        throw refuse('INVALID_INPUT', { path: [parameter], message: 'There is no such parameter.' })
    },
    preValidation: async (request: FastifyRequest) => {
      const { params, query, body } = request
      if (needsBody && body === undefined) throw refuse('INVALID_INPUT', { message: 'The request needs a body.' })
      refuseAll([params, query, body].flatMap((part) => unkeepable(part)))
      if (takesIfMatch) expectVersion(request, operation.operationId)
    },
    preHandler: async ({ query, scope }: FastifyRequest) => {
      // A page and its count are two statements: one snapshot, so that they agree.
      if ((query as { totalCount?: boolean }).totalCount === true) scope.expectSeveralReads()
    },
    handler: (request: FastifyRequest, reply: FastifyReply) => handler(request, reply)
  }
}

/** Everything but JSON in UTF-8 is refused, where fastify would also take plain text and mend broken bytes. */
function takeOnlyJson(door: FastifyInstance): void {
  const parseJson = door.getDefaultJsonParser('error', 'error')
  door.removeAllContentTypeParsers()
  door.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (!isUtf8(bytes)) return done(refuse('MALFORMED_BODY', { message: 'The body is not in UTF-8.' }))
    // A move without anything to say may come with an empty body, whatever its header promises.
    if (bytes.length === 0) return done(null, undefined)
    return parseJson(request, bytes.toString('utf8'), done)
  })
}
