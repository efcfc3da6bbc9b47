import type { Ask, History } from './history.ts'
import type { Seeker } from './person.ts'
import { day, iso, personActor } from './rows.ts'
import { employersOf, familyNames, givenNames } from './vocabulary.ts'

/** A name passed on: for whom, by whom, when, and whether with a decline or in a conversation. */
export interface Lead {
  seeker: Seeker
  via: string
  at: number
  origin: { request_id: string | null; outcome_id: string | null }
}

interface Target {
  mentor_id: string | null
  draft_request_id: string | null
  external_name: string | null
  external_organization: string | null
}

const leadsMax = 40

/** Passes on a name: of a mentor of the campus, which a later request takes up, or of somebody outside it. */
export function refer(history: History, { seeker, mentor }: Ask, at: number, origin: Lead['origin']): void {
  const lead = { seeker, via: mentor.id, at, origin }
  // Taking a name up takes a third person, and leaves time until now for all that can come of the request.
  const canBeTakenUp = history.askable.length > 2 && history.leads.length < leadsMax && history.now - at > 75 * day
  if (canBeTakenUp && history.chance.is(0.5)) history.leads.push(lead)
  else referOutside(history, lead)
}

/** A name that leads out of the campus. */
export function referOutside(history: History, lead: Lead): void {
  const { chance } = history
  const external_name = `${chance.pick(givenNames)} ${chance.pick(familyNames)}`
  const external_organization = chance.pick(employersOf('54'))
  addReferral(history, lead, { mentor_id: null, draft_request_id: null, external_name, external_organization })
}

/** A name that became a request to a mentor of the campus. */
export const referTo = (history: History, lead: Lead, mentor_id: string, draft_request_id: string): void =>
  addReferral(history, lead, { mentor_id, draft_request_id, external_name: null, external_organization: null })

/** Whose doing a referral is: the mentor declines, the student writes down what was said. */
export const makerOf = ({ origin, via, seeker }: Lead) => personActor(origin.request_id ? via : seeker.id)

function addReferral({ rows, chance }: History, lead: Lead, target: Target): void {
  const { seeker, via, at, origin } = lead
  const id = chance.id(at)
  rows.add('referrals', {
    id,
    student_id: seeker.id,
    referred_by_id: via,
    ...origin,
    ...target,
    external_contact: null,
    note: chance.is(0.5) ? 'Say that I sent you.' : null,
    created_at: iso(at)
  })
  rows.record('referral.made', 'Referral', id, at, makerOf(lead), {
    studentId: seeker.id,
    referredById: via,
    requestId: origin.request_id,
    outcomeId: origin.outcome_id,
    mentorId: target.mentor_id,
    draftRequestId: target.draft_request_id
  })
}
