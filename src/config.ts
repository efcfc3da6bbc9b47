import { resolve } from 'node:path'
import { envSchema } from 'env-schema'
import { type Static, type TProperties, Type } from 'typebox'
import { StartupError } from './startup-error.ts'

const onOff = (description: string, options: { default?: 'on' | 'off' } = {}) =>
  Type.Union([Type.Literal('on'), Type.Literal('off')], { description, ...options })

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const shape = {
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 3000,
    description: 'The port to listen on; 0 takes a free one, which the ready line names.'
  }),
  HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'The address to listen on; 0.0.0.0 serves other machines.'
  }),
  DATA_DIR: Type.String({
    minLength: 1,
    default: '.data',
    description: 'The folder of the embedded server, its passwords and the development key. Unused with DATABASE_URL.'
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      description:
        'postgres://halfhour_app:…@host/halfhour, as the application role. Without it an embedded Postgres 18 is started in DATA_DIR.'
    })
  ),
  LISTEN_DATABASE_URL: Type.Optional(
    Type.String({
      description: 'DATABASE_URL without a pooler in between, for live subscriptions; needed only behind PgBouncer.'
    })
  ),
  MIGRATE_DATABASE_URL: Type.Optional(
    Type.String({
      description: 'The same database as its owner role, for npm run migrate and the other operator commands only.'
    })
  ),
  DATABASE_POOL_MAX: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 10,
    description: 'Database connections at most, per process.'
  }),
  DATABASE_PREPARED_STATEMENTS: onOff('Named prepared statements; off behind a PgBouncer older than 1.21.', {
    default: 'on'
  }),
  RATE_LIMIT_TOKEN_POINTS: Type.Integer({
    minimum: 0,
    maximum: 10_000_000,
    default: 12_000,
    description: 'Points that one person or machine may spend a minute, over all instances; 0 is no limit.'
  }),
  RATE_LIMIT_CAMPUS_POINTS: Type.Integer({
    minimum: 0,
    maximum: 10_000_000,
    default: 240_000,
    description: 'Points that a whole campus may spend a minute, over all instances; 0 is no limit.'
  }),
  SHED_EVENT_LOOP_DELAY_MS: Type.Integer({
    minimum: 0,
    maximum: 60_000,
    default: 500,
    description: 'Mean delay of the event loop in milliseconds from which on requests get 503; 0 is no limit.'
  }),
  SHED_DATABASE_QUEUE: Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    default: 500,
    description: 'Requests that may wait for a database connection before others get 503; 0 is no limit.'
  }),
  METRICS_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'The port of /metrics for Prometheus; without it there are no metrics.'
    })
  ),
  METRICS_HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'The address of /metrics; only a scraper should reach it.'
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({
      description: 'A collector that takes traces by OTLP over HTTP, as http://127.0.0.1:4318; off without it.'
    })
  ),
  OTEL_SERVICE_NAME: Type.String({ minLength: 1, default: 'halfhour', description: 'The name that traces carry.' }),
  LOG_LEVEL: Type.Union(
    levels.map((level) => Type.Literal(level)),
    { default: 'info', description: `The least severe level that is logged: ${levels.join(', ')}.` }
  ),
  NODE_ENV: Type.String({
    default: 'development',
    description: 'production turns GRAPHIQL and DOCS off unless they are asked for.'
  }),
  GRAPHIQL: Type.Optional(onOff('GraphiQL at /graphiql; on by default, off by default in production.')),
  DOCS: Type.Optional(onOff('The REST reference at /docs; on by default, off by default in production.')),
  SAMPLE: onOff('Two sample campuses on the embedded server while it has no campus.', { default: 'on' }),
  WORKER: onOff('The background worker inside this process.', { default: 'on' }),
  SMTP_URL: Type.Optional(
    Type.String({
      description:
        'The mail server, as smtp://user:password@host:587 or smtps://…; without it no mail is sent. Set MAIL_FROM too.'
    })
  ),
  MAIL_FROM: Type.Optional(
    Type.String({ description: 'The address that mails come from, as no-reply@halfhour.example. Set SMTP_URL too.' })
  ),
  PUBLIC_URL: Type.Optional(
    Type.String({
      description:
        'Where browsers reach this service, as https://halfhour.example: for the links in mails, which have none without it.'
    })
  ),
  TEST_DATABASE_URL: Type.Optional(
    Type.String({ description: 'A superuser on a server that the tests use instead of an embedded one.' })
  )
} satisfies TProperties

const schema = Type.Object(shape)
type Variables = Static<typeof schema>

/** Every variable that is honoured: docs/operating.md lists the same, and a test compares the two. */
export const variables: readonly { name: string; default: string | null; about: string }[] = Object.entries(
  shape as Record<string, { default?: unknown; description?: string }>
).map(([name, { default: value, description }]) => ({
  name,
  default: value === undefined ? null : String(value),
  about: description ?? ''
}))

