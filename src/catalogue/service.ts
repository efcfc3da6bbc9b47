import type { Entries } from './entry.ts'

/** Documents of GraphQL, repeated changes, budgets, and the service itself. */
export const ofTheService = {
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
} satisfies Entries
