import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import { setLandingAttribution, updateLanding, withdrawLanding } from './change-landings.ts'
import { recordOffer, removeOffer, setOfferAttribution, updateOffer } from './change-offers.ts'
import {
  acceptMentorInvitation,
  declineMentorInvitation,
  findMentorInvitation,
  listMentorInvitations
} from './invitations.service.ts'
import { findLanding, listLandings, salaryOf } from './landings.service.ts'
import type { OfferRow } from './landings.types.ts'
import { allowedStages, findOffer, listOffers } from './offers.service.ts'
import { recordLanding } from './record-landing.ts'

export const resolvers = {
  Query: {
    offer: query(findOffer),
    offers: query(listOffers),
    landing: query(findLanding),
    landings: query(listLandings),
    mentorInvitation: query(findMentorInvitation),
    mentorInvitations: query(listMentorInvitations)
  },
  Mutation: {
    recordOffer: mutation('offer', recordOffer),
    updateOffer: mutation('offer', updateOffer),
    removeOffer: mutation('offer', removeOffer),
    setOfferAttribution: mutation('offer', setOfferAttribution),
    recordLanding: mutation('landing', recordLanding),
    updateLanding: mutation('landing', updateLanding),
    withdrawLanding: mutation('landing', withdrawLanding),
    setLandingAttribution: mutation('landing', setLandingAttribution),
    acceptMentorInvitation: mutation('mentorInvitation', acceptMentorInvitation),
    declineMentorInvitation: mutation('mentorInvitation', declineMentorInvitation)
  },
  Offer: { allowedStages: (offer: OfferRow, _: unknown, { scope }: GraphqlContext) => allowedStages(scope, offer) },
  Landing: { salary: salaryOf }
}
