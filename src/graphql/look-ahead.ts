import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'
import type { Wanted } from '../modules/module.ts'

type Fragments = GraphQLResolveInfo['fragments']

// The syntax tree of a document is kept with it, so that a hot query is looked through once.
const known = new WeakMap<FieldNode, Wanted>()

/** What a query asks for below the items of its page, whichever way it names them (`nodes` or `edges { node }`). */
export function wantedOfItems({ fieldNodes, fragments }: GraphQLResolveInfo): Wanted {
  const [first] = fieldNodes
  const found = fieldNodes.length === 1 && first ? known.get(first) : undefined
  if (found) return found
  const items = fieldNodes.flatMap(({ selectionSet }) => {
    const ofPage = fieldsIn(selectionSet, fragments)
    const ofEdges = ofPage.filter(isNamed('edges')).flatMap((edges) => fieldsIn(edges.selectionSet, fragments))
    return [...ofPage.filter(isNamed('nodes')), ...ofEdges.filter(isNamed('node'))]
  })
  const wanted: Record<string, string[]> = {}
  for (const item of items) {
    for (const field of fieldsIn(item.selectionSet, fragments)) {
      const below = fieldsIn(field.selectionSet, fragments).map(({ name }) => name.value)
      wanted[field.name.value] = [...(wanted[field.name.value] ?? []), ...below]
    }
  }
  if (fieldNodes.length === 1 && first) known.set(first, wanted)
  return wanted
}

const isNamed = (name: string) => (field: FieldNode) => field.name.value === name

// With all fragments, whatever their types and conditions: a column too many is read, none is missing.
function fieldsIn(
  selectionSet: SelectionSetNode | undefined,
  fragments: Fragments,
  seen: Set<string> = new Set()
): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    // Once each: fragments that spread others twice would double with every level.
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(selection.name.value)) return []
      seen.add(selection.name.value)
    }
    const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
    return fieldsIn(inside?.selectionSet, fragments, seen)
  })
}
