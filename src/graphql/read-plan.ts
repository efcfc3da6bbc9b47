import { type DocumentNode, Kind, type SelectionNode } from 'graphql'

const plans = new WeakMap<DocumentNode, boolean>()

/**
 * Whether a document asks for more than one batch of statements: several levels of objects below the root. Counted on
 * the text alone and kept with the parsed document, so that a hot query pays nothing. Too many is harmless (a snapshot
 * for one statement), too few would only split the snapshot.
 */
export function needsSnapshot(document: DocumentNode): boolean {
  const known = plans.get(document)
  if (known !== undefined) return known
  const isDeep = document.definitions.some(
    (definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ||
      (definition.kind === Kind.OPERATION_DEFINITION &&
        definition.selectionSet.selections.some((root) => isNested(root)))
  )
  plans.set(document, isDeep)
  return isDeep
}

// Parts of a page, not objects with statements of their own.
const pageParts = new Set(['nodes', 'edges', 'node', 'pageInfo'])

function isNested(selection: SelectionNode): boolean {
  if (selection.kind !== Kind.FIELD) return true
  return (selection.selectionSet?.selections ?? []).some((child) => {
    if (child.kind !== Kind.FIELD) return true
    if (child.name.value === 'totalCount') return true
    if (pageParts.has(child.name.value)) return isNested(child)
    return child.selectionSet !== undefined
  })
}
