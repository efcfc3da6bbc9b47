import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import {
  allowedSessionActions,
  cancelMockSession,
  feedbackIn,
  findMockSession,
  giveMockFeedback,
  linkIn,
  listMockSessions,
  planMockSession,
  recordMockSession,
  updateMockSession
} from './mock-sessions.service.ts'
import { inviteMockPartner, revokePartnerLink } from './partner-links.service.ts'
import {
  archivePitch,
  attachPitch,
  createPitch,
  detachPitch,
  findPitch,
  listPitches,
  revisePitch
} from './pitches.service.ts'
import type { MockSessionRow } from './practice.types.ts'
import {
  copyResearchNote,
  findResearchChecklist,
  findResearchNote,
  listResearchNotes,
  removeResearchNote,
  saveResearchNote
} from './research.service.ts'

export const resolvers = {
  Query: {
    researchNote: query(findResearchNote),
    researchNotes: query(listResearchNotes),
    researchChecklist: query(findResearchChecklist),
    pitch: query(findPitch),
    pitches: query(listPitches),
    mockSession: query(findMockSession),
    mockSessions: query(listMockSessions)
  },
  Mutation: {
    saveResearchNote: mutation('researchNote', saveResearchNote),
    copyResearchNote: mutation('researchNote', copyResearchNote),
    removeResearchNote: mutation('researchNote', removeResearchNote),
    createPitch: mutation('pitch', createPitch),
    revisePitch: mutation('pitch', revisePitch),
    archivePitch: mutation('pitch', archivePitch),
    attachPitch: mutation('meetingRequest', attachPitch),
    detachPitch: mutation('meetingRequest', detachPitch),
    planMockSession: mutation('mockSession', planMockSession),
    updateMockSession: mutation('mockSession', updateMockSession),
    recordMockSession: mutation('mockSession', recordMockSession),
    cancelMockSession: mutation('mockSession', cancelMockSession),
    giveMockFeedback: mutation('mockSession', giveMockFeedback),
    inviteMockPartner: mutation('mockSession', inviteMockPartner),
    revokePartnerLink: mutation('mockSession', revokePartnerLink)
  },
  MockSession: {
    feedback: (session: MockSessionRow) => feedbackIn(session),
    partnerLink: (session: MockSessionRow, _: unknown, { scope }: GraphqlContext) => linkIn(scope, session),
    allowedActions: (session: MockSessionRow, _: unknown, { scope }: GraphqlContext) =>
      allowedSessionActions(scope, session)
  }
}