export interface Config {
  readonly isProduction: boolean
  readonly server: { readonly host: string; readonly port: number }
  readonly log: { readonly level: string }
  /** The folder of the embedded server, as an absolute path. */
  readonly dataDir: string
  /** The server that is given, or null: then the embedded one is started. */
  readonly external: { readonly url: string } | null
  /** The given server without a pooler in between, or null: then the same as `external`. */
  readonly listenUrl: string | null
  /** The owner's URL on the given server, or null. */
  readonly migrateUrl: string | null
  readonly pool: { readonly max: number; readonly preparedStatements: boolean }
  readonly pages: { readonly graphiql: boolean; readonly docs: boolean }
  /** Points a minute; null is no limit. */
  readonly quotas: { readonly tokenPoints: number | null; readonly campusPoints: number | null }
  /** From where on requests are turned away; null is no limit. */
  readonly load: { readonly eventLoopDelayMs: number | null; readonly databaseQueue: number | null }
  /** Where the figures are served, or null. */
  readonly metrics: { readonly host: string; readonly port: number } | null
  /** Where traces go, or null. */
  readonly tracing: { readonly endpoint: string; readonly serviceName: string } | null
  readonly sample: boolean
  readonly worker: boolean
  /** The mail server, or null: then no mail is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null
  /** Where browsers reach the service, without a slash at the end, or null. */
  readonly publicUrl: string | null
  /** The server for the tests, or null: then they start one of their own. */
  readonly test: { readonly url: string } | null
}

/**
 * The configuration, read from the environment once and frozen.
 * Throws StartupError that names the variable and what it may be.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const found = parse(environment)
  const isProduction = found.NODE_ENV === 'production'
  const page = (asked: 'on' | 'off' | undefined) => (asked ?? (isProduction ? 'off' : 'on')) === 'on'
  return freeze({
    isProduction,
    server: { host: found.HOST, port: found.PORT },
    log: { level: found.LOG_LEVEL },
    dataDir: resolve(found.DATA_DIR),
    external: found.DATABASE_URL ? { url: postgresUrl('DATABASE_URL', found.DATABASE_URL) } : null,
    listenUrl: found.LISTEN_DATABASE_URL ? postgresUrl('LISTEN_DATABASE_URL', found.LISTEN_DATABASE_URL) : null,
    migrateUrl: found.MIGRATE_DATABASE_URL ? postgresUrl('MIGRATE_DATABASE_URL', found.MIGRATE_DATABASE_URL) : null,
    pool: { max: found.DATABASE_POOL_MAX, preparedStatements: found.DATABASE_PREPARED_STATEMENTS === 'on' },
    pages: { graphiql: page(found.GRAPHIQL), docs: page(found.DOCS) },
    quotas: {
      tokenPoints: found.RATE_LIMIT_TOKEN_POINTS || null,
      campusPoints: found.RATE_LIMIT_CAMPUS_POINTS || null
    },
    load: {
      eventLoopDelayMs: found.SHED_EVENT_LOOP_DELAY_MS || null,
      databaseQueue: found.SHED_DATABASE_QUEUE || null
    },
    metrics: found.METRICS_PORT === undefined ? null : { host: found.METRICS_HOST, port: found.METRICS_PORT },
    tracing: found.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT', found.OTEL_EXPORTER_OTLP_ENDPOINT),
          serviceName: found.OTEL_SERVICE_NAME
        }
      : null,
    sample: found.SAMPLE === 'on',
    worker: found.WORKER === 'on',
    mail: mailOf(found),
    publicUrl: found.PUBLIC_URL ? httpUrl('PUBLIC_URL', found.PUBLIC_URL).replace(/\/+$/, '') : null,
    test: found.TEST_DATABASE_URL ? { url: postgresUrl('TEST_DATABASE_URL', found.TEST_DATABASE_URL) } : null
  })
}

function parse(environment: Record<string, string | undefined>): Variables {
  // A variable set to nothing is one that is not set: compose files and shells write it so.
  const given = Object.entries(environment).filter(
    ([name, value]) => name in shape && value !== undefined && value !== ''
  )
  try {
    return envSchema<Variables>({ schema, data: Object.fromEntries(given), env: false })
  } catch (error) {
    const name = /env\/(\w+)/.exec((error as Error).message)?.[1] ?? 'a variable'
    const about = variables.find((variable) => variable.name === name)?.about
    throw new StartupError(`${name} has a value that is not understood. ${about ?? (error as Error).message}`)
  }
}

// The value is not repeated in the message, because it may hold a password.
function postgresUrl(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:'
  const hasHost = url !== null && (url.hostname !== '' || url.searchParams.has('host'))
  if (!isPostgres || !hasHost || url.pathname.length < 2) {
    throw new StartupError(`${name} is not a database URL. Write it as postgres://role:password@host:5432/database.`)
  }
  return value
}

// Half a mail server would be found out by the first mail that is lost.
function mailOf({ SMTP_URL, MAIL_FROM }: Variables): Config['mail'] {
  if (!SMTP_URL && !MAIL_FROM) return null
  if (!SMTP_URL || !MAIL_FROM) throw new StartupError('SMTP_URL and MAIL_FROM belong together. Set both or neither.')
  const url = URL.canParse(SMTP_URL) ? new URL(SMTP_URL) : null
  if (!url?.hostname || !/^smtps?:$/.test(url.protocol))
    throw new StartupError('SMTP_URL is not the URL of a mail server. Write it as smtp://user:password@host:587.')
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(MAIL_FROM))
    throw new StartupError('MAIL_FROM is not a mail address. Write it as no-reply@halfhour.example.')
  return { smtpUrl: SMTP_URL, from: MAIL_FROM }
}

function httpUrl(name: string, value: string): string {
  const protocol = URL.canParse(value) ? new URL(value).protocol : ''
  if (protocol === 'http:' || protocol === 'https:') return value
  throw new StartupError(`${name} is not a URL. Write it as http://127.0.0.1:4318.`)
}

function freeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part)
  return Object.freeze(value)
}
