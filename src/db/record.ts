import type { Actor } from '../actor.ts'
import { type Sql, sql, tenant } from './sql.ts'

export type SubjectType =
  | 'Institution'
  | 'Person'
  | 'MeetingRequest'
  | 'Meeting'
  | 'Outcome'
  | 'SkillTask'
  | 'Referral'
  | 'CounterProposal'
  | 'TrustedDocument'
  | 'ResearchNote'
  | 'Pitch'
  | 'MockSession'
  | 'GuidanceItem'
  | 'Review'
  | 'ExplorationPlan'
  | 'CounselorAssignment'
  | 'CounselingSession'
  | 'ContactCard'
  | 'CardExchange'
  | 'Resume'
  | 'ResumeShare'
  | 'Contact'
  | 'Touchpoint'
  | 'Milestone'
  | 'Question'
  | 'QuestionList'
  | 'QuestionItem'
  | 'QuestionComment'
  | 'FollowUp'
  | 'Commitment'
  | 'NotificationPreferences'
  | 'NotificationText'
  | 'Offer'
  | 'Landing'
  | 'MentorInvitation'
  | 'Relationship'
  | 'UpdateCadence'
  | 'AccountabilityPair'
  | 'CheckIn'

/** One state change. The audit row keeps what changed; the event carries ids and states only (FERPA: thin). */
export interface Change {
  /** `meeting_request.sent`: the audit's action and the event's type are one word. */
  action: string
  subjectType: SubjectType
  subjectId: string
  /** What changed, for the audit trail. */
  changes: Record<string, unknown>
  /** Ids and states for the event: no personal data. */
  payload?: Record<string, unknown>
}

export interface RecordedChange extends Change {
  id: string
  auditId: string
}

interface By {
  actor: Actor
  requestId: string
  now: string
}

/** The audit rows of a commit, in one statement however many they are. */
export const auditRows = (changes: readonly RecordedChange[], { actor, requestId, now }: By): Sql => sql`
  insert into audit_events (tenant_id, id, action, subject_type, subject_id, actor_kind, actor_id, request_id, changes, occurred_at)
  select ${tenant}::uuid, c.id, c.action, c.subject_type, c.subject_id, ${actor.kind}, ${actor.id}::uuid, ${requestId}, c.changes, ${now}::timestamptz
  from unnest(${changes.map((c) => c.auditId)}::uuid[], ${changes.map((c) => c.action)}::text[],
    ${changes.map((c) => c.subjectType)}::text[], ${changes.map((c) => c.subjectId)}::uuid[],
    ${changes.map((c) => JSON.stringify(c.changes))}::jsonb[]) as c (id, action, subject_type, subject_id, changes)`

/** The domain events of a commit, each pointing at its audit row. */
export const eventRows = (changes: readonly RecordedChange[], { now }: By): Sql => sql`
  insert into domain_events (tenant_id, id, type, subject_type, subject_id, audit_event_id, payload, occurred_at)
  select ${tenant}::uuid, c.id, c.type, c.subject_type, c.subject_id, c.audit_id, c.payload, ${now}::timestamptz
  from unnest(${changes.map((c) => c.id)}::uuid[], ${changes.map((c) => c.action)}::text[],
    ${changes.map((c) => c.subjectType)}::text[], ${changes.map((c) => c.subjectId)}::uuid[],
    ${changes.map((c) => c.auditId)}::uuid[], ${changes.map((c) => JSON.stringify(c.payload ?? {}))}::jsonb[])
    as c (id, type, subject_type, subject_id, audit_id, payload)`

/** Where every instance hears of changes: only ids, because NOTIFY knows no row security. */
export const eventChannel = 'halfhour_events'

// What somebody follows or is told of. All else wakes nobody: a nightly batch of people, or what a student keeps for themselves.
const heard: readonly SubjectType[] = [
  'MeetingRequest',
  'Meeting',
  'Outcome',
  'Referral',
  'Review',
  'MockSession',
  'QuestionComment',
  'CardExchange',
  'FollowUp',
  'Commitment',
  'MentorInvitation',
  'AccountabilityPair',
  'CheckIn'
]

// Of other subjects these alone: a relationship follows touchpoints, and somebody is told of the others.
const heardActions: readonly string[] = [
  'touchpoint.logged',
  'touchpoint.updated',
  'touchpoint.removed',
  'relationship.mentorship_proposed',
  'relationship.mentorship_accepted',
  'relationship.mentorship_declined',
  'person.updates_due'
]

const toldIds = (changes: readonly RecordedChange[]): string[] =>
  changes
    .filter(({ subjectType, action }) => heard.includes(subjectType) || heardActions.includes(action))
    .map(({ id }) => id)

/** Puts the events that somebody may have to be told of where the relay finds them; nothing when there are none. */
export function outboxRows(changes: readonly RecordedChange[]): Sql[] {
  const ids = toldIds(changes)
  if (ids.length === 0) return []
  return [
    sql`insert into event_outbox (tenant_id, event_id) select ${tenant}::uuid, o.id from unnest(${ids}::uuid[]) as o (id)`
  ]
}

/**
 * Says with the commit that the campus has new events which somebody may follow, and between which ids they are; nothing
 * when it has none. A statement of its own, without FROM, because a cluster runs it on the coordinator.
 */
export function eventNotice(changes: readonly RecordedChange[], tenantId: string): Sql[] {
  const ids = toldIds(changes)
  if (ids.length === 0) return []
  // Ids grow with time, so the changes are in their order.
  return [sql`select pg_notify(${eventChannel}, ${`${tenantId} ${ids[0]} ${ids.at(-1)}`})`]
}

/** The types of the events that a statement of `eventRows` writes; of any other statement none. */
export function eventTypesIn({ text, values }: { text: string; values: readonly unknown[] }): readonly string[] {
  if (!text.includes('insert into domain_events')) return []
  // The lists in the order of unnest above: ids, then types.
  const [, types] = values.filter((value) => Array.isArray(value)) as string[][]
  return types ?? []
}
