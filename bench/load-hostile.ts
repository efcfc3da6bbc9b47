import { createHmac } from 'node:crypto'
import { newId } from '../src/db/ids.ts'
import type { ProblemCode } from '../src/errors.ts'
import type { Chance } from '../src/sample/chance.ts'
import type { Asking } from './load-connection.ts'
import type { LoadCampus } from './load-people.ts'
import { type Door, graphql, rest, type Task } from './load-task.ts'
import { codesOf } from './load-verdict.ts'

/** Requests that a broken or an evil client sends. `codes` are the refusals that answer it. */
interface Attack {
  kind: string
  codes: readonly ProblemCode[]
  task(campus: LoadCampus, chance: Chance): Pick<Task, 'door' | 'asking'>
}

const isRight = () => true

const query = (campus: LoadCampus, text: string, variables: object = {}) =>
  graphql('', campus.counselor, { query: text, variables }, isRight)

const call = (campus: LoadCampus, to: string, body?: object, headers: Record<string, string> = {}) =>
  rest('', campus.counselor, { to, headers, ...(body && { body }) }, isRight)

/** A request whose bytes are not what a client's library would send. */
function raw(campus: LoadCampus, door: Door, changed: Partial<Asking>): Pick<Task, 'door' | 'asking'> {
  const to = door === 'GraphQL' ? '/graphql' : '/v1/meeting-requests'
  const headers = { authorization: `Bearer ${campus.counselor.token}`, 'content-type': 'application/json' }
  return {
    door,
    asking: { method: 'POST', path: to, headers: { ...headers, ...changed.headers }, ...withoutHeaders(changed) }
  }
}

const withoutHeaders = ({ headers: _, ...rest }: Partial<Asking>): Partial<Asking> => rest

const withToken = (task: Task, token: string): Task => ({
  ...task,
  asking: { ...task.asking, headers: { ...task.asking.headers, authorization: `Bearer ${token}` } }
})

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

// Signed by nobody, and signed with the name of the key for a secret.
function forged({ counselor, slug }: LoadCampus, chance: Chance): string {
  const [head = '', claims = ''] = counselor.token.split('.')
  const kid = JSON.parse(Buffer.from(head, 'base64url').toString()).kid
  const shared = `${base64({ alg: 'HS256', typ: 'JWT', kid })}.${claims}`
  return chance.pick([
    'nonsense',
    `${base64({ alg: 'none', typ: 'JWT' })}.${claims}.`,
    `${shared}.${createHmac('sha256', slug).update(shared).digest('base64url')}`,
    `${counselor.token.slice(0, -8)}AAAAAAAA`
  ])
}

const viewer = '{ viewer { id } }'
const nested = (depth: number): string => (depth === 0 ? 'id' : `meeting { id request { ${nested(depth - 1)} } }`)
const aliases = (count: number, field: string) => Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')
const hugeText = 'x'.repeat(3 * 1024 * 1024)
const nul = 'a\u0000b'

