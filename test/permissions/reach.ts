import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { accountabilityReaches } from './reach-accountability.ts'
import { reachesOfAsks } from './reach-asks.ts'
import { cardReaches } from './reach-cards.ts'
import { contactReaches } from './reach-contacts.ts'
import { followUpReaches } from './reach-followups.ts'
import { landingReaches } from './reach-landings.ts'
import { notificationReaches } from './reach-notifications.ts'
import { depthReaches } from './reach-outcome-depth.ts'
import { planReaches } from './reach-plans.ts'
import { preparationReaches } from './reach-preparation.ts'
import { questionReaches } from './reach-questions.ts'
import { relationshipReaches } from './reach-relationships.ts'
import { reviewReaches } from './reach-reviews.ts'
import { alone, both, byIds, change, list, plain, type Reach, within } from './ways.ts'

const person = byIds('person', 'Person', ({ subject }) => [subject.id])
const request = byIds('conversation', 'MeetingRequest', ({ requests }) => requests)
const meeting = byIds('conversation', 'Meeting', ({ meetings }) => meetings)
const outcome = byIds('conversation', 'Outcome', (cast) => [cast.outcome])
const document = byIds('campus', 'TrustedDocument', (cast) => [cast.document])
const institution = byIds('campus', 'Institution', ({ there }) => [there.tenantId])
const ofClass = ({ classYear }: Cast) => classYear
const ofStudent = ({ student }: Cast) => student.id
const people = list('person', 'people', ['classYear', 'Int'], ofClass)
const mentors = list('person', 'mentors', ['classYear', 'Int'], ofClass)
const requests = list('conversation', 'meetingRequests', ['studentId', 'ID'], ofStudent)
const meetings = list('conversation', 'meetings', ['studentId', 'ID'], ofStudent)
const outcomes = list('conversation', 'outcomes', ['studentId', 'ID'], ofStudent)
const uses = plain('anybody', 'contractUsage')
const documents = plain('anybody', 'trustedDocuments')
const mentorProfile = within(person, 'mentorProfile')
const occupations = plain('anybody', 'occupations(search: "15-1252.00")')
const industries = plain('anybody', 'industries(search: "541511")')
const programs = plain('anybody', 'programs(search: "11.0701")')

const twoRows = () => ({
  people: [1, 2].map((n) => ({ externalId: `S-${n}`, givenName: 'Jan', familyName: 'Kowalski' }))
})
const refusedCancel = (idOf: (cast: Cast) => unknown) =>
  change('conversation', 'cancelMeeting', 'CancelMeetingInput', (cast) => ({ id: idOf(cast) }), 'problems')
const stale = ({ meetings }: Cast) => ({ id: meetings[3], expectedVersion: 9 })

/** For every object type of the schema how to come to it. A type that is not here is not finished. */
export const reaches: Record<string, Reach> = {
  Viewer: plain('anybody', 'viewer'),
  Institution: institution,
  InstitutionPolicy: within(institution, 'policy'),
  ...reachesOfAsks(request, within(institution, 'policy')),
  Person: both(
    person,
    alone('person', person, ({ subject }) => subject.id),
    within(people, 'nodes'),
    within(mentors, 'nodes')
  ),
  Affiliation: within(person, 'affiliations'),
  Degree: within(person, 'degrees'),
  StudentProfile: within(person, 'studentProfile'),
  MentorProfile: both(mentorProfile, within(within(people, 'nodes'), 'mentorProfile')),
  CurrentPosition: within(mentorProfile, 'currentPosition'),
  Position: within(person, 'positions'),
  MeetingRequest: both(
    request,
    alone('meetingRequest', request, ({ requests }) => requests[0]),
    within(requests, 'nodes'),
    within(meeting, 'request')
  ),
  Referral: both(within(request, 'referrals', 'referralChain'), within(outcome, 'referrals')),
  Meeting: both(
    meeting,
    alone('meeting', meeting, ({ meetings }) => meetings[0]),
    within(meetings, 'nodes'),
    within(request, 'meeting')
  ),
  Outcome: both(
    outcome,
    alone('outcome', outcome, (cast) => cast.outcome),
    within(outcomes, 'nodes'),
    within(meeting, 'outcome')
  ),
  Funnel: plain('anybody', 'funnel'),
  ...depthReaches(outcome),
  TrustedDocument: both(
    document,
    alone('trustedDocument', document, (cast) => cast.document)
  ),
  ContractUsage: within(uses, 'nodes'),
  ContractUsageConnection: uses,
  ContractUsageEdge: within(uses, 'edges'),
  Occupation: plain('anybody', 'occupation(code: "15-1252.00")'),
  Industry: plain('anybody', 'industry(code: "541511")'),
  Program: plain('anybody', 'program(code: "11.0701")'),
  PersonConnection: people,
  PersonEdge: within(people, 'edges'),
  MeetingRequestConnection: requests,
  MeetingRequestEdge: within(requests, 'edges'),
  MeetingConnection: meetings,
  MeetingEdge: within(meetings, 'edges'),
  OutcomeConnection: outcomes,
  OutcomeEdge: within(outcomes, 'edges'),
  TrustedDocumentConnection: documents,
  TrustedDocumentEdge: within(documents, 'edges'),
  OccupationConnection: occupations,
  OccupationEdge: within(occupations, 'edges'),
  IndustryConnection: industries,
  IndustryEdge: within(industries, 'edges'),
  ProgramConnection: programs,
  ProgramEdge: within(programs, 'edges'),
  UpsertPersonRow: change('anybody', 'upsertPeople', 'UpsertPeopleInput', twoRows, 'rows'),
  Problem: both(
    refusedCancel(newId),
    refusedCancel(({ meetings }) => meetings[0]),
    change('conversation', 'completeMeeting', 'CompleteMeetingInput', stale, 'problems')
  ),
  PageInfo: plain('anybody', 'people', 'pageInfo'),
  ...preparationReaches,
  ...reviewReaches,
  ...planReaches,
  ...cardReaches,
  ...contactReaches,
  ...relationshipReaches,
  ...followUpReaches,
  ...landingReaches,
  ...questionReaches,
  ...notificationReaches,
  ...accountabilityReaches
}
