import { type DocumentNode, type FieldNode, Kind, type SelectionNode } from 'graphql'
import type { JoinedFields } from '../modules/module.ts'

/** What the modules say about where statements are spent. */
export interface ReadCosts {
  /** Names of fields that cost a statement of their own for each level of a document. */
  loaded: ReadonlySet<string>
  /** By root field: the loaded fields that its own statement brings along. */
  joined: Readonly<Record<string, JoinedFields>>
  /** Root fields that cost no statement. */
  free: ReadonlySet<string>
}

type Plan = (document: DocumentNode) => boolean

/**
 * Tells whether a document reads in several turns, so that its reads have to share a snapshot. Decided on the document
 * alone and kept with it, so that a hot query pays nothing. Saying yes too often costs a round trip, no too often would
 * mix two states of the campus: what is not sure is yes.
 */
export function readPlan(costs: ReadCosts): Plan {
  const plans = new WeakMap<DocumentNode, boolean>()
  return (document) => {
    const known = plans.get(document)
    if (known !== undefined) return known
    const found = document.definitions.some(
      (definition) =>
        definition.kind !== Kind.OPERATION_DEFINITION ||
        definition.selectionSet.selections.some((root) => turns(root, costs) > 1)
    )
    plans.set(document, found)
    return found
  }
}

function turns(root: SelectionNode, costs: ReadCosts): number {
  if (root.kind !== Kind.FIELD) return Number.POSITIVE_INFINITY
  const joined = costs.joined[root.name.value] ?? {}
  return (costs.free.has(root.name.value) ? 0 : 1) + turnsBelow(root, costs, joined)
}

function turnsBelow(field: SelectionNode, costs: ReadCosts, joined: JoinedFields): number {
  if (field.kind !== Kind.FIELD) return Number.POSITIVE_INFINITY
  const below = (field.selectionSet?.selections ?? []).map((child) => {
    const isLoaded = child.kind === Kind.FIELD && costs.loaded.has(child.name.value) && !isJoined(child, joined)
    return (isLoaded ? 1 : 0) + turnsBelow(child, costs, joined)
  })
  return Math.max(0, ...below)
}

function isJoined(field: FieldNode, joined: JoinedFields): boolean {
  const columns = joined[field.name.value]
  if (columns === undefined || columns === 'all') return columns === 'all'
  return (field.selectionSet?.selections ?? []).every(
    (child) => child.kind === Kind.FIELD && Object.hasOwn(columns, child.name.value)
  )
}
