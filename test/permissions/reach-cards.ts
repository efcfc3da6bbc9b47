import type { Cast } from './cast.ts'
import { alone, both, byIds, list, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const person = byIds('person', 'Person', ({ subject }) => [subject.id])
const meeting = byIds('conversation', 'Meeting', ({ meetings }) => meetings)
const request = byIds('conversation', 'MeetingRequest', ({ requests }) => requests)
const card = byIds('person', 'ContactCard', (cast) => [cast.card])
const exchange = byIds('conversation', 'CardExchange', (cast) => [cast.exchange])
const resume = byIds('conversation', 'Resume', (cast) => [cast.resume])
const share = byIds('conversation', 'ResumeShare', ({ shares }) => shares)
const resumes = list('conversation', 'resumes', ['studentId', 'ID'], ofStudent)
const shares = list('conversation', 'resumeShares', ['studentId', 'ID'], ofStudent)
const openings = list('conversation', 'resumeOpenings', ['studentId', 'ID'], ofStudent)

/** One by a query that asks for what it belongs to. */
const of = (field: string, name: string, { circle }: Reach, idOf: (cast: Cast) => string | undefined): Reach => ({
  circle,
  ways: (cast) => [{ steps: [`${field}(${name}: $id)`], declared: '($id: ID!)', variables: { id: idOf(cast) } }]
})

/** How to come to cards and resumes. */
export const cardReaches: Record<string, Reach> = {
  ContactCard: both(
    card,
    of('contactCard', 'personId', card, ({ subject }) => subject.id),
    within(person, 'contactCard')
  ),
  CardExchange: both(
    exchange,
    of('cardExchange', 'meetingId', exchange, ({ meetings }) => meetings[0]),
    within(meeting, 'cardExchange')
  ),
  Resume: both(
    resume,
    alone('resume', resume, (cast) => cast.resume),
    within(resumes, 'nodes'),
    within(share, 'resume')
  ),
  ResumeVersion: both(within(resume, 'versions'), within(share, 'resumeVersion')),
  ResumeShare: both(
    share,
    alone('resumeShare', share, (cast) => cast.shares[0]),
    within(shares, 'nodes'),
    within(resume, 'shares'),
    within(request, 'resumeShare')
  ),
  ResumeOpening: within(openings, 'nodes'),
  ResumeConnection: resumes,
  ResumeEdge: within(resumes, 'edges'),
  ResumeShareConnection: shares,
  ResumeShareEdge: within(shares, 'edges'),
  ResumeOpeningConnection: openings,
  ResumeOpeningEdge: within(openings, 'edges')
}
