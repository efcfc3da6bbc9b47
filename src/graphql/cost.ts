import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>
/** What an operation costs with these variables at most, in points, and what an answer to it came to. */
export interface Cost {
  requested(variables: Variables): number
  actual(data: unknown, variables: Variables): number
}
type Points = (from: unknown) => number
/** The two ways to count one selection: by the sizes asked for, and by what an answer holds. */
interface Counts {
  /** What a page costs beside its items, however many they are. */
  once: number
  asked: (variables: Variables) => number
  given: Points
}

const nothing: Counts = { once: 0, asked: () => 0, given: () => 0 }

const pageSizeDefault = 20
const pageSizeMax = 100
// What a list without a page size holds at most times: degrees, positions and names passed on are few.
const smallList = 5
const writePoints = 10
// A search by text sieves all mentors of the campus, however few it finds (docs/decisions/0009).
const searchPoints = 100
// A count or a report reads the whole campus, however few fields are asked of it; suggestions read all its mentors.
const campusWidePoints: Readonly<Record<string, number>> = {
  totalCount: 50,
  suggestedNext: 20,
  funnel: 200,
  touchesBeforeFirstAsk: 200,
  conversionReport: 200,
  seekerToMentorReport: 200,
  fitReport: 200,
  competencyReport: 200,
  referralReport: 200
}

/**
 * The cost of an operation, worked out once for a document and then asked with the variables of each request. An object
 * costs a point and its columns nothing; a list multiplies what stands below it by the size that is asked for;
 * what reads the whole campus and what writes costs more. Fragments count wherever they are spread.
 */
export function costOf(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): Cost {
  const root = schema.getRootType(operation.operation)?.name ?? ''
  const below = new Estimate(schema, fragments).ofSelections(root, operation.selectionSet)
  const written = operation.operation === 'mutation' ? operation.selectionSet.selections.length : 0
  const defaults = defaultsOf(operation)
  const searches = rootFields(operation.selectionSet, fragments).filter(({ name }) => name.value === 'mentors')
  const base = (variables: Variables) =>
    1 + written * writePoints + searches.filter((node) => hasText(node, variables)).length * searchPoints
  return {
    requested(given) {
      const variables = { ...defaults, ...given }
      return base(variables) + below.asked(variables)
    },
    actual: (data, variables) => base({ ...defaults, ...variables }) + below.given(data)
  }
}

class Estimate {
  readonly #schema: GraphQLSchema
  readonly #fragments: Fragments
  readonly #known = new Map<string, Counts>()

  constructor(schema: GraphQLSchema, fragments: Fragments) {
    this.#schema = schema
    this.#fragments = fragments
  }

  ofSelections(type: string, set: SelectionSetNode): Counts {
    const costs = set.selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return this.#ofField(type, selection)
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value)
      return this.ofSelections(selection.typeCondition?.name.value ?? type, selection.selectionSet)
    })
    return {
      once: costs.reduce((sum, { once }) => sum + once, 0),
      asked: (variables) => costs.reduce((sum, cost) => sum + cost.asked(variables), 0),
      given: (data) => (data == null ? 0 : costs.reduce((sum, cost) => sum + cost.given(data), 0))
    }
  }

  // Worked out once, and added up once a request: fragments that spread others twice each would double with every level.
  #ofFragment(name: string): Counts {
    const known = this.#known.get(name)
    if (known) return known
    const fragment = this.#fragments.get(name)
    const cost = fragment ? this.ofSelections(fragment.typeCondition.name.value, fragment.selectionSet) : nothing
    const remembering = { once: cost.once, asked: remembered(cost.asked), given: remembered(cost.given) }
    this.#known.set(name, remembering)
    return remembering
  }

  #ofField(parent: string, node: FieldNode): Counts {
    const name = node.name.value
    const own = campusWidePoints[name] ?? 0
    const type = this.#schema.getType(parent)
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
    if (!field || !node.selectionSet) return own > 0 ? { once: own, asked: () => 0, given: () => own } : nothing
    const named = getNamedType(field.type).name
    const below = this.ofSelections(named, node.selectionSet)
    const key = (node.alias ?? node.name).value
    const valueIn = (data: unknown) => (data as Record<string, unknown>)[key]
    // The items of a page are counted with the page, and what only wraps them is not.
    const isPage = named.endsWith('Connection')
    const isPart = /(Connection|Edge)$/.test(parent)
    const itemPoints = isPage || named === 'PageInfo' || (isPart && name === 'edges') ? 0 : 1
    const given: Points = (data) => own + countOf(valueIn(data), itemPoints, below.given)
    if (isPart) return { once: 0, asked: below.asked, given }
    const size = sizeOf(node, named, isListType(getNullableType(field.type)))
    const once = own + below.once
    return { once: 0, asked: (variables) => once + size(variables) * (1 + below.asked(variables)), given }
  }
}

