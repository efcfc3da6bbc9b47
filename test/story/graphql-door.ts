import { fresh } from '../modules/notifications/told.ts'
import type { Someone } from '../support/campus.ts'
import { graphql, mutate } from '../support/graphql.ts'
import type { Cast } from './cast.ts'

/** The story as it is told by GraphQL: a change gives its object, and one that is refused its problems. */
export const byGraphql = (cast: Cast) => ({
  ...cast,
  async change(who: Someone, name: string, input: object, fields: string) {
    const { problems, ...payload } = await mutate(cast.app, fresh(cast.home, who), name, input, fields)
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`)
    return Object.values(payload)[0] as any
  },
  refused: async (who: Someone, name: string, input: object) =>
    (await mutate(cast.app, fresh(cast.home, who), name, input, '')).problems,
  /** Fields of the object that a query names by `id`, or of the one thing that it reads without. */
  async see(who: Someone, field: string, fields: string, id?: string) {
    const query = id ? `query ($id: ID!) { seen: ${field}(id: $id) { ${fields} } }` : `{ seen: ${field} { ${fields} } }`
    const { data, errors } = await graphql(cast.app, fresh(cast.home, who), query, id ? { id } : {})
    if (errors) throw new Error(JSON.stringify(errors))
    return data.seen
  }
})

export type ByGraphql = ReturnType<typeof byGraphql>
