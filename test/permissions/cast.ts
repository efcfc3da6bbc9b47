import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import type { TestApp } from '../support/app.ts'
import { type Campus, campus, type Someone } from '../support/campus.ts'
import { type Accountability, accountabilityOf } from './cast-accountability.ts'
import { asksOf } from './cast-asks.ts'
import { type CardCast, cardsOf } from './cast-cards.ts'
import { type ContactCast, contactsOf } from './cast-contacts.ts'
import { type FollowUpCast, followUpsOf } from './cast-followups.ts'
import { type LandingsCast, landingsOf } from './cast-landings.ts'
import { toldOf } from './cast-notifications.ts'
import { type DepthCast, depthOf } from './cast-outcome-depth.ts'
import { type PlansCast, plansOf } from './cast-plans.ts'
import { type Preparation, preparationOf } from './cast-preparation.ts'
import { type Questions, questionsOf } from './cast-questions.ts'
import { type RelationshipCast, relationshipsOf } from './cast-relationships.ts'
import { moreReviewsOf, type Reviewed, reviewedOf } from './cast-reviews.ts'
import { type Column, columns, type Role } from './columns.ts'
import {
  answered,
  declined,
  documentRow,
  meetingRow,
  mentorProfile,
  outcomeRow,
  referralRows,
  requestRow,
  restOfPerson,
  restOfTaxonomy,
  sent,
  usageRow
} from './filled.ts'
import { byType, counteredBy, warned } from './filled-asks.ts'

/** The people and objects of one column: who reads, and what stands to them as the column says. */
export interface Cast
  extends Preparation,
    Reviewed,
    PlansCast,
    CardCast,
    ContactCast,
    FollowUpCast,
    LandingsCast,
    RelationshipCast,
    Questions,
    Accountability,
    DepthCast {
  column: Column
  app: TestApp
  reader: Someone
  /** The reader's campus, and the campus of what is read. */
  home: Campus
  there: Campus
  /** The person whom the relation is to. */
  subject: Someone
  /** Of nobody but the subject, so that a list can be asked for them alone. */
  classYear: number
  student: Someone
  mentor: Someone
  /** The reader stands at the mentor's end of the conversations. */
  isMentor: boolean
  requests: string[]
  counterProposals: string[]
  meetings: string[]
  outcome: string
  document: string
  notification: string
}

const seeds: Record<Exclude<Role, 'integration'>, object> = {
  student: { affiliations: ['STUDENT'] },
  alum: { affiliations: ['ALUM'] },
  // Of the faculty, so that nothing but the profile makes the mentor.
  mentor: { affiliations: ['FACULTY'], mentor: mentorProfile },
  counselor: { affiliations: ['STAFF'], roles: ['COUNSELOR'] },
  admin: { affiliations: ['STAFF'], roles: ['ADMIN'] }
}

// More is asked here than any student may ask at a time.
const unbounded = {
  requests: {
    ...defaultInstitutionPolicy.requests,
    openPerStudentMax: 100,
    durationMinutesByType: byType,
    requiredReadiness: ['TOPIC' as const],
    requiredReadinessByType: [{ type: 'HIRING_MANAGER' as const, items: ['TOPIC' as const] }]
  },
  accountability: { ...defaultInstitutionPolicy.accountability, pairsMax: 100 }
}

/** All casts on one application: a campus, a neighbour, and a small crowd for each column. */
export async function castAll(app: TestApp): Promise<Cast[]> {
  const [home, neighbour] = [await campus(app, unbounded), await campus(app, unbounded)]
  await home.run(...restOfTaxonomy, usageRow((await home.machine()).id))
  const casts: Cast[] = []
  for (const column of columns) casts.push(await castOf(app, column, home, neighbour))
  return casts
}

