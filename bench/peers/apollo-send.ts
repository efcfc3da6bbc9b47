import { GraphQLError } from 'graphql'
import { newId } from '../../src/db/ids.ts'
import { sendProblems } from '../../src/modules/requests/requests.rules.ts'
import type { RequestRow } from '../../src/modules/requests/requests.types.ts'
import type { InstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import type { VerifiedToken } from '../../src/modules/tenants/verify-token.ts'
import { change } from './apollo-tenant.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

type Tx = Prisma.TransactionClient

interface Mentor {
  capacity: number
  isPaused: boolean
  isActive: boolean
}

const msPerDay = 24 * 3600 * 1000

/** Sends a draft with the same locks, rules and records as Halfhour. */
export const sendMeetingRequest = (prisma: PrismaClient, who: VerifiedToken, id: string) =>
  change(prisma, who, async (tx) => {
    const { tenantId, subject } = who
    const institution = await tx.institution.findUnique({ where: { id: tenantId } })
    const policy = institution?.policy as unknown as InstitutionPolicy
    const actor = await tx.person.findUnique({ where: { tenantId_subject: { tenantId, subject } } })
    const request = await lockedRequest(tx, tenantId, id)
    if (!actor?.isActive || request?.studentId !== actor.id) throw new GraphQLError('NOT_FOUND')
    if (request.status !== 'DRAFT') throw new GraphQLError('INVALID_TRANSITION')
    const problems = sendProblems(request, policy)
    if (problems.length > 0) return { meetingRequest: null, problems }
    await assertCanTakeOne(tx, tenantId, request.mentorId)
    const now = new Date()
    const expiresAt = new Date(now.getTime() + policy.requests.replyWindowDays * msPerDay)
    const meetingRequest = await tx.meetingRequest.update({
      where: { tenantId_id: { tenantId, id } },
      data: { status: 'SENT', sentAt: now, expiresAt, updatedAt: now, version: { increment: 1 } }
    })
    await record(tx, tenantId, request, { now, expiresAt })
    return { meetingRequest, problems }
  })

// Prisma has no words for a row lock.
async function lockedRequest(tx: Tx, tenantId: string, id: string): Promise<RequestRow | undefined> {
  const [request] = await tx.$queryRaw<RequestRow[]>`
    select id, student_id as "studentId", mentor_id as "mentorId", type, status, topic, topic_kind as "topicKind",
      why_you as "whyYou", duration_minutes as "durationMinutes", target_occupation_code as "targetOccupationCode",
      target_organization as "targetOrganization", target_role as "targetRole", target_team as "targetTeam"
    from meeting_requests where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`
  return request
}

// Sends to one mentor pass one by one, so that what is counted after the lock still holds at the commit.
async function assertCanTakeOne(tx: Tx, tenantId: string, mentorId: string): Promise<void> {
  const [mentor] = await tx.$queryRaw<Mentor[]>`
    select m.capacity, m.is_paused as "isPaused", p.is_active as "isActive"
    from mentor_profiles m join persons p on p.tenant_id = m.tenant_id and p.id = m.person_id
    where m.tenant_id = ${tenantId}::uuid and m.person_id = ${mentorId}::uuid for update of m`
  if (!mentor?.isActive || mentor.isPaused) throw new GraphQLError('MENTOR_PAUSED')
  const sent = await tx.meetingRequest.count({ where: { tenantId, mentorId, status: 'SENT' } })
  const scheduled = await tx.meeting.count({ where: { tenantId, mentorId, status: 'SCHEDULED' } })
  if (sent + scheduled >= mentor.capacity) throw new GraphQLError('CAPACITY_REACHED')
}

/** The audit row and the event, one after the other: the event points at the audit row. */
async function record(
  tx: Tx,
  tenantId: string,
  { id: subjectId, status: from, studentId, mentorId }: RequestRow,
  { now, expiresAt }: { now: Date; expiresAt: Date }
): Promise<void> {
  const status = 'SENT'
  const subjectType = 'MeetingRequest'
  const { id: auditEventId } = await tx.auditEvent.create({
    data: {
      tenantId,
      id: newId(),
      action: 'meeting_request.sent',
      subjectType,
      subjectId,
      actorKind: 'PERSON',
      actorId: studentId,
      requestId: newId(),
      changes: { status, sentAt: now.toISOString(), expiresAt: expiresAt.toISOString(), from },
      occurredAt: now
    }
  })
  await tx.domainEvent.create({
    data: {
      tenantId,
      id: newId(),
      type: 'meeting_request.sent',
      subjectType,
      subjectId,
      auditEventId,
      payload: { from, status, studentId, mentorId },
      occurredAt: now
    }
  })
}
