import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { refuse } from '../errors.ts'
import { type Payer, type PolicyStanding, type Quotas, restCost, windowUs } from '../modules/quotas/quotas.service.ts'

interface Tab {
  payer: Payer
  /** Paid at the door, and counted towards what the operation costs. */
  prepaid: number
  retryAfterSeconds: number | null
  /** As of the last payment, so that they are worked out once. */
  standings: readonly PolicyStanding[] | null
}

/** What is left to an actor, or null where nothing is limited. */
export type Left = { remaining: number; resetAt: string } | null

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request pays and who for; null until it is known who asks, and where nothing is limited. */
    tab: Tab | null
    /**
     * Takes the cost of an operation from the budgets of the actor and the campus, before it runs. Gives what is left to
     * the actor, or null where nothing is limited. Throws RATE_LIMITED, SERVICE_UNAVAILABLE.
     */
    spend(points: number): Promise<Left> | Left
  }
}

const doorPoints = 1

// Links can be made up by anybody, so all of a campus have one budget: whoever tries them out costs it no more than one caller.
const links = 'links'

/**
 * Every request of the enclosing scope pays a point when it is known who asks, so that refused documents and bodies are
 * not free, and the cost of its operation before that runs. Every answer tells what is left
 * (draft-ietf-httpapi-ratelimit-headers, the form of two structured fields).
 */
export const rateLimit = fp<{ quotas: Quotas | null }>(
  async (app, { quotas }) => {
    app.decorateRequest('tab', null)
    app.decorateRequest('spend', function (this: FastifyRequest, points: number) {
      return quotas && this.tab ? spend(quotas, this, this.tab, points) : null
    })
    if (quotas === null) return
    const policies = policyField(quotas)
    app.addHook('onRequest', (request, _reply, done) => {
      const { tenantId, actor, id: requestId } = request
      const payer = { tenantId, actorId: actor.kind === 'LINK' ? links : (actor.id as string), requestId }
      const tab: Tab = { payer, prepaid: 0, retryAfterSeconds: null, standings: null }
      request.tab = tab
      const enter = () => {
        tab.prepaid = doorPoints
        done()
      }
      const paying = pay(quotas, request, tab, doorPoints)
      if (paying) paying.then(enter, done)
      else enter()
    })
    app.addHook('preHandler', (request, _reply, done) => {
      // What a document costs only the door of GraphQL can tell.
      const isGraphql = request.routeOptions.url?.startsWith('/graphql')
      const paying = !isGraphql && request.tab && pay(quotas, request, request.tab, costOf(request))
      if (paying) paying.then(() => done(), done)
      else done()
    })
    app.addHook('onSend', ({ tab }, reply, payload, done) => {
      reply.header('ratelimit-policy', policies)
      if (tab) tell(reply, tab, tab.standings ?? quotas.standings(tab.payer))
      done(null, payload)
    })
  },
  { name: 'rate-limit', dependencies: ['auth'] }
)

function spend(quotas: Quotas, request: FastifyRequest, tab: Tab, points: number): Promise<Left> | Left {
  const left = (): Left => {
    tab.standings = quotas.standings(tab.payer)
    const { remaining, resetAtMs } = tab.standings[0] as PolicyStanding
    return { remaining, resetAt: new Date(resetAtMs).toISOString() }
  }
  const paying = pay(quotas, request, tab, points)
  return paying ? paying.then(left) : left()
}

/** Nearly always paid at once, from what is at hand: then there is nothing to wait for, and no promise. */
function pay(quotas: Quotas, request: FastifyRequest, tab: Tab, points: number): Promise<void> | null {
  const { prepaid, payer } = tab
  tab.prepaid = 0
  tab.standings = null
  const owed = Math.min(points, quotas.pointsMax) - prepaid
  return owed <= 0 || quotas.spendAtOnce(payer, owed) ? null : ask(quotas, request, tab, { owed, prepaid, points })
}

type Owing = { owed: number; prepaid: number; points: number }

async function ask(quotas: Quotas, request: FastifyRequest, tab: Tab, owing: Owing): Promise<void> {
  const { owed, prepaid, points } = owing
  const { payer } = tab
  const overdrawn = await paid(quotas, request, payer, owed)
  if (overdrawn) {
    // A refused request costs nothing, the point at the door included.
    if (prepaid > 0) quotas.refund(payer, prepaid)
    tab.retryAfterSeconds = overdrawn.retryAfterSeconds
    const whose = overdrawn.policy === 'token' ? 'of the token' : 'of the campus'
    throw refuse('RATE_LIMITED', { message: `The budget ${whose} has less than the ${points} points of this request.` })
  }
}

function paid(quotas: Quotas, request: FastifyRequest, payer: Payer, owed: number) {
  return quotas.spend(payer, owed).catch((error) => {
    // Answered as unavailable; only the log can tell the operators why.
    request.log.error({ err: (error as Error).cause ?? error, traceId: request.id }, 'A budget could not be asked')
    throw error
  })
}

function costOf({ method, query, body, routeOptions: { url, schema } }: FastifyRequest): number {
  const { properties } = (schema?.querystring ?? {}) as { properties?: Record<string, unknown> }
  const isList = properties !== undefined && 'first' in properties
  return restCost({ method, isList, isReport: url?.startsWith('/v1/reports/') ?? false, query: query as object, body })
}

const policyField = ({ policies }: Quotas): string =>
  policies.map(({ name, capacity }) => `"${name}";q=${capacity};w=${windowUs / 1_000_000}`).join(', ')

function tell(reply: FastifyReply, { retryAfterSeconds }: Tab, standings: readonly PolicyStanding[]): void {
  const left = standings.map(({ policy, remaining, resetSeconds }) => `"${policy}";r=${remaining};t=${resetSeconds}`)
  reply.header('ratelimit', left.join(', '))
  if (retryAfterSeconds !== null) reply.header('retry-after', String(retryAfterSeconds))
}
