import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
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

type Verb<Input> = (scope: Scope, input: Input) => Promise<unknown>

const mutation =
  <Input>(noun: string, verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))

const query =
  <Args>(verb: Verb<Args>) =>
  (_: unknown, args: Args, { scope }: GraphqlContext) =>
    verb(scope, args)

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