async function castOf(app: TestApp, column: Column, home: Campus, neighbour: Campus): Promise<Cast> {
  const { role, relation } = column
  const there = relation === 'none' ? neighbour : home
  const filled = (seed: object) => whole(there, { mentor: mentorProfile, ...seed })
  // To oneself nothing may be empty either, so whoever reads of themselves has both profiles, whatever their role.
  const reader =
    role === 'integration'
      ? await home.machine()
      : relation === 'self'
        ? await filled(seeds[role])
        : await home.person(seeds[role])
  const isMentor = relation === 'pair' && role === 'mentor'
  const isStudent = relation === 'self' || (relation === 'pair' && !isMentor)
  const student = isStudent ? reader : await filled({ affiliations: ['STUDENT'] })
  const mentor = isMentor ? reader : await filled({ affiliations: ['ALUM'] })
  const subject = relation === 'self' ? reader : isStudent ? mentor : student
  const classYear = 1950 + columns.indexOf(column)
  await there.run(
    sql`update degrees set class_year = ${classYear} where tenant_id = ${tenant} and person_id = ${subject.id}`
  )
  const people = { app, column, home, there, reader, student, mentor, subject, classYear, isMentor }
  const [conversations, planned] = [await conversationsOf(people), await plansOf(people)]
  await moreReviewsOf(there, student, 'EXPLORATION_PLAN', planned.plans)
  await moreReviewsOf(there, student, 'QUESTION_LIST', conversations.questionLists)
  const { meetings, accepted } = conversations
  const cards = await cardsOf(people, { meetingId: meetings[0], requestIds: accepted })
  const known = await contactsOf(people)
  const related = await relationshipsOf(people, known.acquaintance)
  const more = { ...known, ...related, ...(await toldOf(people)) }
  const owed = await followUpsOf(people, meetings)
  const landed = await landingsOf(people, meetings[0] as string)
  const kept = await accountabilityOf(people)
  const depth = await depthOf(people, { outcome: conversations.outcome, request: accepted[0] })
  return { ...depth, ...people, ...conversations, ...planned, ...cards, ...more, ...owed, ...landed, ...kept }
}

async function whole(at: Campus, seed: object): Promise<Someone> {
  const person = await at.person(seed)
  await at.run(...restOfPerson(person.id))
  return person
}

type People = Pick<Cast, 'there' | 'student' | 'mentor'>

async function conversationsOf({ there, student, mentor }: People) {
  const [studentId, mentorId] = [student.id, mentor.id]
  const both = { studentId, mentorId }
  const [next, via] = [await there.mentor(), await there.counselor()]
  const request = () => ({ id: newId(), ...both, viaPersonId: via.id })
  const [isDeclined, isSent, draft] = [request(), request(), { ...request(), mentorId: next.id }]
  const accepted = [request(), request(), request(), request()]
  const meetings = accepted.map(({ id: requestId }) => ({ id: newId(), requestId, ...both }))
  const [met, missed, off, planned] = meetings
  const outcome = { id: newId(), meetingId: met?.id, ...both }
  const document = newId()
  const toNext = { mentorId: next.id, draftRequestId: draft.id }
  const passedOn = { studentId, referredById: mentorId }
  const at = '2026-03-02T14:00:00.000Z'
  await there.run(
    requestRow({ ...isDeclined, ...declined }),
    requestRow({ ...isSent, status: 'SENT', ...sent, ...counteredBy('MENTOR'), ...warned }),
    requestRow({ ...draft, status: 'DRAFT' }),
    requestRow({ ...request(), status: 'EXPIRED', ...sent, closedAt: at }),
    requestRow({ ...request(), status: 'CLOSED_BY_MENTOR', ...sent, closedAt: at }),
    requestRow({ ...request(), status: 'WITHDRAWN', ...sent, closedAt: at }),
    ...accepted.map((one) => requestRow({ ...one, status: 'ACCEPTED', ...answered, ...counteredBy('MENTOR') })),
    meetingRow({ ...met, status: 'COMPLETED', completedAt: at, actualMinutes: 25 }),
    meetingRow({ ...missed, status: 'NO_SHOW', noShowPersonId: mentorId }),
    meetingRow({ ...off, status: 'CANCELLED', cancelledAt: at, cancelledById: studentId, cancelReason: 'I am ill.' }),
    meetingRow({ ...planned }),
    outcomeRow(outcome),
    ...referralRows({ ...passedOn, requestId: isDeclined.id }, toNext),
    ...referralRows({ ...passedOn, outcomeId: outcome.id }, toNext),
    documentRow(document)
  )
  const requests = [isDeclined, isSent, ...accepted].map(({ id }) => id)
  const [declinedId, waiting, acceptedId] = requests as [string, string, string]
  const conversation = { there, student, mentor, via, declined: declinedId, waiting, accepted: acceptedId }
  const questions = await questionsOf(there, { student, mentor }, [isSent.id, ...accepted.map(({ id }) => id)])
  const [questionListId = ''] = questions.questionLists
  const preparation = await preparationOf(there, student, { requestId: isDeclined.id, questionListId })
  const reviewed = await reviewedOf(there, student, { requestId: isDeclined.id, pitchId: preparation.pitch })
  const conversations = { requests, meetings: meetings.map(({ id }) => id), outcome: outcome.id, document }
  const asked = { ...(await asksOf(conversation)), accepted: accepted.map(({ id }) => id) }
  return { ...asked, ...conversations, ...preparation, ...reviewed, ...questions }
}
