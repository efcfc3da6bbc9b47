import type { GraphqlContext, Module } from '../module.ts'
import { type FoundNode, findNodes, getNode } from './nodes.service.ts'

const hrefs = {
  Institution: () => '/v1/institution',
  Person: (id: string) => `/v1/people/${id}`,
  MeetingRequest: (id: string) => `/v1/meeting-requests/${id}`,
  Meeting: (id: string) => `/v1/meetings/${id}`,
  Outcome: (id: string) => `/v1/outcomes/${id}`,
  TrustedDocument: (id: string) => `/v1/trusted-documents/${id}`,
  Question: (id: string) => `/v1/questions/${id}`,
  QuestionList: (_: string, { requestId }: FoundNode) => `/v1/meeting-requests/${requestId}/question-list`
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
      const node = await getNode(scope, params as { id: string })
      const { __typename: type, id } = node
      return { type, id, href: hrefs[type](id, node) }
    }
  }
}