const remembered = <From>(points: (from: From) => number): ((from: From) => number) => {
  let last: { from: From; points: number } | null = null
  return (from) => {
    if (last?.from !== from) last = { from, points: points(from) }
    return last.points
  }
}

function countOf(value: unknown, itemPoints: number, below: Points): number {
  if (value == null) return 0
  if (!Array.isArray(value)) return itemPoints + below(value)
  return value.reduce((sum, item) => sum + (item == null ? 0 : itemPoints + below(item)), 0)
}

type Size = (variables: Variables) => number

function sizeOf(node: FieldNode, type: string, isList: boolean): Size {
  const of = (name: string) => node.arguments?.find((argument) => argument.name.value === name)?.value
  if (type.endsWith('Connection')) {
    const [first, last] = [of('first'), of('last')]
    return (variables) => bounded(numberOf(first, variables) ?? numberOf(last, variables) ?? pageSizeDefault)
  }
  if (!isList) return () => 1
  const ids = of('ids')
  return ids ? (variables) => lengthOf(ids, variables) : () => smallList
}

// A size out of bounds is refused by the list itself, in its own words.
const bounded = (size: number): number => Math.min(Math.max(size, 1), pageSizeMax)

function valueOf(node: ValueNode | undefined, variables: Variables): unknown {
  if (node?.kind === Kind.VARIABLE) return variables[node.name.value]
  if (node?.kind === Kind.INT) return Number(node.value)
  return node?.kind === Kind.LIST ? node.values : undefined
}

function numberOf(node: ValueNode | undefined, variables: Variables): number | undefined {
  const value = valueOf(node, variables)
  return typeof value === 'number' ? value : undefined
}

function lengthOf(node: ValueNode, variables: Variables): number {
  const value = valueOf(node, variables)
  return Array.isArray(value) ? value.length : 1
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueOf(defaultValue, {})]] : []
    )
  )

/** The fields that an operation names at its root, in fragments too, each fragment once. */
export function rootFields(set: SelectionSetNode, fragments: Fragments, seen = new Set<string>()): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragments, seen)
    const fragment = seen.has(selection.name.value) ? undefined : fragments.get(selection.name.value)
    seen.add(selection.name.value)
    return fragment ? rootFields(fragment.selectionSet, fragments, seen) : []
  })
}

/** Whether a search's filter has a text, wherever that stands. */
function hasText({ arguments: given }: FieldNode, variables: Variables): boolean {
  const filter = given?.find(({ name }) => name.value === 'filter')?.value
  if (filter?.kind === Kind.VARIABLE) return Boolean((variables[filter.name.value] as { text?: unknown } | null)?.text)
  const text = filter?.kind === Kind.OBJECT ? filter.fields.find(({ name }) => name.value === 'text')?.value : undefined
  return text?.kind === Kind.VARIABLE ? Boolean(variables[text.name.value]) : text?.kind === Kind.STRING
}
