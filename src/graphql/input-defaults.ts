import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  Kind,
  type NamedTypeNode,
  typeFromAST,
  type VariableDefinitionNode
} from 'graphql'

type Variables = Record<string, unknown>

interface Definitions {
  all: readonly VariableDefinitionNode[]
  haveDefaults: boolean
}

// Kept with the syntax tree, so that a hot document is looked through once.
const known = new WeakMap<DocumentNode, Definitions>()

/**
 * The variables with the defaults that the schema has for fields of input objects: a compiled plan would refuse input that
 * leaves them out, where graphql-js fills them in. Variables that can hold none are given back as they are.
 */
export function withInputDefaults(schema: GraphQLSchema, document: DocumentNode, variables: Variables | undefined) {
  const definitions = known.get(document) ?? definitionsIn(schema, document)
  known.set(document, definitions)
  if (!variables || !definitions.haveDefaults) return variables
  return getVariableValues(schema, definitions.all, variables).coerced ?? variables
}

function definitionsIn(schema: GraphQLSchema, { definitions }: DocumentNode): Definitions {
  const all = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : []
  )
  const types = all.map(({ type }) => typeFromAST(schema, type as NamedTypeNode))
  return { all, haveDefaults: types.some((type) => isInputType(type) && hasDefaults(type, new Set())) }
}

function hasDefaults(type: GraphQLInputType, seen: Set<string>): boolean {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || seen.has(named.name)) return false
  seen.add(named.name)
  return Object.values(named.getFields()).some(
    (field) => field.defaultValue !== undefined || hasDefaults(field.type, seen)
  )
}
