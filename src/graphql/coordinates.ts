import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

// Kept with the syntax tree, so that a hot document is looked through once.
const known = new WeakMap<DocumentNode, readonly string[]>()

/**
 * The fields and arguments that a valid document names, as schema coordinates: Person.email, Query.people(filter:). The
 * same list for the same document.
 */
export function coordinatesOf(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const found = known.get(document) ?? [...coordinatesIn(schema, document)]
  known.set(document, found)
  return found
}

function coordinatesIn(schema: GraphQLSchema, document: DocumentNode): Set<string> {
  const types = new TypeInfo(schema)
  const found = new Set<string>()
  const visitor = {
    Field: () => {
      const field = types.getFieldDef()
      // Introspection and __typename are the language's, not the contract's.
      if (field && !field.name.startsWith('__')) found.add(`${types.getParentType()?.name}.${field.name}`)
    },
    Argument: () => {
      const [field, argument] = [types.getFieldDef(), types.getArgument()]
      if (field && argument && !field.name.startsWith('__'))
        found.add(`${types.getParentType()?.name}.${field.name}(${argument.name}:)`)
    }
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return found
}
