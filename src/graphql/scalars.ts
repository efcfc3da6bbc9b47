import type { GraphQLScalarType } from 'graphql'
import {
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLLocalDate,
  GraphQLLocale,
  GraphQLTimeZone,
  GraphQLURL
} from 'graphql-scalars'

type Parse = (value: unknown) => unknown

// What we serve comes from our own columns and is checked when it comes in; checking it again on the way out would cost
// more than the rest of the answer.
const trusted = (value: unknown) => value

const toIso = (value: unknown): string => (value as Date).toISOString()

function scalar(from: GraphQLScalarType, refine: Parse = trusted) {
  return {
    serialize: trusted,
    parseValue: (value: unknown) => refine(from.parseValue(value)),
    parseLiteral: (node: never, variables: never) => refine(from.parseLiteral(node, variables))
  }
}

/** The scalars of schema/base.graphql. Instants are ISO strings inside too, so that no Date travels with its own zone. */
export const scalars = {
  DateTime: scalar(GraphQLDateTime, toIso),
  Date: scalar(GraphQLLocalDate),
  EmailAddress: scalar(GraphQLEmailAddress),
  URL: scalar(GraphQLURL, String),
  TimeZone: scalar(GraphQLTimeZone),
  Locale: scalar(GraphQLLocale)
}
