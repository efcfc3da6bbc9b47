import type { Actor } from '../actor.ts'
import type { Scope } from '../db/scope.ts'

/** What a domain event says to those who follow a campus: ids and states, no personal data. */
export interface LiveEvent {
  id: string
  /** `meeting_request.sent`, as in the audit trail. */
  type: string
  subjectType: 'MeetingRequest' | 'Meeting' | 'Outcome'
  subjectId: string
  occurredAt: string
  /** The state that the object came to; null where the event names none. */
  status: string | null
  /** The two people whom the change is about, as the event has them. */
  studentId: string | null
  mentorId: string | null
}

/** One thing to tell a subscriber, with the snapshot in which the rest of the answer is read. */
export interface Delivery {
  scope: Scope
  payload: object
}

/** What a subscription stands on, as a request stands on its scope. One for each subscription. */
export interface Feed {
  /** Who is at the other end, as last asked. */
  readonly actor: Actor
  /** Resolves once no later change of the campus can be missed. Throws SERVICE_UNAVAILABLE. */
  join(concerns: (event: LiveEvent) => boolean): Promise<AsyncIterable<LiveEvent>>
  /**
   * A fresh scope for one delivery, after the token and the actor have been checked again; end its reads. Null when the
   * subscription is over.
   */
  enter(): Promise<Scope | null>
}
