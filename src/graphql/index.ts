import type { FastifyInstance } from 'fastify'
import { NoSchemaIntrospectionCustomRule } from 'graphql'
import mercurius from 'mercurius'
import { catalogue, type Problem } from '../errors.ts'
import type { GraphqlContext, Module } from '../modules/module.ts'
import { batchedFields } from './batches.ts'
import { documentTokensMax, graphqlRoutes } from './http.ts'
import { type ReadCosts, readPlan } from './read-plan.ts'
import { scalars } from './scalars.ts'
import { schemaTexts } from './schema.ts'

interface GraphqlOptions {
  modules: readonly Module[]
  isIntrospectionOn: boolean
}

const problemFields = { Problem: { remedy: ({ code }: Problem) => catalogue[code].remedy } }

/**
 * The GraphQL door. Routes are our own (http.ts): Mercurius' own would build a context where a failed token could only
 * end as a fault, and take syntax trees for documents.
 */
export async function graphqlDoor(app: FastifyInstance, { modules, isIntrospectionOn }: GraphqlOptions): Promise<void> {
  const resolvers = merged(modules.map((module) => module.resolvers ?? {}))
  const loaders = merged(modules.map((module) => module.loaders ?? {}))
  await app.register(mercurius, {
    schema: schemaTexts(),
    resolvers: merged([resolvers, batchedFields(loaders, resolvers), scalars, problemFields]) as never,
    routes: false,
    // Formatting is http.ts's: here the errors are kept as they were thrown, with their causes.
    errorFormatter: (execution) => ({ statusCode: 200, response: execution as never }),
    // No compiled plans: they are cached by text alone and could run the other operation of a document, and they refuse
    // input whose defaults the schema would have filled in.
    jit: 0,
    cache: 100 as never,
    queryDepth: 15,
    graphql: { parseOptions: { maxTokens: documentTokensMax }, validateOptions: { hideSuggestions: true } as never },
    validationRules: isIntrospectionOn ? [] : [NoSchemaIntrospectionCustomRule]
  })
  const readsInSeveralTurns = readPlan(readCosts(modules))
  app.graphql.addHook('preExecution', async (_schema, document, context) => {
    if (readsInSeveralTurns(document)) (context as unknown as GraphqlContext).scope.expectSeveralReads()
  })
  graphqlRoutes(app)
}

// Counting a list and finding a node's type are statements too, though no loader's.
const readCosts = (modules: readonly Module[]): ReadCosts => ({
  loaded: new Set([
    'totalCount',
    ...modules.flatMap((module) => Object.values(module.loaders ?? {}).flatMap(Object.keys))
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
