import type { Scope } from '../../db/scope.ts'
import { landedNotifiedOf } from '../followups/landing-notices.service.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { industriesByCodes, occupationsByCodes, programsByCodes } from '../taxonomy/taxonomy.service.ts'
import type { InvitationRow } from './invitations.types.ts'
import { attributionOfLandings, landingsByIds } from './landings.service.ts'
import type { AttributionRow, LandingRow, OfferRow } from './landings.types.ts'
import { attributionOfOffers, offersByIds } from './offers.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  FollowUp: { landing: byKey(landingsByIds, (followUp: { landingId: string | null }) => followUp.landingId) },
  Offer: {
    student: byKey(personsByIds, (offer: OfferRow) => offer.studentId),
    occupation: byKey(occupationsByCodes, (offer: OfferRow) => offer.occupationCode),
    industry: byKey(industriesByCodes, (offer: OfferRow) => offer.industryCode),
    attribution: byKey(attributionOfOffers, (offer: OfferRow) => offer.id)
  },
  MeetingAttribution: { meeting: byKey(meetingsByIds, (link: AttributionRow) => link.meetingId) },
  Landing: {
    student: byKey(personsByIds, (landing: LandingRow) => landing.studentId),
    occupation: byKey(occupationsByCodes, (landing: LandingRow) => landing.occupationCode),
    industry: byKey(industriesByCodes, (landing: LandingRow) => landing.industryCode),
    program: byKey(programsByCodes, (landing: LandingRow) => landing.programCode),
    offer: byKey(offersByIds, (landing: LandingRow) => landing.offerId),
    attribution: byKey(attributionOfLandings, (landing: LandingRow) => landing.id),
    landedNotified: byKey(landedNotifiedOf, (landing: LandingRow) => landing.id),
    recordedBy: byKey(personsByIds, (landing: LandingRow) => landing.recordedById)
  },
  MentorInvitation: {
    person: byKey(personsByIds, (invitation: InvitationRow) => invitation.personId),
    landing: byKey(landingsByIds, (invitation: InvitationRow) => invitation.landingId)
  }
}
