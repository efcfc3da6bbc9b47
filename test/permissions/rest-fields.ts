import { readContract } from '../../src/rest/contract.ts'
import type { Json } from '../support/follow.ts'
import { rest } from '../support/graphql.ts'
import type { Cast } from './cast.ts'
import { stillLongAgo } from './cast-relationships.ts'
import { isEmpty } from './classify.ts'
import { type Circle, nameOf } from './columns.ts'
import { examples } from './examples.ts'
import { castsFor, type Ground, type Matrix, told } from './ground.ts'
import { type RestOperation, restOperations } from './operations.ts'

const contract = readContract()

interface Reading {
  circle: Circle
  urls(cast: Cast): string[]
}

const listOf = (circle: Circle, path: string, query: (cast: Cast) => string): Reading => ({
  circle,
  urls: (cast) => [`${path}?${query(cast)}`]
})
const ofClass = ({ classYear }: Cast) => `classYear=${classYear}`
const ofStudent = ({ student }: Cast) => `studentId=${student.id}`
const each = (path: string, idsOf: (cast: Cast) => string[]): Reading => ({
  circle: 'conversation',
  urls: (cast) => idsOf(cast).map((id) => `${path}/${id}`)
})

/** Where one object has not all there is to see, or a list has to be asked for what the cast is about alone. */
const readings: Record<string, Reading> = {
  getMeetingRequest: each('/v1/meeting-requests', ({ requests }) => requests),
  getCounterProposal: each('/v1/counter-proposals', ({ counterProposals }) => counterProposals),
  getMeeting: each('/v1/meetings', ({ meetings }) => meetings),
  listPeople: listOf('person', '/v1/people', ofClass),
  listMentors: listOf('person', '/v1/mentors', ofClass),
  listMeetingRequests: listOf('conversation', '/v1/meeting-requests', ofStudent),
  listMeetings: listOf('conversation', '/v1/meetings', ofStudent),
  listOutcomes: listOf('conversation', '/v1/outcomes', ofStudent),
  listResearchNotes: listOf('conversation', '/v1/research-notes', ofStudent),
  listPitches: listOf('conversation', '/v1/pitches', ofStudent),
  listMockSessions: listOf('conversation', '/v1/mock-sessions', ofStudent),
  getResearchNote: each('/v1/research-notes', ({ notes }) => notes),
  getMockSession: each('/v1/mock-sessions', ({ sessions }) => sessions),
  listReviews: listOf('conversation', '/v1/reviews', ofStudent),
  getReview: each('/v1/reviews', ({ reviews }) => reviews),
  listExplorationPlans: listOf('conversation', '/v1/exploration-plans', ofStudent),
  listCounselorAssignments: listOf('conversation', '/v1/counselor-assignments', ofStudent),
  listCounselingSessions: listOf('conversation', '/v1/counseling-sessions', ofStudent),
  getExplorationPlan: each('/v1/exploration-plans', ({ plans }) => plans),
  getContactCard: { circle: 'person', urls: ({ subject }) => [`/v1/people/${subject.id}/card`] },
  getCardExchange: { circle: 'conversation', urls: ({ meetings }) => [`/v1/meetings/${meetings[0]}/card-exchange`] },
  getResumeShare: each('/v1/resume-shares', ({ shares }) => shares),
  listResumes: listOf('conversation', '/v1/resumes', ofStudent),
  listResumeShares: listOf('conversation', '/v1/resume-shares', ofStudent),
  listResumeOpenings: listOf('conversation', '/v1/resume-openings', ofStudent),
  listContacts: listOf('person', '/v1/contacts', (cast) => `personId=${cast.acquaintance}`),
  listLeads: listOf('conversation', '/v1/leads', ofStudent),
  listSkillTasks: listOf('conversation', '/v1/skill-tasks', ofStudent),
  getSkillTask: each('/v1/skill-tasks', ({ skillTask, doneTask }) => [skillTask, doneTask]),
  getCompetencyDeltas: {
    circle: 'conversation',
    urls: ({ student }) => [`/v1/people/${student.id}/competency-deltas`]
  },
  getContactCounts: { circle: 'person', urls: ({ subject }) => [`/v1/people/${subject.id}/contact-counts`] },
  listTouchpoints: listOf('person', '/v1/touchpoints', (cast) => `mentorId=${cast.acquaintance}`),
  getTouchpoint: { circle: 'person', urls: (cast) => cast.touchpoints.map((id) => `/v1/touchpoints/${id}`) },
  listFollowUps: listOf('conversation', '/v1/follow-ups', ({ student }) => `ownerId=${student.id}`),
  getFollowUp: each('/v1/follow-ups', ({ followUps }) => followUps),
  listCommitments: listOf('conversation', '/v1/commitments', ofStudent),
  getCommitment: each('/v1/commitments', ({ commitments }) => commitments),
  getCommitmentFigures: {
    circle: 'conversation',
    urls: ({ student }) => [`/v1/people/${student.id}/commitment-figures`]
  },
  listMilestones: listOf('person', '/v1/milestones', ({ subject }) => `mentorId=${subject.id}`),
  listRelationships: listOf('conversation', '/v1/relationships', ({ student }) => `seekerId=${student.id}`),
  getRelationship: each('/v1/relationships', ({ relationships }) => relationships),
  listDuePeople: listOf('person', '/v1/due-people', () => `dueUntil=${stillLongAgo}`),
  getUpdateCadence: { circle: 'person', urls: (cast) => cast.cadences.map((id) => `/v1/update-cadences/${id}`) },
  getContactWarmth: { circle: 'person', urls: (cast) => [`/v1/contacts/${cast.contact}/warmth`] },
  getQuestionBank: { circle: 'anybody', urls: () => ['/v1/question-bank?type=CAREER_EXPLORATION'] },
  listQuestionLists: listOf('conversation', '/v1/question-lists', ofStudent),
  getQuestionList: {
    circle: 'conversation',
    urls: ({ requests }) => requests.map((id) => `/v1/meeting-requests/${id}/question-list`)
  },
  listQuestionComments: {
    circle: 'conversation',
    urls: ({ requests }) => requests.map((id) => `/v1/meeting-requests/${id}/question-list/comments`)
  },
  listOffers: listOf('conversation', '/v1/offers', ofStudent),
  listLandings: listOf('conversation', '/v1/landings', ofStudent),
  getLanding: each('/v1/landings', ({ landings }) => landings),
  listMentorInvitations: listOf('conversation', '/v1/mentor-invitations', ({ student }) => `personId=${student.id}`),
  getAccountabilityPair: each('/v1/accountability-pairs', ({ pairs }) => pairs),
  listAccountabilityPairs: listOf(
    'conversation',
    '/v1/accountability-pairs',
    ({ student }) => `personId=${student.id}`
  ),
  getCheckIn: each('/v1/check-ins', ({ checkIns }) => checkIns),
  listCheckIns: listOf('conversation', '/v1/check-ins', ({ pairs }) => `pairId=${pairs[0]}`),
  // What the reader was told themselves is of another kind.
  listNotifications: listOf('person', '/v1/notifications', () => 'kind=REQUEST_RECEIVED')
}

