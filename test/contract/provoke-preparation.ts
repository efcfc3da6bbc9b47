import type { ProblemCode } from '../../src/errors.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { draftedRequest, linkOf, longEnough, pitchOf, plannedSession } from '../modules/preparation/prepared.ts'
import { campus } from '../support/campus.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

/** What research, pitches and mock sessions are refused with. */
export const ofPreparation = {
  RESEARCH_NOTE_EXISTS: async ({ app, home }) => {
    const { student, id: requestId } = await draftedRequest(app, home)
    const note = { kind: 'FIELD', requestId, text: longEnough }
    const saved = await mutate(app, student, 'saveResearchNote', note, 'researchNote { id }')
    return change(app, student, 'copyResearchNote', { id: saved.researchNote.id, requestId })
  },
  PITCH_ARCHIVED: async ({ app, student }) => {
    const { id } = await pitchOf(app, student)
    await mutate(app, student, 'archivePitch', { id }, '')
    return change(app, student, 'revisePitch', { id, text: 'More.' })
  },
  PARTNER_ON_CAMPUS: async ({ app, student, mentor }) => {
    const id = await plannedSession(app, student, { partnerId: mentor.id })
    return change(app, student, 'inviteMockPartner', { id })
  },
  PARTNER_LINK_CLOSED: async ({ app, student }) => {
    const id = await plannedSession(app, student)
    await linkOf(app, student, id)
    await mutate(app, student, 'revokePartnerLink', { id }, '')
    return change(app, student, 'revokePartnerLink', { id })
  },
  NOT_READY: async ({ app }) => {
    const requests = { ...defaultInstitutionPolicy.requests, requiredReadiness: ['PITCH' as const] }
    const { student, id } = await draftedRequest(app, await campus(app, { requests }))
    return change(app, student, 'sendMeetingRequest', { id })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
