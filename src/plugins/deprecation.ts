import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

/** Since which day something is deprecated, and the last day on which it is there. */
export interface Terms {
  since: string
  removedAfter: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The terms of what the request's GraphQL document uses; null when nothing of it is deprecated. */
    deprecation: Terms | null
  }
}

const day = String.raw`(\d{4}-\d{2}-\d{2})`
const form = new RegExp(`^.+; use .+\\. Deprecated since ${day}\\. Removed after ${day}\\.$`)

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Terms whose days are days of the calendar, in their order; null otherwise. */
function termsOf(since: unknown, removedAfter: unknown): Terms | null {
  const areDays = typeof since === 'string' && typeof removedAfter === 'string' && isDay(since) && isDay(removedAfter)
  return areDays && since < removedAfter ? { since, removedAfter } : null
}

/** The terms in the reason of an @deprecated: "<why>; use <what>. Deprecated since <day>. Removed after <day>." */
export function termsOfReason(reason: string): Terms | null {
  const [, since, removedAfter] = form.exec(reason) ?? []
  return termsOf(since, removedAfter)
}

/** The terms of what openapi.yaml marks with `deprecated: true`. */
export function termsOfMark(marked: object): Terms | null {
  const { 'x-deprecated-since': since, 'x-removal-date': removedAfter } = marked as Record<string, unknown>
  return termsOf(since, removedAfter)
}

/** As clients are told: RFC 9745 has seconds since 1970, RFC 8594 the older form of dates. The last day is there whole. */
const headersOf = ({ since, removedAfter }: Terms) => ({
  deprecation: `@${Date.parse(`${since}T00:00:00Z`) / 1000}`,
  sunset: new Date(`${removedAfter}T23:59:59Z`).toUTCString()
})

/**
 * Says with every answer of the enclosing scope, refusals too, when what was asked for is deprecated, and until when it
 * is there: an operation of REST that the contract marks, a GraphQL document that uses something so marked.
 */
export const deprecation = fp(
  async (app) => {
    app.decorateRequest('deprecation', null)
    app.addHook('onSend', ({ deprecation, routeOptions }, reply, payload, done) => {
      // The route's schema has what openapi.yaml says of the operation, its marks too.
      const terms = deprecation ?? termsOfMark(routeOptions.schema ?? {})
      if (terms) reply.headers(headersOf(terms))
      done(null, payload)
    })
  },
  { name: 'deprecation' }
)

// Kept with the syntax tree, so that a hot document is looked through once.
const known = new WeakMap<DocumentNode, Terms | null>()

/** Notes on a request the terms of the deprecated fields, arguments and values in its document: the earliest of each day. */
export function noteDeprecated(request: FastifyRequest, schema: GraphQLSchema, document: DocumentNode): void {
  const found = known.get(document)
  const terms = found === undefined ? termsIn(schema, document) : found
  known.set(document, terms)
  request.deprecation = terms
}

function termsIn(schema: GraphQLSchema, document: DocumentNode): Terms | null {
  const types = new TypeInfo(schema)
  const found: Terms[] = []
  const look = (used: { deprecationReason?: string | null } | null | undefined) => {
    const terms = used?.deprecationReason ? termsOfReason(used.deprecationReason) : null
    if (terms) found.push(terms)
  }
  const visitor = {
    Field: () => look(types.getFieldDef()),
    Argument: () => look(types.getArgument()),
    EnumValue: () => look(types.getEnumValue())
  }
  visit(document, visitWithTypeInfo(types, visitor))
  const [since] = found.map((terms) => terms.since).sort()
  const [removedAfter] = found.map((terms) => terms.removedAfter).sort()
  return since && removedAfter ? { since, removedAfter } : null
}
