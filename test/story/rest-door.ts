import { fresh } from '../modules/notifications/told.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'

type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** How the story is told by REST: a change gives its object, and one that should be refused its problem. */
export const restDoor = (app: TestApp, home: Campus) => ({
  async change(who: Someone, method: Method, path: string, sent: object = {}) {
    const { status, body } = await rest(app, fresh(home, who), method, `/v1/${path}`, sent)
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`)
    return body
  },
  refused: async (who: Someone, method: Method, path: string, sent: object = {}) =>
    (await rest(app, fresh(home, who), method, `/v1/${path}`, sent)).body,
  async see(who: Someone, path: string) {
    const { status, body } = await rest(app, fresh(home, who), 'GET', `/v1/${path}`)
    if (status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`)
    return body
  }
})
