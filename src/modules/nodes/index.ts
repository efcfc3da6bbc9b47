import type { GraphqlContext, Module } from '../module.ts'
import { type FoundNode, findNodes, getNode } from './nodes.service.ts'

const hrefs: Record<FoundNode['__typename'], (id: string, node: never) => string> = {
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
  CounselingSession: (id: string) => `/v1/counseling-sessions/${id}`,
  ContactCard: (_: string, card: { personId: string }) => `/v1/people/${card.personId}/card`,
  CardExchange: (_: string, exchange: { meetingId: string }) => `/v1/meetings/${exchange.meetingId}/card-exchange`,
  Resume: (id: string) => `/v1/resumes/${id}`,
  ResumeShare: (id: string) => `/v1/resume-shares/${id}`,
  Contact: (id: string) => `/v1/contacts/${id}`,
  Touchpoint: (id: string) => `/v1/touchpoints/${id}`,
  Milestone: (id: string) => `/v1/milestones/${id}`,
  Relationship: (id: string) => `/v1/relationships/${id}`,
  UpdateCadence: (id: string) => `/v1/update-cadences/${id}`,
  Question: (id: string) => `/v1/questions/${id}`,
  QuestionList: (_: string, { requestId }: { requestId: string }) => `/v1/meeting-requests/${requestId}/question-list`,
  FollowUp: (id: string) => `/v1/follow-ups/${id}`,
  Commitment: (id: string) => `/v1/commitments/${id}`,
  Notification: (id: string) => `/v1/notifications/${id}`,
  Offer: (id: string) => `/v1/offers/${id}`,
  Landing: (id: string) => `/v1/landings/${id}`,
  MentorInvitation: (id: string) => `/v1/mentor-invitations/${id}`,
  AccountabilityPair: (id: string) => `/v1/accountability-pairs/${id}`,
  CheckIn: (id: string) => `/v1/check-ins/${id}`,
  Lead: (id: string) => `/v1/leads/${id}`,
  SkillTask: (id: string) => `/v1/skill-tasks/${id}`
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
      return { type, id, href: hrefs[type](id, node as never) }
    }
  }
}
