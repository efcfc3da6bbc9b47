import { GraphQLError, type GraphQLScalarType } from 'graphql'
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

// Years that calendars and databases agree on: what lies beyond is a mistake, and would be one in the database only.
function toIso(value: unknown): string {
  const iso = (value as Date).toISOString()
  if (iso < '1900' || iso >= '2200') throw new GraphQLError('The instant has to lie in the years 1900 to 2199.')
  return iso
}

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
