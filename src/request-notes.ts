import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The GraphQL operation, once its document has been found valid. */
    operation: { type: string; name: string | null } | null
    /** The codes that the answer refuses with; null when there are none. */
    refusals: string[] | null
  }
}

/** Notes on a request what its answer refuses with, for the log and the figures. Codes only, from the catalogue. */
export function noteProblems(request: FastifyRequest, problems: readonly { code: string }[]): void {
  if (problems.length === 0) return
  request.refusals = [...(request.refusals ?? []), ...problems.map(({ code }) => code)]
}

/** The pattern of the route: never the address itself, which may hold what somebody looked for. */
export const routePattern = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? 'none'

export type Door = 'graphql' | 'rest' | 'other'

export function doorOf(route: string): Door {
  if (route.startsWith('/graphql')) return 'graphql'
  return route.startsWith('/v1/') ? 'rest' : 'other'
}
