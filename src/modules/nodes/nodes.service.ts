import { toUuid } from '../../db/ids.ts'
import { pageSizeMax } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { checkInsByIds } from '../accountability/check-ins.service.ts'
import { accountabilityPairsByIds } from '../accountability/pairs.service.ts'
import { contactCardsByIds } from '../cards/cards.service.ts'
import { cardExchangesByIds } from '../cards/exchanges.service.ts'
import { contactsByIds } from '../contacts/contacts.service.ts'
import { milestonesByIds } from '../contacts/milestones.service.ts'
import { touchpointsByIds } from '../contacts/touchpoints.service.ts'
import { assignmentsByIds, sessionsByIds } from '../counseling/counseling.service.ts'
import { trustedDocumentsByIds } from '../documents/documents.service.ts'
import { commitmentsByIds } from '../followups/commitments.service.ts'
import { followUpsByIds } from '../followups/followups.service.ts'
import { guidanceItemsByIds } from '../guidance/guidance.service.ts'
import { mentorInvitationsByIds } from '../landings/invitations.service.ts'
import { landingsByIds } from '../landings/landings.service.ts'
import { offersByIds } from '../landings/offers.service.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import { notificationsByIds } from '../notifications/notifications.service.ts'
import { leadsByIds } from '../outcomes/leads.service.ts'
import { outcomesByIds } from '../outcomes/outcomes.service.ts'
import { skillTasksByIds } from '../outcomes/skill-tasks.service.ts'
import { visiblePersonsByIds } from '../people/people.service.ts'
import { plansByIds } from '../plans/plans.service.ts'
import { mockSessionsByIds } from '../preparation/mock-sessions.service.ts'
import { pitchesByIds } from '../preparation/pitches.service.ts'
import { researchNotesByIds } from '../preparation/research.service.ts'
import { questionListsByIds } from '../questions/question-lists.service.ts'
import { questionsByIds } from '../questions/questions.service.ts'
import { updateCadencesByIds } from '../relationships/cadences.service.ts'
import { relationshipsByIds } from '../relationships/relationships.service.ts'
import { counterProposalsByIds } from '../requests/counter-proposals.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { resumesByIds } from '../resumes/resumes.service.ts'
import { resumeSharesByIds } from '../resumes/shares.service.ts'
import { reviewsByIds } from '../reviews/reviews.service.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { type NodeType, typesOf } from './nodes.queries.ts'

export interface FoundNode {
  __typename: NodeType
  id: string
  /** Of what has its address from its request. */
  requestId?: string
}

type ByIds = (scope: Scope, ids: readonly string[]) => Promise<(object | null)[]>

// Each type is fetched through its own service, so that a node is visible exactly where the object is.
const services: Record<NodeType, ByIds> = {
  Institution: async (scope, ids) => {
    const institution = await getInstitution(scope)
    return ids.map((id) => (id === institution.id ? institution : null))
  },
  Person: visiblePersonsByIds,
  MeetingRequest: requestsByIds,
  CounterProposal: counterProposalsByIds,
  Meeting: meetingsByIds,
  Outcome: outcomesByIds,
  TrustedDocument: trustedDocumentsByIds,
  ResearchNote: researchNotesByIds,
  Pitch: pitchesByIds,
  MockSession: mockSessionsByIds,
  GuidanceItem: guidanceItemsByIds,
  Review: reviewsByIds,
  ExplorationPlan: plansByIds,
  CounselorAssignment: assignmentsByIds,
  CounselingSession: sessionsByIds,
  ContactCard: contactCardsByIds,
  CardExchange: cardExchangesByIds,
  Resume: resumesByIds,
  ResumeShare: resumeSharesByIds,
  Contact: contactsByIds,
  Touchpoint: touchpointsByIds,
  Milestone: milestonesByIds,
  Relationship: relationshipsByIds,
  UpdateCadence: updateCadencesByIds,
  Question: questionsByIds,
  QuestionList: questionListsByIds,
  FollowUp: followUpsByIds,
  Commitment: commitmentsByIds,
  Notification: notificationsByIds,
  Offer: offersByIds,
  Landing: landingsByIds,
  MentorInvitation: mentorInvitationsByIds,
  AccountabilityPair: accountabilityPairsByIds,
  CheckIn: checkInsByIds,
  Lead: leadsByIds,
  SkillTask: skillTasksByIds
}

/**
 * The objects with these ids in their order, null where there is none for the actor to see. One statement finds the
 * types, one more each type's rows. Throws INVALID_INPUT for more than 100 ids.
 */
export async function findNodes(scope: Scope, ids: readonly string[]): Promise<(FoundNode | null)[]> {
  if (ids.length > pageSizeMax)
    throw refuse('INVALID_INPUT', { path: ['ids'], message: `At most ${pageSizeMax} ids at a time.` })
  scope.expectSeveralReads()
  const wanted = ids.map((id) => toUuid(id).toLowerCase())
  const typed = await typesOf(scope, wanted)
  const byType = Map.groupBy(typed, (row) => row.type)
  const found = await Promise.all(
    [...byType].map(([type, rows]) =>
      nodesOfType(
        scope,
        type,
        rows.map(({ id }) => id)
      )
    )
  )
  const nodes = new Map(found.flat().map((node) => [node.id, node]))
  return wanted.map((id) => nodes.get(id) ?? null)
}

async function nodesOfType(scope: Scope, type: NodeType, ids: string[]): Promise<FoundNode[]> {
  const rows = await services[type](scope, ids)
  return rows.flatMap((row) => (row ? [{ ...(row as { id: string }), __typename: type }] : []))
}

/** The type and id of an object of the campus. Throws NOT_FOUND. */
export async function getNode(scope: Scope, { id }: { id: string }): Promise<FoundNode> {
  const [node] = await findNodes(scope, [id])
  if (!node) throw refuse('NOT_FOUND', { path: ['id'] })
  return node
}
