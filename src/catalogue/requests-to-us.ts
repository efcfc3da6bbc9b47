import type { Entries } from './entry.ts'

/** What HTTP, a list or an input can get wrong, whatever it is about. */
export const ofTheRequest = {
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
    remedy: 'Accept application/json, text/csv on lists, or text/vcard on cards and contacts.'
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
  }
} satisfies Entries
