import type { FastifyBaseLogger } from 'fastify'
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLFormattedError,
  type GraphQLSchema
} from 'graphql'
import { refuse } from '../../errors.ts'
import type { Delivery } from '../../live/feed.ts'
import { Turns } from '../../live/turns.ts'
import type { TrustedTexts } from '../../modules/documents/trusted-texts.ts'
import type { Module } from '../../modules/module.ts'
import type { Quotas } from '../../modules/quotas/quotas.service.ts'
import type { Identity } from '../../modules/tenants/identity.ts'
import type { UsageRecorder } from '../../modules/usage/usage-recorder.ts'
import { coordinatesOf } from '../coordinates.ts'
import { formatErrors } from '../errors.ts'
import { prepare, subscriptionParams } from './document.ts'
import { type Ending, type SessionDeps, type SessionFeed, type SessionOptions, SubscriptionSession } from './session.ts'

export interface Answer {
  data?: unknown
  errors?: readonly GraphQLFormattedError[]
}

interface SubscriptionContext {
  feed: SessionFeed
  session: SubscriptionSession
}

export interface SubscriptionsOptions extends Omit<SessionDeps, 'turns'> {
  isIntrospectionOn: boolean
  texts: TrustedTexts
  quotas: Quotas | null
  usage: UsageRecorder
  /** What may wait in this process for a reader that is too slow. */
  unsentBytesMax: number
  log: FastifyBaseLogger
}

/** Of one actor, in this process and over both transports. */
export const connectionsPerActorMax = 10

// How many answers are made at once, so that requests find a connection in the pool however many follow a campus.
const tellingMax = 3

/** What both transports of subscriptions share: the schema, the sessions, and how an answer is made. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions & SessionDeps
  readonly #sessions = new Map<string, Set<SubscriptionSession>>()
  #schema: GraphQLSchema | null = null

  constructor(options: SubscriptionsOptions) {
    this.#options = { ...options, turns: new Turns(tellingMax) }
  }

  get identity(): Identity {
    return this.#options.identity
  }

  get unsentBytesMax(): number {
    return this.#options.unsentBytesMax
  }

  /** Binds what the modules let follow to the served schema. */
  serve(schema: GraphQLSchema, modules: readonly Module[]): void {
    this.#schema = schema
    const fields = schema.getSubscriptionType()?.getFields() ?? {}
    for (const [name, follow] of modules.flatMap((module) => Object.entries(module.subscriptions ?? {}))) {
      const field = fields[name]
      if (!field) throw new Error(`The schema has no subscription ${name}.`)
      field.subscribe = follow
      field.resolve = ({ payload }) => payload
    }
  }

  /** A session for a connection. Throws RATE_LIMITED when the actor has as many as one may have. */
  open(options: SessionOptions): SubscriptionSession {
    const { tenantId, actor } = options.identified
    const key = `${tenantId} ${actor.id}`
    const sessions = this.#sessions.get(key) ?? new Set()
    if (sessions.size >= connectionsPerActorMax)
      throw refuse('RATE_LIMITED', { message: `Somebody has at most ${connectionsPerActorMax} live connections.` })
    const session = new SubscriptionSession(this.#options, options)
    this.#sessions.set(key, sessions.add(session))
    return session
  }

  /** Forgets a session whose connection is closed. */
  close(session: SubscriptionSession): void {
    session.close()
    const key = [...this.#sessions].find(([, sessions]) => sessions.delete(session))?.[0]
    if (key !== undefined && this.#sessions.get(key)?.size === 0) this.#sessions.delete(key)
  }

  endAll(ending: Ending): void {
    for (const sessions of [...this.#sessions.values()]) for (const session of [...sessions]) session.end(ending)
  }

  /**
   * A document ready to be followed, paid for by the actor as a query of its cost.
   * Throws what `prepare` throws, DOCUMENT_NOT_TRUSTED, RATE_LIMITED, SERVICE_UNAVAILABLE.
   */
  async prepare(session: SubscriptionSession, input: unknown): Promise<ExecutionArgs> {
    const { isIntrospectionOn, texts } = this.#options
    const params = subscriptionParams(input)
    if (session.isTrustedDocumentRequired && !(await texts.isTrusted(session.scope(), params.query)))
      throw refuse('DOCUMENT_NOT_TRUSTED', { path: ['query'] })
    const { args, points } = prepare(this.#schema as GraphQLSchema, isIntrospectionOn, params)
    await this.#charge(session, points)
    this.#options.usage.note(session.tenantId, session.actor, coordinatesOf(args.schema, args.document))
    return { ...args, contextValue: { feed: session.feed(), session } satisfies SubscriptionContext }
  }

  async #charge({ tenantId, actor, requestId }: SubscriptionSession, points: number): Promise<void> {
    const { quotas } = this.#options
    if (!quotas) return
    const payer = { tenantId, actorId: actor.id as string, requestId }
    const overdrawn = await quotas.spend(payer, Math.min(points, quotas.pointsMax))
    if (overdrawn) throw refuse('RATE_LIMITED', { message: `Try again in ${overdrawn.retryAfterSeconds} seconds.` })
  }

  /** The answers of a prepared subscription as they come, or one answer with errors. */
  async follow(args: ExecutionArgs): Promise<AsyncGenerator<Answer> | Answer> {
    const { feed, session } = args.contextValue as SubscriptionContext
    const source = await createSourceEventStream(args)
    if (Symbol.asyncIterator in source) return this.#answers(args, source as AsyncIterable<Delivery>)
    feed.close()
    return this.#format(source, session)
  }

  #answers(args: ExecutionArgs, source: AsyncIterable<Delivery>): AsyncGenerator<Answer> {
    const { feed } = args.contextValue as SubscriptionContext
    const answers = this.#answer(args, source)
    return Object.assign(answers, {
      // A generator's own return waits until the next event has been answered: the queue is ended first.
      return: (value: unknown) => {
        feed.close()
        return Object.getPrototypeOf(answers).return.call(answers, value)
      }
    })
  }

  async *#answer(args: ExecutionArgs, source: AsyncIterable<Delivery>): AsyncGenerator<Answer> {
    const { feed, session } = args.contextValue as SubscriptionContext
    try {
      for await (const { scope, payload } of source) {
        const result = await Promise.resolve(
          execute({ ...args, rootValue: { payload }, contextValue: { scope } })
        ).finally(() => scope.endReads())
        yield this.#format(result, session)
      }
    } catch (error) {
      // What could not be told is told by reading it again: the client comes back and does.
      this.#options.log.warn({ err: error, traceId: session.requestId }, 'A change could not be told')
      session.end('UNAVAILABLE')
    } finally {
      feed.close()
    }
  }

  #format({ data, errors }: ExecutionResult, session: SubscriptionSession): Answer {
    if (!errors) return { data }
    return { errors: this.errorsOf(errors, session), ...(data !== undefined && { data }) }
  }

  errorsOf(errors: readonly unknown[], session: SubscriptionSession): GraphQLFormattedError[] {
    return formatErrors(errors, session.requestId, this.#options.log).errors
  }
}
