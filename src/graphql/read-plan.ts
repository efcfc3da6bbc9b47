import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode
} from 'graphql'
import type { JoinedFields } from '../modules/module.ts'

/** What the modules say about where statements are spent. */
export interface ReadCosts {
  /** Fields (`Type.field`) that cost a statement of their own for each level of a document. */
  loaded: ReadonlySet<string>
  /** By root field: the loaded fields that its own statement brings along. */
  joined: Readonly<Record<string, JoinedFields>>
  /** Root fields that cost no statement. */
  free: ReadonlySet<string>
}

type Plan = (schema: GraphQLSchema, document: DocumentNode) => boolean

/**
 * Tells whether a document reads in several turns, so that its reads have to share a snapshot. Decided on the document
 * alone and kept with it, so that a hot query pays nothing. Saying yes too often costs a round trip, no too often would
 * mix two states of the campus: what is not sure is yes.
 */
export function readPlan(costs: ReadCosts): Plan {
  const plans = new WeakMap<DocumentNode, boolean>()
  return (schema, document) => {
    const known = plans.get(document)
    if (known !== undefined) return known
    const found = document.definitions.some(
      (definition) =>
        definition.kind !== Kind.OPERATION_DEFINITION ||
        definition.selectionSet.selections.some((root) => turns(schema, rootOf(definition), root, costs) > 1)
    )
    plans.set(document, found)
    return found
  }
}

const rootOf = ({ operation }: OperationDefinitionNode) => `${operation[0]?.toUpperCase()}${operation.slice(1)}`

function turns(schema: GraphQLSchema, rootType: string, root: SelectionNode, costs: ReadCosts): number {
  if (root.kind !== Kind.FIELD) return Number.POSITIVE_INFINITY
  const { value: name } = root.name
  const own = costs.free.has(name) ? 0 : 1
  return own + turnsBelow(schema, typeOf(schema, rootType, name), root, costs, costs.joined[name] ?? {})
}

function turnsBelow(
  schema: GraphQLSchema,
  parent: string,
  field: FieldNode,
  costs: ReadCosts,
  joined: JoinedFields
): number {
  const below = (field.selectionSet?.selections ?? []).map((child) => {
    if (child.kind !== Kind.FIELD) return Number.POSITIVE_INFINITY
    const name = child.name.value
    if (parent === '' && !free.has(name)) return Number.POSITIVE_INFINITY
    const isLoaded = costs.loaded.has(`${parent}.${name}`) && !isJoined(child, joined)
    return (isLoaded ? 1 : 0) + turnsBelow(schema, typeOf(schema, parent, name), child, costs, joined)
  })
  return Math.max(0, ...below)
}

// What every type has and no statement brings.
const free = new Set(['id', '__typename'])

/** The name of the object type that a field gives, without lists and marks; empty where it may be one of several. */
function typeOf(schema: GraphQLSchema, parent: string, field: string): string {
  const type = schema.getType(parent)
  const given = isObjectType(type) ? getNamedType(type.getFields()[field]?.type) : undefined
  return isObjectType(given) ? given.name : ''
}

function isJoined(field: FieldNode, joined: JoinedFields): boolean {
  const columns = joined[field.name.value]
  if (columns === undefined || columns === 'all') return columns === 'all'
  return (field.selectionSet?.selections ?? []).every(
    (child) => child.kind === Kind.FIELD && Object.hasOwn(columns, child.name.value)
  )
}
