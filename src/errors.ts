import { ofAccountability } from './catalogue/accountability.ts'
import { ofAsks } from './catalogue/asks.ts'
import { ofCards } from './catalogue/cards.ts'
import { ofContacts } from './catalogue/contacts.ts'
import { ofConversations } from './catalogue/conversations.ts'
import { ofFollowUps } from './catalogue/followups.ts'
import { ofLandings } from './catalogue/landings.ts'
import { ofOutcomeDepth } from './catalogue/outcome-depth.ts'
import { ofPlans } from './catalogue/plans.ts'
import { ofPreparation } from './catalogue/preparation.ts'
import { ofQuestions } from './catalogue/questions.ts'
import { ofRelationships } from './catalogue/relationships.ts'
import { ofTheRequest } from './catalogue/requests-to-us.ts'
import { ofReviews } from './catalogue/reviews.ts'
import { ofTheService } from './catalogue/service.ts'

/**
 * The closed catalogue of refusals. Both doors render from it: GraphQL as `problems` or `errors[].extensions.code`, REST
 * as application/problem+json with the same code and words.
 */
export const catalogue = Object.freeze({
  ...ofTheRequest,
  ...ofConversations,
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
})

export type ProblemCode = keyof typeof catalogue

export interface Problem {
  code: ProblemCode
  message: string
  /** The way to the field in the input, as in ['positions', '0', 'title']; empty when no field is meant. */
  path: string[]
  /** For INVALID_TRANSITION: the moves that are allowed. */
  allowed?: string[]
  /** For VERSION_CONFLICT: the version that the object has now. */
  currentVersion?: number
}

export interface ProblemDetails {
  path?: readonly (string | number)[]
  /** Replaces the catalogue's title where more can be said. */
  message?: string
  allowed?: readonly string[]
  currentVersion?: number
  cause?: unknown
}

/** An expected "no": one or more catalogued problems. Anything else that is thrown is a fault and gets masked. */
export class Refusal extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[], cause?: unknown) {
    super(problems[0]?.message ?? 'Refused.', { cause })
    this.name = 'Refusal'
    this.problems = problems
  }

  get status(): number {
    return catalogue[(this.problems[0] as Problem).code].status
  }
}

/** A problem from the catalogue, not yet thrown: rules collect these so that a form learns of all its mistakes at once. */
export function problem(code: ProblemCode, details: ProblemDetails = {}): Problem {
  return {
    code,
    message: details.message ?? catalogue[code].title,
    path: (details.path ?? []).map(String),
    ...(details.allowed && { allowed: [...details.allowed] }),
    ...(details.currentVersion !== undefined && { currentVersion: details.currentVersion })
  }
}

/** A refusal with one problem, to be thrown. */
export const refuse = (code: ProblemCode, details: ProblemDetails = {}): Refusal =>
  new Refusal([problem(code, details)], details.cause)

/** Throws when rules have found anything. */
export function refuseAll(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(problems)
}
