import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule
} from 'graphql'
import mercurius, { type MercuriusOptions } from 'mercurius'
import { catalogue, type Problem, refuse } from '../errors.ts'
import type { TrustedTexts } from '../modules/documents/trusted-texts.ts'
import type { Connection, GraphqlContext, Module } from '../modules/module.ts'
import { noteDeprecated } from '../plugins/deprecation.ts'
import { noteProblems } from '../request-notes.ts'
import { traced } from '../tracing/trace.ts'
import { batchedFields } from './batches.ts'
import { costWithin } from './bounds.ts'
import { coordinatesOf } from './coordinates.ts'
import { type ChargedContext, graphqlRoutes } from './http.ts'
import { withInputDefaults } from './input-defaults.ts'
import { documentTokensMax } from './limits.ts'
import { type ReadCosts, readPlan } from './read-plan.ts'
import { scalars } from './scalars.ts'
import { schemaTexts } from './schema.ts'
import { subscriptionStream } from './subscriptions/stream.ts'
import type { Subscriptions } from './subscriptions/subscriptions.ts'

interface GraphqlOptions {
  modules: readonly Module[]
  isIntrospectionOn: boolean
  texts: TrustedTexts
  subscriptions: Subscriptions
}

// What a page makes only when asked. Compiled plans read properties and call none.
const connectionFields = {
  edges: (page: Connection) => page.edges(),
  pageInfo: (page: Connection) => page.pageInfo(),
  totalCount: (page: Connection) => page.totalCount()
}

function resolveConnections(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.name.endsWith('Connection')) continue
    for (const [name, field] of Object.entries(type.getFields()))
      field.resolve = connectionFields[name as keyof typeof connectionFields] ?? field.resolve
  }
}

const problemFields = { Problem: { remedy: ({ code }: Problem) => catalogue[code].remedy } }

/**
 * The GraphQL door. Routes are our own (http.ts): Mercurius' own would build a context where a failed token could only
 * end as a fault, and take syntax trees for documents.
 */
export async function graphqlDoor(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { modules, isIntrospectionOn, texts } = options
  const resolvers = merged(modules.map((module) => module.resolvers ?? {}))
  const loaders = merged(modules.map((module) => module.loaders ?? {}))
  const mercuriusOptions = {
    schema: schemaTexts(),
    resolvers: merged([tracedRoots(resolvers), batchedFields(loaders, resolvers), scalars, problemFields]) as never,
    routes: false,
    // Formatting is http.ts's: here the errors are kept as they were thrown, with their causes.
    errorFormatter: (execution: unknown) => ({ statusCode: 200, response: execution as never }),
    // From the second time on a document runs as a compiled plan. Plans are kept by text alone, so that http.ts hands over
    // one operation at a time; leaves are our own columns, which serialising would only look at once more.
    jit: 1,
    compilerOptions: { disableLeafSerialization: true, disablingCapturingStackErrors: true },
    cache: 100 as never,
    graphql: { parseOptions: { maxTokens: documentTokensMax }, validateOptions: { hideSuggestions: true } as never },
    validationRules: isIntrospectionOn ? [] : [NoSchemaIntrospectionCustomRule]
  }
  // Its types don't know of the options that are handed on to the compiler.
  await app.register(mercurius, mercuriusOptions as MercuriusOptions)
  resolveConnections(app.graphql.schema)
  options.subscriptions.serve(app.graphql.schema, modules)
  const readsInSeveralTurns = readPlan(readCosts(modules, app.graphql.schema))
  app.graphql.addHook('preExecution', async (schema, document, context, variables) => {
    refuseToFollow(document)
    const { reply, scope, charge } = context as unknown as Answering & ChargedContext
    noteOperation({ reply, scope }, document)
    if (reply) noteDeprecated(reply.request, schema, document)
    app.contractUsage.note(scope.tenantId, scope.actor, coordinatesOf(schema, document))
    const paying = charge?.(costWithin(schema, document, variables))
    if (paying instanceof Promise) await paying
    if (readsInSeveralTurns(schema, document)) scope.expectSeveralReads()
    return { variables: withInputDefaults(schema, document, variables) }
  })
  graphqlRoutes(app, texts)
  subscriptionStream(app, options.subscriptions)
}

/** Mercurius puts the reply beside our own context, where the operation came by a request. */
type Answering = GraphqlContext & { reply?: FastifyReply }

type Resolve = (obj: unknown, args: unknown, context: GraphqlContext, info: GraphQLResolveInfo) => Promise<unknown>

/** Queries and mutations, each under a span of its own where the request is traced. */
function tracedRoots(resolvers: Fields): Fields {
  const of = (type: string) =>
    Object.entries(resolvers[type] ?? {}).map(([name, resolve]) => {
      const field = `${type}.${name}`
      const attributes = () => ({ 'graphql.field': field })
      const inSpan: Resolve = (obj, args, context, info) => {
        const run = () => (resolve as Resolve)(obj, args, context, info)
        return context.scope.trace ? traced(context.scope.trace, field, attributes, async () => run()) : run()
      }
      return [name, inSpan]
    })
  const mutations = of('Mutation').map(([name, resolve]) => [name, noted(resolve as Resolve)])
  return { ...resolvers, Query: Object.fromEntries(of('Query')), Mutation: Object.fromEntries(mutations) }
}

/** Notes the problems of a payload too, which are no errors of the answer. */
function noted(resolve: Resolve): Resolve {
  return async (obj, args, context, info) => {
    const payload = await resolve(obj, args, context, info)
    const { reply } = context as Answering
    if (reply) noteProblems(reply.request, (payload as { problems?: Problem[] } | null)?.problems ?? [])
    return payload
  }
}

// Executed as if it were a query, a subscription would have nothing to tell.
function refuseToFollow({ definitions }: DocumentNode): void {
  if (definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === 'subscription'))
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'Follow changes over WebSocket, or at POST /graphql/stream.' })
}

// http.ts hands over one operation at a time. What has a name in the schema's grammar is nobody's free text.
function noteOperation({ reply }: Answering, { definitions }: DocumentNode): void {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operation && reply) reply.request.operation = { type: operation.operation, name: operation.name?.value ?? null }
}

// Counting a list and finding a node's type are statements too, though no loader's.
const readCosts = (modules: readonly Module[], schema: GraphQLSchema): ReadCosts => ({
  loaded: new Set([
    ...Object.keys(schema.getTypeMap()).flatMap((type) => (type.endsWith('Connection') ? [`${type}.totalCount`] : [])),
    ...modules.flatMap(({ loaders = {} }) =>
      Object.entries(loaders).flatMap(([type, fields]) => Object.keys(fields).map((name) => `${type}.${name}`))
    )
  ]),
  joined: Object.assign({}, ...modules.map((module) => module.joined ?? {})),
  free: new Set(['viewer', '__schema', '__type', '__typename'])
})

type Fields = Record<string, Record<string, unknown>>

function merged(parts: readonly object[]): Fields {
  const all: Fields = {}
  for (const part of parts) {
    for (const [type, fields] of Object.entries(part)) all[type] = { ...all[type], ...fields }
  }
  return all
}
