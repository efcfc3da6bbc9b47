import { fresh } from '../modules/notifications/told.ts'
import type { Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import type { Cast } from './cast.ts'

/** The story as it is told by REST: a change gives its object, and one that is refused its problem. */
export const byRest = (cast: Cast) => ({
  ...cast,
  async change(who: Someone, method: 'POST' | 'PATCH' | 'PUT', path: string, sent: object = {}) {
    const { status, body } = await rest(cast.app, fresh(cast.home, who), method, `/v1/${path}`, sent)
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`)
    return body
  },
  refused: async (who: Someone, path: string, sent: object = {}) =>
    (await rest(cast.app, fresh(cast.home, who), 'POST', `/v1/${path}`, sent)).body,
  async see(who: Someone, path: string) {
    const { status, body } = await rest(cast.app, fresh(cast.home, who), 'GET', `/v1/${path}`)
    if (status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`)
    return body
  }
})

export type ByRest = ReturnType<typeof byRest>
