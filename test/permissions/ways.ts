import type { Cast } from './cast.ts'
import type { Circle } from './columns.ts'

/** A way to objects of a type: selections, each within the one before, and the variables in them. */
export interface Way {
  kind?: 'query' | 'mutation'
  steps: string[]
  /** As in `($id: ID!)`: ids are never in the text, so that its plan serves everybody. */
  declared?: string
  variables?: Record<string, unknown>
}

/** How to come to the objects of a type that a cast is about. */
export interface Reach {
  circle: Circle
  ways(cast: Cast): Way[]
}

/** Objects by their ids, all at once. */
export const byIds = (circle: Circle, type: string, idsOf: (cast: Cast) => string[]): Reach => ({
  circle,
  ways: (cast) => [
    { steps: ['nodes(ids: $ids)', `... on ${type}`], declared: '($ids: [ID!]!)', variables: { ids: idsOf(cast) } }
  ]
})
/** And one by a query of its own. */
export const alone = (field: string, { circle }: Reach, idOf: (cast: Cast) => string | undefined): Reach => ({
  circle,
  ways: (cast) => [{ steps: [`${field}(id: $id)`], declared: '($id: ID!)', variables: { id: idOf(cast) } }]
})
/** What needs no arguments. */
export const plain = (circle: Circle, ...steps: string[]): Reach => ({ circle, ways: () => [{ steps }] })
/** What hangs on the objects of another type, by one field or by several of them. */
export const within = (parent: Reach, ...fields: string[]): Reach => ({
  circle: parent.circle,
  ways: (cast) => parent.ways(cast).flatMap((way) => fields.map((field) => ({ ...way, steps: [...way.steps, field] })))
})
/** All ways of several. */
export const both = (...reaches: [Reach, ...Reach[]]): Reach => ({
  circle: reaches[0].circle,
  ways: (cast) => reaches.flatMap(({ ways }) => ways(cast))
})

/** A list that is asked for what belongs to the cast's person alone. */
export const list = (
  circle: Circle,
  field: string,
  [filter, type]: [string, string],
  valueOf: (cast: Cast) => unknown
): Reach => ({
  circle,
  ways: (cast) => [
    {
      steps: [`${field}(first: 20, filter: { ${filter}: $value })`],
      declared: `($value: ${type})`,
      variables: { value: valueOf(cast) }
    }
  ]
})
/** What hangs on the answer of a change, which does nothing that matters: it is refused, or made anew. */
export const change = (
  circle: Circle,
  name: string,
  type: string,
  inputOf: (cast: Cast) => unknown,
  field: string
): Reach => ({
  circle,
  ways: (cast) => [
    {
      kind: 'mutation',
      steps: [`${name}(input: $input)`, field],
      declared: `($input: ${type}!)`,
      variables: { input: inputOf(cast) }
    }
  ]
})
