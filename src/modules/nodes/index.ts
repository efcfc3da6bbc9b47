import type { GraphqlContext, Module } from '../module.ts'
import { findNodes, getNode } from './nodes.service.ts'

const hrefs = {
  Institution: () => '/v1/institution',
  Person: (id: string) => `/v1/people/${id}`,
  MeetingRequest: (id: string) => `/v1/meeting-requests/${id}`,
  Meeting: (id: string) => `/v1/meetings/${id}`,
  Outcome: (id: string) => `/v1/outcomes/${id}`,
  TrustedDocument: (id: string) => `/v1/trusted-documents/${id}`,
  Notification: (id: string) => `/v1/notifications/${id}`
}

export const nodes: Module = {
  resolvers: {
    Query: {
      node: async (_: unknown, { id }: { id: string }, { scope }: GraphqlContext) => (await findNodes(scope, [id]))[0],
      nodes: (_: unknown, { ids }: { ids: string[] }, { scope }: GraphqlContext) => findNodes(scope, ids)
    },
    Node: { resolveType: (node: { __typename: string }) => node.__typename }
  },
  routes: {
    getNode: async ({ scope, params }) => {
      const { __typename: type, id } = await getNode(scope, params as { id: string })
      return { type, id, href: hrefs[type](id) }
    }
  }
}
