import type { GraphqlContext, Module } from '../module.ts'
import { findNodes, getNode } from './nodes.service.ts'

const hrefs = {
  Institution: () => '/v1/institution',
  Person: (id: string) => `/v1/people/${id}`,
  MeetingRequest: (id: string) => `/v1/meeting-requests/${id}`,
  Meeting: (id: string) => `/v1/meetings/${id}`,
  CounterProposal: (id: string) => `/v1/counter-proposals/${id}`,
  Outcome: (id: string) => `/v1/outcomes/${id}`,
  TrustedDocument: (id: string) => `/v1/trusted-documents/${id}`,
  ResearchNote: (id: string) => `/v1/research-notes/${id}`,
  Pitch: (id: string) => `/v1/pitches/${id}`,
  MockSession: (id: string) => `/v1/mock-sessions/${id}`,
  GuidanceItem: (id: string) => `/v1/guidance-items/${id}`,
  Review: (id: string) => `/v1/reviews/${id}`,
  ExplorationPlan: (id: string) => `/v1/exploration-plans/${id}`,
  CounselorAssignment: (id: string) => `/v1/counselor-assignments/${id}`,
  CounselingSession: (id: string) => `/v1/counseling-sessions/${id}`
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
