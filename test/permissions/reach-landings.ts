import type { Cast } from './cast.ts'
import { alone, both, byIds, list, plain, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const offer = byIds('conversation', 'Offer', (cast) => cast.offers)
const landing = byIds('conversation', 'Landing', (cast) => cast.landings)
const invitation = byIds('conversation', 'MentorInvitation', (cast) => [cast.invitation])
const offers = list('conversation', 'offers', ['studentId', 'ID'], ofStudent)
const landings = list('conversation', 'landings', ['studentId', 'ID'], ofStudent)
const invitations = list('conversation', 'mentorInvitations', ['personId', 'ID'], ofStudent)
const conversion = plain('anybody', 'conversionReport')

/** How to come to offers, landings and invitations. */
export const landingReaches: Record<string, Reach> = {
  Offer: both(
    offer,
    alone('offer', offer, (cast) => cast.offers[0]),
    within(offers, 'nodes'),
    within(landing, 'offer')
  ),
  MeetingAttribution: both(within(offer, 'attribution'), within(landing, 'attribution')),
  Landing: both(
    landing,
    alone('landing', landing, (cast) => cast.landings[0]),
    within(landings, 'nodes'),
    within(invitation, 'landing')
  ),
  Salary: within(landing, 'salary'),
  LandedNotified: within(landing, 'landedNotified'),
  MentorInvitation: both(
    invitation,
    alone('mentorInvitation', invitation, (cast) => cast.invitation),
    within(invitations, 'nodes')
  ),
  ConversionReport: conversion,
  ConversionReference: within(conversion, 'references'),
  SeekerToMentorReport: plain('anybody', 'seekerToMentorReport'),
  OfferConnection: offers,
  OfferEdge: within(offers, 'edges'),
  LandingConnection: landings,
  LandingEdge: within(landings, 'edges'),
  MentorInvitationConnection: invitations,
  MentorInvitationEdge: within(invitations, 'edges')
}
