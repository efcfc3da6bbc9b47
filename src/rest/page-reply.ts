import { stringify } from 'csv-stringify/sync'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Connection, PageInfo } from '../db/page.ts'
import { refuse } from '../errors.ts'
import { bestMediaType } from '../media-type.ts'

/** What lists are served as; JSON when the client has no wish. */
export const listMediaTypes = ['application/json', 'text/csv'] as const

const paging = ['first', 'after', 'last', 'before']

/** A media type beside JSON and CSV that a list is served as, and how its rows are written in it. */
export interface OtherForm<Row> {
  mediaType: string
  write(rows: readonly Row[]): string
}

/**
 * A page of a list, as JSON, as CSV or in another form that it has, by the Accept header, with the way to its neighbours
 * in the Link header (RFC 8288). Counts only when the request asks for totalCount.
 * Throws NOT_ACCEPTABLE.
 */
export async function sendPage<Row>(
  request: FastifyRequest,
  reply: FastifyReply,
  connection: Connection<Row>,
  toJson: (row: Row) => object,
  other?: OtherForm<Row>
): Promise<unknown> {
  const mediaType = bestMediaType(request.headers.accept, [...listMediaTypes, ...(other ? [other.mediaType] : [])])
  if (mediaType === null) throw refuse('NOT_ACCEPTABLE')
  const pageInfo = connection.pageInfo()
  reply.header('link', linkHeader(request, pageInfo)).header('vary', 'accept')
  const items = connection.nodes.map(toJson)
  const isCounted = (request.query as { totalCount?: boolean }).totalCount === true
  const totalCount = isCounted ? await connection.totalCount() : undefined
  if (mediaType === 'application/json') return { items, pageInfo, ...(isCounted && { totalCount }) }
  if (isCounted) reply.header('total-count', String(totalCount))
  if (mediaType === other?.mediaType)
    return reply.type(`${mediaType}; charset=utf-8`).send(other.write(connection.nodes))
  return reply.type('text/csv; charset=utf-8; header=present').send(csv(items, columnsOf(request)))
}

interface ListSchema {
  querystring: { properties: Record<string, { default?: number }> }
  response: Record<
    string,
    { content: Record<string, { schema: { properties: { items: { items: { properties: object } } } } }> }
  >
}

// What openapi.yaml says of the operation: the columns of its items, its usual page size, whether it can be read backwards.
const schemaOf = ({ routeOptions }: FastifyRequest) => routeOptions.schema as unknown as ListSchema

const columnsOf = (request: FastifyRequest): string[] =>
  Object.keys(
    schemaOf(request).response['200']?.content['application/json']?.schema.properties.items.items.properties ?? {}
  )

function linkHeader(
  request: FastifyRequest,
  { startCursor, endCursor, hasNextPage, hasPreviousPage }: PageInfo
): string {
  const [path = '', query] = request.url.split('?', 2)
  const given = new URLSearchParams(query)
  const { first, before } = schemaOf(request).querystring.properties
  const size = given.get('first') ?? given.get('last') ?? String(first?.default)
  const link = (rel: string, page: Record<string, string>) => {
    const others = [...given].filter(([name]) => !paging.includes(name))
    return `<${path}?${new URLSearchParams([...others, ...Object.entries(page)])}>; rel="${rel}"`
  }
  const links = [link('first', { first: size })]
  if (hasNextPage && endCursor) links.push(link('next', { first: size, after: endCursor }))
  // A list that is ordered by how well it fits can't be read backwards.
  if (hasPreviousPage && startCursor && before) links.push(link('prev', { last: size, before: startCursor }))
  return links.join(', ')
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it: its text may be anybody's.
function csv(items: readonly object[], columns: string[]): string {
  const cast = {
    boolean: (value: boolean) => String(value),
    object: (value: object) => JSON.stringify(value)
  }
  // A line feed alone ends no record here, but it does for those who read it.
  const form = { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const
  return stringify([...items], { header: true, columns, cast, ...form })
}
