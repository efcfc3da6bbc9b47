import type { Campus, Draft } from './fixtures.ts'

type Values = Record<string, string | number | string[]>

/** One request of an operation, as each of the two servers is asked it. */
export interface Asked {
  token: string
  values: Values
}

export interface Operation {
  /** Also the name of the limit's route. */
  name: string
  title: string
  query: string
  /** What a right answer holds, so that no error is measured. */
  proof: { halfhour: RegExp; limit: RegExp }
  /** Whether it is a list, whose statements may not grow with it. */
  isList: boolean
  /** Which part of the run's requests it gets: those that cost Postgres milliseconds get fewer. */
  share: number
  asked(campuses: readonly Campus[], drafts: readonly Draft[]): Asked[]
}

const mentorFields =
  'id givenName familyName city mentorProfile { headline seniority topics capacity currentPosition { title employer } }'

const ofEach = (campuses: readonly Campus[], values: Values): Asked[] =>
  campuses.map(({ counselor: token }) => ({ token, values }))

/** The five reads and the write. Where the values name `first`, a list is also measured at another length. */
export const operations: readonly Operation[] = [
  {
    name: 'student',
    title: 'a student by id',
    query: 'query ($id: ID!) { person(id: $id) { id givenName familyName city } }',
    proof: { halfhour: /"person":\{"id"/, limit: /^\[\{"id"/ },
    isList: false,
    share: 1,
    asked: (campuses) =>
      campuses.flatMap(({ counselor: token, students }) => students.map((id) => ({ token, values: { id } })))
  },
  {
    name: 'mentors',
    title: '50 mentors by industry and seniority',
    query: `query ($first: Int!, $industry: String!, $seniority: [SeniorityLevel!]) {
      mentors(first: $first, filter: { industry: $industry, seniority: $seniority }) { nodes { ${mentorFields} } } }`,
    proof: { halfhour: /"nodes":\[\{"id"/, limit: /^\[\{"id"/ },
    isList: true,
    share: 1,
    asked: (campuses) => ofEach(campuses, { first: 50, industry: '54', seniority: ['ENTRY', 'EARLY', 'MID', 'SENIOR'] })
  },
  {
    name: 'meetings',
    title: '25 meetings with student, mentor and outcome',
    query: `query ($first: Int!) { meetings(first: $first, orderBy: { field: STARTS_AT, direction: DESC }) { nodes {
      id startsAt status student { id givenName familyName } mentor { id givenName familyName } outcome { fitVerdict learned } } } }`,
    proof: { halfhour: /"nodes":\[\{"id"/, limit: /^\[\{"id"/ },
    isList: true,
    share: 1,
    asked: (campuses) => ofEach(campuses, { first: 25 })
  },
  {
    name: 'search',
    title: 'mentors by free text with a typing error',
    query: `query ($first: Int!, $text: String!) {
      mentors(first: $first, filter: { text: $text }) { nodes { ${mentorFields} } } }`,
    proof: { halfhour: /"nodes":\[\{"id"/, limit: /^\[\{"id"/ },
    isList: true,
    share: 0.25,
    asked: (campuses) => ofEach(campuses, { first: 20, text: 'sofware' })
  },
  {
    name: 'funnel',
    title: 'the funnel of a campus',
    query: '{ funnel { drafted sent accepted met logged useful } }',
    proof: { halfhour: /"drafted":\d/, limit: /"drafted":\d/ },
    isList: false,
    share: 0.25,
    asked: (campuses) => ofEach(campuses, {})
  },
  {
    name: 'send',
    title: 'a request sent',
    query: `mutation ($id: ID!) { sendMeetingRequest(input: { id: $id }) {
      meetingRequest { id status sentAt expiresAt version } problems { code } } }`,
    proof: { halfhour: /"status":"SENT".*"problems":\[\]/, limit: /"status":"SENT"/ },
    isList: false,
    share: 1,
    asked: (_, drafts) => drafts.map(({ token, id }) => ({ token, values: { id } }))
  }
]

export const isWrite = ({ name }: Operation): boolean => name === 'send'

/** The request of Halfhour. */
export const halfhourRequest = ({ query }: Operation, { token, values }: Asked) => ({
  method: 'POST' as const,
  path: '/graphql',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables: values })
})

/** The request of the limit. */
export function limitRequest(operation: Operation, { token, values }: Asked) {
  const given = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) given.set(key, String(value))
  return {
    method: isWrite(operation) ? ('POST' as const) : ('GET' as const),
    path: `/${operation.name}?${given}`,
    headers: { authorization: `Bearer ${token}` }
  }
}
