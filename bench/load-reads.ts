import type { Chance } from '../src/sample/chance.ts'
import type { Answer } from './load-connection.ts'
import type { LoadCampus, LoadPeople } from './load-people.ts'
import { type Body, graphql, rest, type Script } from './load-task.ts'

interface Ground {
  campus: LoadCampus
  chance: Chance
  campusOf: LoadPeople['campusOf']
}

type Read = (ground: Ground) => Script

const mentorFields =
  'id givenName familyName mentorProfile { headline seniority topics currentPosition { title employer } }'
const meetingFields =
  'id startsAt status student { id givenName } mentor { id givenName } request { id status } outcome { fitVerdict learned }'

const documents = {
  person: 'query ($id: ID!) { viewer { id } person(id: $id) { id givenName familyName city } }',
  mentors: `query ($first: Int!) { viewer { id } mentors(first: $first) { nodes { ${mentorFields} } } }`,
  meetings: `query ($first: Int!, $after: String) { viewer { id } meetings(first: $first, after: $after) {
    nodes { ${meetingFields} } pageInfo { endCursor } } }`,
  search: `query ($text: String!) { viewer { id } mentors(first: 20, filter: { text: $text }) { nodes { ${mentorFields} } } }`,
  funnel: '{ viewer { id } funnel { drafted sent accepted met logged useful } }'
}

/** The reads of the main job through both doors, each with how often it is asked. */
export const reads: readonly { weight: number; read: Read }[] = [
  { weight: 3, read: personByGraphql },
  { weight: 2, read: ({ campus, chance, campusOf }) => listByGraphql('mentors', campus, chance.int(1, 50), campusOf) },
  { weight: 2, read: ({ campus, chance, campusOf }) => listByGraphql('meetings', campus, chance.int(1, 25), campusOf) },
  { weight: 1, read: searchByGraphql },
  { weight: 1, read: funnelByGraphql },
  { weight: 1, read: pagesByGraphql },
  { weight: 3, read: personByRest },
  { weight: 2, read: ({ campus, chance, campusOf }) => listByRest('mentors', campus, chance.int(1, 50), campusOf) },
  { weight: 2, read: ({ campus, chance, campusOf }) => listByRest('meetings', campus, chance.int(1, 50), campusOf) },
  { weight: 1, read: csvByRest },
  { weight: 1, read: searchByRest },
  { weight: 1, read: funnelByRest },
  { weight: 1, read: viewerByRest }
]

const isOf = (campus: LoadCampus, { status }: Answer, body: Body): boolean =>
  status === 200 && !body.errors && body.data?.viewer?.id === campus.counselor.id

const areOf = (slug: string, items: { id: string }[] | undefined, campusOf: LoadPeople['campusOf']): boolean =>
  items?.every(({ id }) => (campusOf.get(id) ?? slug) === slug) ?? false

function* personByGraphql({ campus, chance }: Ground): Script {
  const id = chance.pick(campus.students)
  const given = { query: documents.person, variables: { id } }
  yield graphql('a person', campus.counselor, given, (answer, body) => {
    return isOf(campus, answer, body) && body.data.person?.id === id
  })
}

function* listByGraphql(
  name: 'mentors' | 'meetings',
  campus: LoadCampus,
  first: number,
  campusOf: LoadPeople['campusOf']
): Script {
  const kind = name === 'mentors' ? 'a list of mentors' : 'nested meetings'
  yield graphql(kind, campus.counselor, { query: documents[name], variables: { first } }, (answer, body) => {
    const nodes = body.data?.[name]?.nodes
    return isOf(campus, answer, body) && nodes?.length === first && areOf(campus.slug, nodes, campusOf)
  })
}

function* searchByGraphql({ campus, campusOf }: Ground): Script {
  const given = { query: documents.search, variables: { text: 'sofware' } }
  yield graphql('a search', campus.counselor, given, (answer, body) => {
    const nodes = body.data?.mentors?.nodes
    return isOf(campus, answer, body) && nodes?.length > 0 && areOf(campus.slug, nodes, campusOf)
  })
}

function* funnelByGraphql({ campus }: Ground): Script {
  yield graphql('the funnel', campus.counselor, { query: documents.funnel }, (answer, body) => {
    return isOf(campus, answer, body) && body.data.funnel?.drafted > 0
  })
}

// Two neighbouring pages share no meeting, whatever is made meanwhile: the order is by a cursor, not by a number.
function* pagesByGraphql({ campus, chance }: Ground): Script {
  const first = chance.int(2, 10)
  const seen = new Set<string>()
  let after: string | null = null
  for (const kind of ['a first page', 'a next page']) {
    const given = { query: documents.meetings, variables: { first, after } }
    const body: Body = yield graphql(kind, campus.counselor, given, (answer, page) => {
      const nodes: { id: string }[] = page.data?.meetings?.nodes ?? []
      return isOf(campus, answer, page) && nodes.length === first && nodes.every(({ id }) => !seen.has(id))
    })
    for (const { id } of body.data.meetings.nodes) seen.add(id)
    after = body.data.meetings.pageInfo.endCursor
  }
}

// Asked for again with its ETag, a person is not sent again, unless somebody has changed it meanwhile: nobody does here.
function* personByRest({ campus, chance }: Ground): Script {
  const id = chance.pick(campus.students)
  const to = `GET /v1/people/${id}`
  let etag = ''
  yield rest('a person', campus.counselor, { to }, ({ status, headers }, body) => {
    etag = headers.etag ?? ''
    return status === 200 && body.id === id
  })
  if (!chance.is(0.3)) return
  const headers = { 'if-none-match': etag }
  yield rest('a person again', campus.counselor, { to, headers }, (answer) => {
    return answer.status === 304 && answer.headers.etag === etag
  })
}

function* listByRest(
  name: 'mentors' | 'meetings',
  campus: LoadCampus,
  first: number,
  campusOf: LoadPeople['campusOf']
): Script {
  const to = `GET /v1/${name}?first=${first}`
  yield rest(`a list of ${name}`, campus.counselor, { to }, ({ status }, { items }) => {
    return status === 200 && items?.length === first && areOf(campus.slug, items, campusOf)
  })
}

function* csvByRest({ campus, chance }: Ground): Script {
  const first = chance.int(1, 50)
  const given = { to: `GET /v1/meetings?first=${first}`, headers: { accept: 'text/csv' } }
  yield rest('meetings as CSV', campus.counselor, given, ({ status, headers, body }) => {
    const isCsv = headers['content-type']?.startsWith('text/csv') ?? false
    return status === 200 && isCsv && body.trimEnd().split('\r\n').length === first + 1
  })
}

function* searchByRest({ campus, campusOf }: Ground): Script {
  const to = 'GET /v1/mentors?text=sofware&first=10'
  yield rest('a search', campus.counselor, { to }, ({ status }, { items }) => {
    return status === 200 && items?.length > 0 && areOf(campus.slug, items, campusOf)
  })
}

function* funnelByRest({ campus }: Ground): Script {
  yield rest('the funnel', campus.counselor, { to: 'GET /v1/reports/funnel' }, ({ status }, body) => {
    return status === 200 && body.drafted > 0
  })
}

function* viewerByRest({ campus }: Ground): Script {
  yield rest('who asks', campus.counselor, { to: 'GET /v1/viewer' }, ({ status }, body) => {
    return status === 200 && body.id === campus.counselor.id
  })
}
