import { type BreakingChange, findBreakingChanges, type GraphQLSchema } from 'graphql'

/** What is no longer as it was released: where, as the changelog has to name it, and what. */
export interface Difference {
  /** A schema coordinate as in `Meeting.startsAt` and `Query.people(first:)`, or an operation as in `GET /v1/people`. */
  coordinate: string
  words: string
}

// graphql-js says where a change is in its words only. A pattern a form, with the coordinate that it amounts to.
const forms: [RegExp, string][] = [
  [/^(\w+) was removed from (?:enum|union) type (\w+)\.$/, '$2.$1'],
  [/^A required field (\w+) on input type (\w+) was added\.$/, '$2.$1'],
  [/^A required arg (\w+) on directive (\w+) was added\.$/, '@$2($1:)'],
  [/^A required arg (\w+) on (\w+\.\w+) was added\.$/, '$2($1:)'],
  [/^(\w+\.\w+) arg (\w+) (?:was removed|has changed type .*)\.$/, '$1($2:)'],
  [/^(\w+\.\w+) (?:was removed|changed type from .*)\.$/, '$1'],
  [/^(\w+) (?:was removed|changed from .*|no longer implements .*)\.$/, '$1'],
  [/^(?:\w+|Repeatable flag) was removed from (\w+)\.$/, '@$1']
]

function coordinateOf({ type, description }: BreakingChange): string {
  const [pattern, coordinate] = forms.find(([pattern]) => pattern.test(description)) ?? []
  if (!pattern || !coordinate) throw new Error(`A change that has no coordinate yet: ${description}`)
  const at = description.replace(pattern, coordinate)
  return type === 'DIRECTIVE_REMOVED' ? `@${at}` : at
}

/** What breaks for clients that were written for the released schema. */
export const schemaDifferences = (released: GraphQLSchema, now: GraphQLSchema): Difference[] =>
  findBreakingChanges(released, now)
    // A scalar of GraphQL's own goes with the last field that had it, which is a difference by itself.
    .filter(({ description }) => !description.startsWith('Standard scalar'))
    .map((change) => ({ coordinate: coordinateOf(change), words: change.description }))
