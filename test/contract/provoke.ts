import { hash } from 'node:crypto'
import { raw, sql, tenant } from '../../src/db/sql.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { raceAt } from '../modules/meetings/row-race.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import { ofAccountability } from './provoke-accountability.ts'
import { ofAsks } from './provoke-asks.ts'
import { ofCards } from './provoke-cards.ts'
import { ofContacts } from './provoke-contacts.ts'
import { ask, change, changeByGraphql, changeByRest, type Ground, query, type Refused } from './provoke-doors.ts'
import { ofFollowUps } from './provoke-followups.ts'
import { ofLandings } from './provoke-landings.ts'
import { ofOutcomeDepth } from './provoke-outcome-depth.ts'
import { ofPlans } from './provoke-plans.ts'
import { ofPreparation } from './provoke-preparation.ts'
import { ofQuestions } from './provoke-questions.ts'
import { ofRelationships } from './provoke-relationships.ts'
import { ofReviews } from './provoke-reviews.ts'
import { ofTheRules } from './provoke-rules.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const requests = '/v1/meeting-requests'
const viewer = '{ viewer { id } }'

const url =
  (url: string, headers: Record<string, string> = {}): Provoke =>
  async ({ app, student }) => [await ask(app, student, { url, headers })]

/** The same body, or what is to be one, sent to both doors. */
const body =
  (payload: string, type = 'application/json'): Provoke =>
  async ({ app, student }) => {
    const sent = { method: 'POST' as const, headers: { 'content-type': type }, payload }
    return [await ask(app, student, { ...sent, url: requests }), await ask(app, student, { ...sent, url: '/graphql' })]
  }

const document =
  (text: unknown, more: object = {}): Provoke =>
  async ({ app, student }) => [await query(app, student, text, more)]

const atBothDoors = async (app: TestApp, who: Someone | null) => [
  await ask(app, who, { url: '/v1/viewer' }),
  await query(app, who, viewer)
]

const apiPolicy = (values: object) => ({ api: { ...defaultInstitutionPolicy.api, ...values } })
const nine = { replyWindowDays: 9 }

/** What HTTP, the documents of GraphQL and repeated changes can get wrong. */
const ofTheDoors = {
  UNAUTHENTICATED: ({ app }) => atBothDoors(app, null),
  ROUTE_NOT_FOUND: url('/v1/nothing'),
  METHOD_NOT_ALLOWED: async ({ app, student }) => [
    await ask(app, student, { method: 'DELETE', url: '/v1/people' }),
    await ask(app, student, { method: 'PUT', url: '/graphql' }),
    await ask(app, student, { url: '/graphql?query=mutation%7Bnone%7D' })
  ],
  NOT_ACCEPTABLE: async (ground) => [
    ...(await url('/v1/viewer', { accept: 'text/csv' })(ground)),
    ...(await url('/graphql', { accept: 'text/csv' })(ground))
  ],
  PAYLOAD_TOO_LARGE: body(`{"topic": "${'x'.repeat(2 * 1024 * 1024)}"}`),
  UNSUPPORTED_MEDIA_TYPE: body('{}', 'text/plain'),
  MALFORMED_BODY: body('{"mentorId":'),
  INVALID_CURSOR: async (ground) => [
    ...(await url('/v1/people?after=abc')(ground)),
    await query(ground.app, ground.student, '{ people(after: "abc") { nodes { id } } }')
  ],
  INVALID_PAGING: async (ground) => [
    ...(await url('/v1/people?first=101')(ground)),
    await query(ground.app, ground.student, '{ people(first: 101) { nodes { id } } }')
  ],
  PRECONDITION_FAILED: async ({ app, admin }) => {
    const headers = { 'if-match': '"7.stale"' }
    return [await ask(app, admin, { method: 'PATCH', url: '/v1/institution/policy', headers, payload: nine })]
  },
  INVALID_DOCUMENT: document('{ viewer { shoeSize } }'),
  OPERATION_NOT_ALLOWED: document(7),
  DOCUMENT_NOT_FOUND: document(undefined, { documentId: `sha256:${hash('sha256', viewer, 'hex')}` }),
  DOCUMENT_NOT_TRUSTED: async ({ app }) => {
    const strict = await campus(app, apiPolicy({ isTrustedDocumentRequired: true }))
    return [await query(app, await strict.student(), viewer)]
  },
  QUERY_TOO_COMPLEX: document(`{ ${'a: viewer { id } '.repeat(51)} }`),
  IDEMPOTENCY_KEY_REQUIRED: async ({ app }) => {
    const strict = await campus(app, apiPolicy({ isIdempotencyKeyRequired: true }))
    return change(app, await strict.admin(), 'updateInstitutionPolicy', nine)
  },
  IDEMPOTENCY_KEY_INVALID: ({ app, admin }) =>
    change(app, admin, 'updateInstitutionPolicy', nine, { 'idempotency-key': 'two words' }),
  IDEMPOTENCY_KEY_IN_USE: async ({ app, home, admin }) => {
    const lock = sql`select 1 from institutions where id = ${tenant} for update`
    const racing = async (byDoor: typeof changeByRest, key: string) => {
      const once = () => byDoor(app, admin, 'updateInstitutionPolicy', nine, { 'idempotency-key': key })
      return (await raceAt(app, home, lock, [once, once])).filter(({ codes }) => codes.length > 0)
    }
    return [...(await racing(changeByRest, 'k1')), ...(await racing(changeByGraphql, 'k2'))]
  },
  IDEMPOTENCY_KEY_REUSED: async ({ app, admin }) => {
    const headers = { 'idempotency-key': 'k3' }
    await changeByRest(app, admin, 'updateInstitutionPolicy', nine, headers)
    return change(app, admin, 'updateInstitutionPolicy', { replyWindowDays: 8 }, headers)
  }
} satisfies Partial<Record<ProblemCode, Provoke>>

/** What takes a service of its own: a spent budget, too much to do, a fault. */
const ofTheService = {
  RATE_LIMITED: async ({ t }) => {
    const app = await testApp(t, { actorTtlMs: 3_600_000, quotas: { tokenPoints: 1, campusPoints: null } })
    const student = await (await campus(app)).student()
    await rest(app, student, 'GET', '/v1/viewer')
    return atBothDoors(app, student)
  },
  SERVICE_UNAVAILABLE: async ({ t }) => {
    const limits = { eventLoopDelayMs: 100, databaseQueue: null }
    const app = await testApp(t, { load: { sampler: { eventLoopDelayMs: () => 101 }, limits } })
    return atBothDoors(app, await (await campus(app)).student())
  },
  INTERNAL_SERVER_ERROR: async ({ t }) => {
    const app = await testApp(t)
    const home = await campus(app)
    await home.run(sql`${raw('alter table outcomes rename to outcomes_gone')}`)
    const student = await home.student()
    return [
      await ask(app, student, { url: '/v1/outcomes' }),
      await query(app, student, '{ outcomes { nodes { id } } }')
    ]
  }
} satisfies Partial<Record<ProblemCode, Provoke>>

/** For every code a request that is refused with it, at each door that can. A code without one is not finished. */
export const provocations: Record<ProblemCode, Provoke> = {
  ...ofTheDoors,
  ...ofTheRules,
  ...ofAsks,
  ...ofPreparation,
  ...ofReviews,
  ...ofPlans,
  ...ofCards,
  ...ofContacts,
  ...ofRelationships,
  ...ofFollowUps,
  ...ofQuestions,
  ...ofLandings,
  ...ofAccountability,
  ...ofOutcomeDepth,
  ...ofTheService
}
