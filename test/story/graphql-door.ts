import { fresh } from '../modules/notifications/told.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { graphql, mutate } from '../support/graphql.ts'

/** How the story is told by GraphQL: a change gives its object, and one that should be refused its problems. */
export const graphqlDoor = (app: TestApp, home: Campus) => ({
  async change(who: Someone, name: string, input: object, fields: string) {
    const { problems, ...payload } = await mutate(app, fresh(home, who), name, input, fields)
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`)
    return Object.values(payload)[0] as any
  },
  refused: async (who: Someone, name: string, input: object) =>
    (await mutate(app, fresh(home, who), name, input, '')).problems,
  async see(who: Someone, query: string, variables: object = {}) {
    const { data, errors } = await graphql(app, fresh(home, who), query, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
})
