import type { Actor } from '../actor.ts'
import type { Chance } from './chance.ts'

export type Row = Record<string, unknown>

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const iso = (ms: number): string => new Date(ms).toISOString()
export const isoDay = (ms: number): string => iso(ms).slice(0, 10)

/** Who did something, where it was a person. */
export const personActor = (id: string) => ({ kind: 'PERSON', id }) as const

/** Tables in the order in which foreign keys let them be filled. */
export const tables = [
  'institutions',
  'persons',
  'affiliations',
  'staff_roles',
  'service_accounts',
  'exploration_plans',
  'target_occupations',
  'counselor_assignments',
  'counseling_sessions',
  'degrees',
  'student_profiles',
  'mentor_profiles',
  'positions',
  'pitches',
  'pitch_versions',
  'meeting_requests',
  'research_notes',
  'mock_sessions',
  'reviews',
  'review_comments',
  'meetings',
  'outcomes',
  'referrals',
  'contact_cards',
  'card_exchanges',
  'resumes',
  'resume_versions',
  'resume_shares',
  'resume_openings',
  'contacts',
  'touchpoints',
  'relationships',
  'relationship_stages',
  'mentorship_proposals',
  'update_cadences',
  'milestones',
  'offers',
  'landings',
  'meeting_attributions',
  'mentor_invitations',
  'follow_ups',
  'commitments',
  'question_lists',
  'question_items',
  'question_comments',
  'accountability_pairs',
  'check_ins',
  'resources',
  'leads',
  'skill_tasks',
  'resume_feedback',
  'audit_events',
  'domain_events'
] as const

export type Table = (typeof tables)[number]

/** The rows of one campus, as columns have them. */
export class CampusRows {
  readonly tenantId: string
  readonly #rows = new Map<Table, Row[]>(tables.map((table) => [table, []]))
  readonly #chance: Chance

  constructor(chance: Chance, createdAt: number) {
    this.#chance = chance
    this.tenantId = chance.id(createdAt)
  }

  of(table: Table): readonly Row[] {
    return this.#rows.get(table) as Row[]
  }

  /** Adds a row and gives it back as it is kept: what is changed of it later, changes here too. */
  add<R extends Row>(table: Table, row: R): R {
    const complete = table === 'institutions' ? row : { tenant_id: this.tenantId, ...row }
    this.#rows.get(table)?.push(complete)
    return complete
  }

  /** One state change of the history: an audit row and its event, as the service would have written them. */
  record(
    action: string,
    subjectType: string,
    subjectId: string,
    at: number,
    actor: Pick<Actor, 'kind' | 'id'>,
    payload: Row
  ): void {
    const occurred_at = iso(at)
    const id = this.#chance.id(at)
    const about = { subject_type: subjectType, subject_id: subjectId, occurred_at }
    const by = { actor_kind: actor.kind, actor_id: actor.id, request_id: 'sample' }
    this.add('audit_events', { id, action, ...about, ...by, changes: payload })
    this.add('domain_events', { id: this.#chance.id(at), type: action, ...about, audit_event_id: id, payload })
  }
}
