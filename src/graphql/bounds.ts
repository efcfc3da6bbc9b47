import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit
} from 'graphql'
import { type Problem, problem, refuse } from '../errors.ts'
import { type Cost, costOf, type Fragments, rootFields } from './cost.ts'
import {
  aliasesMax,
  costMax,
  depthMax,
  directivesMax,
  listLengthMax,
  rootFieldsMax,
  variableValuesMax
} from './limits.ts'

type Variables = Readonly<Record<string, unknown>>

interface Measured {
  problems: Problem[]
  cost: Cost
}

/** What a request costs at most, and what an answer to it came to. */
export interface CostOfRequest {
  requested: number
  actual(data: unknown): number
}

// Kept with the syntax tree, so that a hot document is measured once.
const known = new WeakMap<DocumentNode, Measured>()

/**
 * What an operation costs, once it has been found to keep every bound. Called on a valid document of one operation,
 * before anything of it runs.
 * Throws QUERY_TOO_COMPLEX with each figure and its limit.
 */
export function costWithin(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables | undefined
): CostOfRequest {
  const measured = known.get(document) ?? measure(schema, document)
  known.set(document, measured)
  const [first] = measured.problems
  if (first) throw refuse('QUERY_TOO_COMPLEX', { message: first.message })
  const requested = measured.cost.requested(variables ?? {})
  if (requested > costMax) throw tooMuch('The operation costs', requested, 'points', costMax)
  return { requested, actual: (data) => measured.cost.actual(data, variables ?? {}) }
}

const words = (what: string, figure: number, unit: string, limit: number) =>
  `${what} ${figure} ${unit}; ${limit} are allowed.`

const tooMuch = (what: string, figure: number, unit: string, limit: number) =>
  refuse('QUERY_TOO_COMPLEX', { message: words(what, figure, unit, limit) })

function measure(schema: GraphQLSchema, document: DocumentNode): Measured {
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION
  ) as OperationDefinitionNode
  const fragments: Fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : []
    )
  )
  const { aliases, directives } = countsOf(document)
  const roots = rootFields(operation.selectionSet, fragments)
  const isIntrospection = roots.every(({ name }) => name.value.startsWith('__'))
  const figures = [
    // The usual introspection query is 13 levels deep, newer ones a few more; it reads the schema and nothing else.
    [
      'The document has',
      isIntrospection ? 0 : depthOf(operation.selectionSet, fragments, new Map()),
      'levels',
      depthMax
    ],
    ['The document has', aliases, 'aliases', aliasesMax],
    ['The document has', directives, 'directives', directivesMax],
    ['The operation has', roots.length, 'root fields', rootFieldsMax]
  ] as const
  const problems = figures
    .filter(([, figure, , limit]) => figure > limit)
    .map(([what, figure, unit, limit]) => problem('QUERY_TOO_COMPLEX', { message: words(what, figure, unit, limit) }))
  return { problems, cost: costOf(schema, operation, fragments) }
}

function countsOf(document: DocumentNode): { aliases: number; directives: number } {
  const counts = { aliases: 0, directives: 0 }
  visit(document, {
    Field: ({ alias }) => {
      if (alias) counts.aliases += 1
    },
    Directive: () => {
      counts.directives += 1
    }
  })
  return counts
}

function depthOf(set: SelectionSetNode, fragments: Fragments, depths: Map<FragmentDefinitionNode, number>): number {
  const below = set.selections.map((selection) => {
    if (selection.kind === Kind.FIELD)
      return selection.selectionSet ? 1 + depthOf(selection.selectionSet, fragments, depths) : 1
    if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet, fragments, depths)
    const fragment = fragments.get(selection.name.value)
    if (!fragment) return 0
    const depth = depths.get(fragment) ?? depthOf(fragment.selectionSet, fragments, depths)
    depths.set(fragment, depth)
    return depth
  })
  return Math.max(0, ...below)
}

/** Throws QUERY_TOO_COMPLEX at a list that no operation takes, or at more values than any needs. */
export function checkVariables(variables: Variables): void {
  let values = 0
  const look = (value: unknown, name: string): void => {
    values += 1
    if (typeof value !== 'object' || value === null) return
    const parts = Array.isArray(value) ? value : Object.values(value)
    // One more than the largest list, so that its own refusal, in its own words, is what its caller reads.
    if (Array.isArray(value) && parts.length > 2 * listLengthMax)
      throw tooMuch(`The list in ${name} has`, parts.length, 'items', listLengthMax)
    if (values <= variableValuesMax) for (const part of parts) look(part, name)
  }
  for (const [name, value] of Object.entries(variables)) look(value, `$${name}`)
  if (values > variableValuesMax) throw tooMuch('The variables hold', values, 'values', variableValuesMax)
}
