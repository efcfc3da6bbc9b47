interface CatalogueEntry {
  status: number
  title: string
  /** What the caller can do about it. */
  remedy: string
}

/**
 * The closed catalogue of refusals. Both doors render from it: GraphQL as `problems` or `errors[].extensions.code`, REST
 * as application/problem+json with the same code and words.
 */
export const catalogue = Object.freeze({
  UNAUTHENTICATED: {
    status: 401,
    title: 'The request carries no valid bearer token.',
    remedy:
      'Send Authorization: Bearer with an unexpired token signed by an issuer that the campus has registered, for somebody who is active there.'
  },
  FORBIDDEN: {
    status: 403,
    title: 'The actor may not do this.',
    remedy: 'Use a token of somebody whose role allows it; docs/integrating.md lists who may do what.'
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is no such object.',
    remedy: 'Check the id; objects of another campus do not exist here.'
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    title: 'There is no such path.',
    remedy: 'See the reference at /docs or openapi.yaml.'
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The path does not know this method.',
    remedy: 'Use one of the methods of the Allow header.'
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'None of the accepted media types can be served.',
    remedy: 'Accept application/json, or text/csv on lists.'
  },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large.', remedy: 'Send fewer rows per call.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is of a media type that is not understood.',
    remedy: 'Send Content-Type: application/json.'
  },
  INVALID_INPUT: {
    status: 422,
    title: 'A field has a value that is not allowed.',
    remedy: 'Correct the field named by path.'
  },
  MALFORMED_BODY: { status: 400, title: 'The body could not be read.', remedy: 'Send well-formed JSON in UTF-8.' },
  INVALID_CURSOR: {
    status: 400,
    title: 'The cursor is not one of this list and order.',
    remedy: 'Use a cursor as a page of the same list and order returned it.'
  },
  INVALID_PAGING: {
    status: 400,
    title: 'The paging arguments do not fit together.',
    remedy: 'Give first (with after) or last (with before), from 1 to 100.'
  },
  UNKNOWN_PROGRAM: {
    status: 422,
    title: 'There is no such CIP 2020 program code.',
    remedy: 'Look the code up with programs(search:) or GET /v1/programs.'
  },
  UNKNOWN_OCCUPATION: {
    status: 422,
    title: 'There is no such O*NET-SOC 2019 code.',
    remedy: 'Look the code up with occupations(search:) or GET /v1/occupations.'
  },
  UNKNOWN_INDUSTRY: {
    status: 422,
    title: 'There is no such NAICS 2022 code.',
    remedy: 'Look the code up with industries(search:) or GET /v1/industries.'
  },
  DUPLICATE_EXTERNAL_ID: {
    status: 409,
    title: 'Another person of the campus has this external id.',
    remedy: 'Update that person, or use another external id.'
  },
  DUPLICATE_SUBJECT: {
    status: 409,
    title: 'Another person of the campus signs in with this subject.',
    remedy: 'Correct the subject; it must be unique at the campus.'
  },
  BATCH_TOO_LARGE: { status: 422, title: 'The batch has too many rows.', remedy: 'Send at most 500 rows a call.' },
  VERSION_CONFLICT: {
    status: 409,
    title: 'The object has changed since it was read.',
    remedy: 'Read it again, and repeat the change with its current version.'
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The object is not at the version that If-Match names.',
    remedy: 'Read it again, and repeat the change with its current ETag.'
  },
  INVALID_TRANSITION: {
    status: 409,
    title: 'The object is not in a state that allows this.',
    remedy: 'Do one of the moves that allowed lists.'
  },
  TARGET_OCCUPATION_REQUIRED: {
    status: 422,
    title: 'A career exploration request names the occupation to explore.',
    remedy: 'Give targetOccupation, an O*NET-SOC code.'
  },
  TARGET_ORGANIZATION_REQUIRED: {
    status: 422,
    title: 'A request of this type names the organization.',
    remedy: 'Give targetOrganization.'
  },
  TARGET_ROLE_REQUIRED: {
    status: 422,
    title: 'A hiring manager request names the role or the team.',
    remedy: 'Give targetRole or targetTeam.'
  },
  WHY_YOU_REQUIRED: {
    status: 422,
    title: 'The request does not say why this mentor.',
    remedy: 'Say in whyYou what you admire about the person, at least as long as the campus asks.'
  },
  TOPIC_REQUIRED: {
    status: 422,
    title: 'The request does not say what it is to be about.',
    remedy: 'Give topicKind and topic.'
  },
  DURATION_OUT_OF_BOUNDS: {
    status: 422,
    title: 'The duration is outside the bounds of the campus.',
    remedy: 'Choose durationMinutes between the bounds that the detail names.'
  },
  SAME_PERSON: {
    status: 422,
    title: 'Nobody can ask themselves for a conversation.',
    remedy: 'Choose another mentor.'
  },
  NOT_A_MENTOR: { status: 422, title: 'The person has no mentor profile.', remedy: 'Choose a person from mentors.' },
  MENTOR_PAUSED: {
    status: 409,
    title: 'The mentor takes no requests at present.',
    remedy: 'Choose another mentor, or keep the draft until they are back.'
  },
  CAPACITY_REACHED: {
    status: 409,
    title: 'The mentor has as many open requests as they take.',
    remedy: 'Choose another mentor, or keep the draft and send it later.'
  },
  TOO_MANY_OPEN_REQUESTS: {
    status: 409,
    title: 'The student has as many requests waiting for an answer as the campus allows.',
    remedy: 'Wait for an answer, or withdraw one; then send this draft.'
  },
  ASKED_RECENTLY: {
    status: 409,
    title: 'The mentor did not say yes to the student a short while ago.',
    remedy: 'Ask another mentor, or keep the draft until the instant that the message names.'
  },
  REQUEST_ALREADY_OPEN: {
    status: 409,
    title: 'There is an open request between these two people.',
    remedy: 'Go on with that request, or withdraw it first.'
  },
  OUTCOME_ALREADY_LOGGED: {
    status: 409,
    title: 'The outcome of this meeting is logged already.',
    remedy: 'Change it with updateOutcome.'
  },
  MEETING_IN_FUTURE: { status: 409, title: 'The meeting has not begun yet.', remedy: 'Wait until it has begun.' },
  INVALID_DOCUMENT: {
    status: 400,
    title: 'The GraphQL document or its variables do not fit the schema.',
    remedy: 'Correct the document as the message says.'
  },
  OPERATION_NOT_ALLOWED: {
    status: 400,
    title: 'The GraphQL document is not one that is executed here.',
    remedy: 'Send one document in GraphQL syntax with the operation named.'
  },
  DOCUMENT_NOT_FOUND: {
    status: 404,
    title: 'The campus has registered no document with this id.',
    remedy: 'Register it with registerTrustedDocuments or npm run documents, or send the document itself.'
  },
  DOCUMENT_NOT_TRUSTED: {
    status: 403,
    title: 'The campus runs only documents that it has registered.',
    remedy: 'Send the documentId of a registered document; admins register with registerTrustedDocuments.'
  },
  QUERY_TOO_COMPLEX: {
    status: 400,
    title: 'The GraphQL document is too deep or too large.',
    remedy: 'Ask for less in one request.'
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: 'The campus asks for an Idempotency-Key with every change.',
    remedy:
      'Send the header Idempotency-Key with a value of your own, new for every change and the same when it is repeated.'
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    title: 'The Idempotency-Key is not one.',
    remedy: 'Send 1 to 255 visible ASCII characters, as a UUID.'
  },
  IDEMPOTENCY_KEY_IN_USE: {
    status: 409,
    title: 'A request with this Idempotency-Key is still running.',
    remedy: 'Wait for its answer, or try again after the seconds of the Retry-After header.'
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'This Idempotency-Key came with another request before.',
    remedy: 'Use a new key for every change.'
  },
  RATE_LIMITED: {
    status: 429,
    title: 'The budget of the token or of the campus is spent.',
    remedy: 'Try again after the seconds of the Retry-After header; the RateLimit header tells what is left.'
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'The service can not answer at present.',
    remedy: 'Try again after the seconds of the Retry-After header.'
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    title: 'Something went wrong on our side.',
    remedy: 'Report the trace id to the operators; the log has the cause.'
  }
} satisfies Record<string, CatalogueEntry>)

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