/** What the answers of REST show to whom, field by field. */
export async function measureRestFields({ casts, matrix }: Ground): Promise<void> {
  for (const operation of restOperations.filter(({ method }) => method === 'GET')) {
    if (!answerOf(operation)) continue // A link leads elsewhere, and shows nothing.
    const example = told(examples, operation.verb, 'examples.ts')
    const reading = readings[operation.operationId]
    const seen = new Map<string, Set<string>>()
    const asked = castsFor(casts, reading ?? example).map(async (cast) => {
      const urls = reading?.urls(cast) ?? [await urlOf(operation, cast)]
      for (const body of await Promise.all(urls.map((url) => read(cast, url)))) {
        look(body, answerOf(operation), { matrix, column: nameOf(cast.column), seen })
      }
    })
    await Promise.all(asked)
    matrix.restFields.set(operation.operationId, seen)
  }
}

async function urlOf({ path, verb }: RestOperation, cast: Cast): Promise<string> {
  const { id, requestId, code } = await told(examples, verb, 'examples.ts').argumentsFor(cast)
  return path.replace('{id}', String(id ?? requestId)).replace('{code}', String(code))
}

async function read(cast: Cast, url: string): Promise<Json> {
  const { status, body } = await rest(cast.app, cast.reader, 'GET', url)
  return status === 200 ? body : null
}

const answerOf = ({ path }: RestOperation): Json =>
  (contract.paths[path]?.get as Json).responses[200]?.content['application/json'].schema

interface Look {
  matrix: Matrix
  column: string
  seen: Map<string, Set<string>>
}

/** Walks an answer along its schema; what has the name of a GraphQL type is looked at field by field. */
function look(value: Json, schema: Json, at: Look, name?: string): void {
  if (schema?.$ref) {
    const named = schema.$ref.split('/').at(-1)
    return look(value, contract.components.schemas?.[named], at, named.replace(/^Listed/, ''))
  }
  // Null, or an object of this kind.
  if (schema?.anyOf) return look(value, schema.anyOf[0], at)
  if (value == null) return
  if (Array.isArray(value)) return value.forEach((item) => look(item, schema.items, at))
  const fields = name === 'PageInfo' ? undefined : at.matrix.fields.get(name ?? '')?.map((row) => row.name)
  for (const [property, inner] of Object.entries(schema?.properties ?? {})) {
    if (fields) record(`${name}.${fieldOf(property, fields, `${name}`)}`, value[property], at)
    look(value[property], inner, at)
  }
}

function record(field: string, value: Json, { column, seen }: Look): void {
  const columns = seen.get(field) ?? new Set()
  seen.set(field, isEmpty(value) ? columns : columns.add(column))
}

/** REST has ids where GraphQL has objects. */
function fieldOf(property: string, fields: string[], type: string): string {
  const field = [property, property.replace(/Id$/, ''), property.replace(/PersonId$/, '')].find((name) =>
    fields.includes(name)
  )
  if (!field)
    throw new Error(
      `Nobody told what ${type}.${property} of REST is in GraphQL: say it in test/permissions/rest-fields.ts.`
    )
  return field
}
