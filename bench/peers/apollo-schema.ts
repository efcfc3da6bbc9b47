import type { VerifiedToken } from '../../src/modules/tenants/verify-token.ts'
import type { Loaders } from './apollo-loaders.ts'
import { sendMeetingRequest } from './apollo-send.ts'
import type { Reads } from './apollo-tenant.ts'
import type { Meeting, MentorProfile, Person, PrismaClient } from './generated/client.ts'

export interface Context {
  prisma: PrismaClient
  who: VerifiedToken
  reads: Reads
  loaders: Loaders
}

/** The part of Halfhour's schema that the operations use, so that both are asked the very same documents. */
export const typeDefs = `
  scalar DateTime
  enum SeniorityLevel { ENTRY EARLY MID SENIOR EXECUTIVE }
  enum MeetingOrderField { STARTS_AT }
  enum OrderDirection { ASC DESC }
  input MentorFilter { industry: String! seniority: [SeniorityLevel!] }
  input MeetingOrder { field: MeetingOrderField! direction: OrderDirection! }
  input SendMeetingRequestInput { id: ID! }
  type Position { title: String employer: String }
  type MentorProfile { headline: String seniority: SeniorityLevel! topics: [String!]! capacity: Int! currentPosition: Position }
  type Person { id: ID! givenName: String! familyName: String! city: String mentorProfile: MentorProfile }
  type Outcome { fitVerdict: String! learned: String! }
  type Meeting { id: ID! startsAt: DateTime! status: String! student: Person! mentor: Person! outcome: Outcome }
  type MeetingRequest { id: ID! status: String! sentAt: DateTime expiresAt: DateTime version: Int! }
  type Problem { code: String! }
  type PersonConnection { nodes: [Person!]! }
  type MeetingConnection { nodes: [Meeting!]! }
  type SendMeetingRequestPayload { meetingRequest: MeetingRequest problems: [Problem!]! }
  type Query {
    person(id: ID!): Person
    mentors(first: Int!, filter: MentorFilter!): PersonConnection!
    meetings(first: Int!, orderBy: MeetingOrder!): MeetingConnection!
  }
  type Mutation { sendMeetingRequest(input: SendMeetingRequestInput!): SendMeetingRequestPayload! }`

interface MentorArgs {
  first: number
  filter: { industry: string; seniority?: string[] }
}

interface MeetingArgs {
  first: number
  orderBy: { direction: 'ASC' | 'DESC' }
}

const person = async (_: unknown, { id }: { id: string }, { reads, who: { tenantId } }: Context) =>
  (await reads.reader()).person.findUnique({ where: { tenantId_id: { tenantId, id } } })

async function mentors(_: unknown, { first, filter }: MentorArgs, { reads, who: { tenantId } }: Context) {
  const { industry, seniority } = filter
  const currentIndustryCode = { gte: industry, lt: `${industry}A` }
  const nodes = await (await reads.reader()).person.findMany({
    where: { tenantId, isActive: true, mentorProfile: { currentIndustryCode, seniority: { in: seniority } } },
    orderBy: [{ familyName: 'asc' }, { givenName: 'asc' }, { id: 'asc' }],
    take: first
  })
  return { nodes }
}

async function meetings(_: unknown, { first, orderBy }: MeetingArgs, { reads, who: { tenantId } }: Context) {
  const direction = orderBy.direction === 'ASC' ? 'asc' : 'desc'
  const nodes = await (await reads.reader()).meeting.findMany({
    where: { tenantId },
    orderBy: [{ startsAt: direction }, { id: direction }],
    take: first
  })
  return { nodes }
}

export const resolvers = {
  Query: { person, mentors, meetings },
  Mutation: {
    sendMeetingRequest: (_: unknown, { input }: { input: { id: string } }, { prisma, who }: Context) =>
      sendMeetingRequest(prisma, who, input.id)
  },
  Person: { mentorProfile: ({ id }: Person, _: unknown, { loaders }: Context) => loaders.mentorProfile.load(id) },
  MentorProfile: {
    currentPosition: ({ currentTitle: title, currentEmployer: employer }: MentorProfile) =>
      title === null ? null : { title, employer }
  },
  Meeting: {
    student: ({ studentId }: Meeting, _: unknown, { loaders }: Context) => loaders.person.load(studentId),
    mentor: ({ mentorId }: Meeting, _: unknown, { loaders }: Context) => loaders.person.load(mentorId),
    outcome: ({ id }: Meeting, _: unknown, { loaders }: Context) => loaders.outcome.load(id)
  }
}