/** Every kind of hostile request that the load sends, with equal chances. */
export const attacks: readonly Attack[] = [
  {
    kind: 'too deep',
    codes: ['QUERY_TOO_COMPLEX'],
    task: (campus) => query(campus, `{ meetingRequests(first: 1) { nodes { ${nested(12)} } } }`)
  },
  {
    kind: 'many aliases',
    codes: ['QUERY_TOO_COMPLEX', 'INVALID_DOCUMENT'],
    task: (campus) => query(campus, `{ ${aliases(400, 'funnel { sent }')} }`)
  },
  {
    kind: 'many directives',
    codes: ['QUERY_TOO_COMPLEX', 'INVALID_DOCUMENT'],
    task: (campus) => query(campus, `{ viewer { id ${'@include(if: true) '.repeat(300)} } }`)
  },
  {
    kind: 'a fragment in a ring',
    codes: ['INVALID_DOCUMENT', 'QUERY_TOO_COMPLEX'],
    task: (campus) => query(campus, '{ ...a } fragment a on Query { viewer { id } ...b } fragment b on Query { ...a }')
  },
  {
    kind: 'introspection',
    codes: ['INVALID_DOCUMENT'],
    task: (campus) => query(campus, '{ __schema { types { name } } }')
  },
  {
    kind: 'an unknown operation',
    codes: ['INVALID_DOCUMENT', 'OPERATION_NOT_ALLOWED'],
    task: (campus, chance) =>
      query(campus, chance.pick(['{ salaries { id } }', 'mutation { dropTables { id } }', 'subscription { x }']))
  },
  {
    kind: 'a document of the wrong type',
    codes: ['OPERATION_NOT_ALLOWED'],
    task: (campus, chance) => {
      const texts = [7, { kind: 'Document' }, null, '{"kind":"Document"}', '']
      return raw(campus, 'GraphQL', { body: JSON.stringify({ query: chance.pick<unknown>(texts) }) })
    }
  },
  {
    kind: 'a batch of documents',
    codes: ['OPERATION_NOT_ALLOWED'],
    task: (campus) =>
      raw(campus, 'GraphQL', { body: JSON.stringify(Array.from({ length: 500 }, () => ({ query: viewer }))) })
  },
  {
    kind: 'wrong types',
    codes: ['INVALID_DOCUMENT'],
    task: (campus, chance) =>
      query(campus, 'query ($first: Int!) { meetings(first: $first) { nodes { id } } }', {
        first: chance.pick<unknown>(['ten', 1.5, 2 ** 40, [], { a: 1 }, null, true])
      })
  },
  {
    kind: 'a bad cursor',
    codes: ['INVALID_CURSOR'],
    task: (campus, chance) =>
      query(campus, 'query ($after: String) { meetings(first: 5, after: $after) { nodes { id } } }', {
        after: chance.pick(['nonsense', '', nul, '\ud800', `${'A'.repeat(5000)}`, base64([1, 2, 3]), base64({})])
      })
  },
  {
    kind: 'a bad UUID',
    codes: ['NOT_FOUND'],
    task: (campus, chance) =>
      query(campus, 'mutation ($id: ID!) { sendMeetingRequest(input: { id: $id }) { problems { code } } }', {
        id: chance.pick(['1', '', nul, "' or 1=1 --", `${newId()}0`, newId().replaceAll('-', '_')])
      })
  },
  {
    kind: 'a NUL byte',
    codes: ['INVALID_INPUT'],
    task: (campus) =>
      query(campus, 'query ($text: String) { mentors(first: 5, filter: { text: $text }) { nodes { id } } }', {
        text: nul
      })
  },
  {
    kind: 'a change by GET',
    codes: ['METHOD_NOT_ALLOWED'],
    task: (campus) => {
      const text = encodeURIComponent(
        `mutation { sendMeetingRequest(input: { id: "${newId()}" }) { problems { code } } }`
      )
      return raw(campus, 'GraphQL', { method: 'GET', path: `/graphql?query=${text}` })
    }
  },
  {
    kind: 'a bad token',
    codes: ['UNAUTHENTICATED'],
    task: (campus, chance) => withToken(query(campus, viewer), chance.pick([forged(campus, chance), campus.expired]))
  },
  {
    kind: 'a huge body',
    codes: ['PAYLOAD_TOO_LARGE'],
    task: (campus) =>
      raw(campus, 'GraphQL', { body: JSON.stringify({ query: viewer, variables: { hugeText } }), isBreaking: true })
  },
  {
    kind: 'broken JSON',
    codes: ['MALFORMED_BODY', 'OPERATION_NOT_ALLOWED'],
    task: (campus, chance) => raw(campus, 'GraphQL', { body: broken(chance) })
  },
  {
    kind: 'a wrong media type',
    codes: ['UNSUPPORTED_MEDIA_TYPE'],
    task: (campus, chance) =>
      raw(campus, 'GraphQL', {
        headers: { 'content-type': chance.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) },
        body: JSON.stringify({ query: viewer })
      })
  },
  {
    kind: 'wrong types',
    codes: ['INVALID_INPUT', 'INVALID_PAGING'],
    task: (campus, chance) => {
      const value = chance.pick(['ten', '1.5', '-1', '0', '101', '1e9', 'NaN', '', '1&first=2'])
      return call(campus, `GET /v1/meetings?first=${value}`)
    }
  },
  {
    kind: 'a bad cursor',
    codes: ['INVALID_CURSOR'],
    task: (campus, chance) =>
      call(campus, `GET /v1/meetings?after=${chance.pick(['nonsense', base64([null]), base64({}), 'A'.repeat(5000)])}`)
  },
  {
    kind: 'a bad UUID',
    codes: ['NOT_FOUND', 'INVALID_INPUT'],
    task: (campus, chance) =>
      call(campus, `GET /v1/people/${chance.pick(['1', '%00', '%27or%201%3D1', 'x'.repeat(500), '%ff'])}`)
  },
  {
    kind: 'a NUL byte',
    codes: ['INVALID_INPUT'],
    task: (campus, chance) =>
      chance.is(0.5)
        ? call(campus, 'GET /v1/mentors?text=a%00b')
        : call(campus, 'POST /v1/meeting-requests', { mentorId: newId(), type: 'COMPANY_INSIDER', topic: nul })
  },
  {
    kind: 'an unknown operation',
    codes: ['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED'],
    task: (campus, chance) =>
      call(campus, chance.pick(['GET /v1/salaries', 'DELETE /v1/people', 'PUT /v1/../etc', 'GET /.env']))
  },
  {
    kind: 'a bad token',
    codes: ['UNAUTHENTICATED'],
    task: (campus, chance) =>
      withToken(call(campus, 'GET /v1/viewer'), chance.pick([forged(campus, chance), campus.expired]))
  },
  {
    kind: 'a huge body',
    codes: ['PAYLOAD_TOO_LARGE'],
    task: (campus) => raw(campus, 'REST', { body: JSON.stringify({ hugeText }), isBreaking: true })
  },
  {
    kind: 'broken JSON',
    codes: ['MALFORMED_BODY', 'INVALID_INPUT'],
    task: (campus, chance) => raw(campus, 'REST', { body: broken(chance) })
  },
  {
    kind: 'a wrong media type',
    codes: ['UNSUPPORTED_MEDIA_TYPE', 'NOT_ACCEPTABLE'],
    task: (campus, chance) =>
      chance.is(0.5)
        ? call(campus, 'GET /v1/meetings', undefined, { accept: 'image/png' })
        : raw(campus, 'REST', { headers: { 'content-type': 'text/xml' }, body: '<a/>' })
  },
  {
    kind: 'an oversized batch',
    codes: ['BATCH_TOO_LARGE', 'INVALID_INPUT', 'FORBIDDEN'],
    task: (campus) => {
      const people = Array.from({ length: 2000 }, (_, n) => ({
        externalId: `H-${n}`,
        givenName: 'Ada',
        familyName: 'K'
      }))
      return call(campus, 'POST /v1/people/batch', { people })
    }
  }
]

function broken(chance: Chance): string | Buffer {
  const bytes = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])
  return chance.pick<string | Buffer>([
    '{',
    '{"a":}',
    '[1,',
    '{"__proto__": {"a": 1}}',
    '\u0000',
    bytes,
    '['.repeat(100_000)
  ])
}

/** One hostile request by chance. */
export function hostileTask(campuses: readonly LoadCampus[], chance: Chance): Task {
  const attack = chance.pick(attacks)
  const { door, asking } = attack.task(chance.pick(campuses), chance)
  const allowed = new Set<string>(attack.codes)
  return {
    kind: attack.kind,
    door,
    asking,
    isHostile: true,
    isRight: ({ status }, body) => {
      if (status === 0) return true
      const codes = codesOf(body)
      return codes.length > 0 && codes.every((code) => allowed.has(code))
    }
  }
}
