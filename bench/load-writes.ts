import { newId } from '../src/db/ids.ts'
import type { Chance } from '../src/sample/chance.ts'
import type { Asker, Pair } from './load-people.ts'
import { type Body, graphql, rest, type Script, type Task } from './load-task.ts'

interface Change {
  kind: string
  /** The mutation, whose input is named after it. */
  mutation: string
  noun: 'meetingRequest' | 'meeting' | 'outcome'
  /** What the input of GraphQL names, and the path of REST does. */
  target: { id?: string; meetingId?: string }
  to: string
  input: object
  isRight(found: Found): boolean
}

/** What a changed object shows at either door. */
interface Found {
  id: string
  status?: string
  mentorId?: string
  meetingId?: string | null
}

const selections = {
  meetingRequest: 'id status mentor { id } meeting { id }',
  meeting: 'id status',
  outcome: 'id meeting { id }'
}

const dayMs = 24 * 3600 * 1000

/**
 * The main job of a student and a mentor, each step at one door or the other: a draft, sometimes made twice by a client
 * that repeats itself, worded better, sent, and answered; then the conversation and what came of it. When it is over the
 * mentor has their place back.
 */
export function* mainJob({ student, mentor }: Pair, chance: Chance): Script {
  const input = { mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', purposes: ['INSIDE_INFO'] }
  const draft = change(chance, student, {
    kind: 'a draft',
    mutation: 'createMeetingRequest',
    noun: 'meetingRequest',
    target: {},
    to: 'POST /v1/meeting-requests',
    input,
    isRight: ({ status, mentorId }) => status === 'DRAFT' && mentorId === mentor.id
  })
  const { id } = found(draft, yield draft)
  if (chance.is(0.2)) yield repeated(draft, id)
  yield change(chance, student, {
    ...move('a draft changed', 'updateMeetingRequest', id, 'PATCH', ''),
    input: {
      topicKind: 'JOB_AT_COMPANY',
      topic: 'What a week holds.',
      whyYou: 'Your way from our campus into this work.'
    },
    isRight: ({ status }) => status === 'DRAFT'
  })
  yield change(chance, student, {
    ...move('a request sent', 'sendMeetingRequest', id, 'POST', '/send'),
    isRight: ({ status }) => status === 'SENT'
  })
  if (chance.is(0.3)) return yield decline(chance, mentor, id)
  const acceptance = accept(chance, mentor, id)
  const { meetingId } = found(acceptance, yield acceptance)
  yield* meet({ student, mentor }, chance, meetingId as string)
}

function* meet({ student, mentor }: Pair, chance: Chance, id: string): Script {
  yield change(chance, mentor, {
    kind: 'a meeting completed',
    mutation: 'completeMeeting',
    noun: 'meeting',
    target: { id },
    to: `POST /v1/meetings/${id}/complete`,
    input: { actualMinutes: 25 },
    isRight: ({ status }) => status === 'COMPLETED'
  })
  yield change(chance, student, {
    kind: 'an outcome',
    mutation: 'logOutcome',
    noun: 'outcome',
    target: { meetingId: id },
    to: `POST /v1/meetings/${id}/outcome`,
    input: {
      fitVerdict: chance.pick(['FITS', 'UNSURE', 'DOES_NOT_FIT']),
      learned: 'A week holds more talks than I thought.'
    },
    isRight: ({ meetingId }) => meetingId === id
  })
}

const move = (kind: string, mutation: string, id: string, method: string, path: string) => ({
  kind,
  mutation,
  noun: 'meetingRequest' as const,
  target: { id },
  to: `${method} /v1/meeting-requests/${id}${path}`,
  input: {}
})

const accept = (chance: Chance, mentor: Asker, id: string): Task =>
  change(chance, mentor, {
    ...move('a request accepted', 'acceptMeetingRequest', id, 'POST', '/accept'),
    input: { startsAt: new Date(Date.now() + chance.int(1, 20) * dayMs).toISOString() },
    isRight: ({ status, meetingId }) => status === 'ACCEPTED' && typeof meetingId === 'string'
  })

const decline = (chance: Chance, mentor: Asker, id: string): Task =>
  change(chance, mentor, {
    ...move('a request declined', 'declineMeetingRequest', id, 'POST', '/decline'),
    input: { reason: 'NO_TIME' },
    isRight: ({ status }) => status === 'DECLINED'
  })

// Every change has a key of its own, so that it may be asked for again after a 503.
function change(chance: Chance, asker: Asker, { kind, mutation, noun, target, to, input, isRight }: Change): Task {
  const headers = { 'idempotency-key': newId() }
  const isIt = (object: Found | null): boolean =>
    object !== null && (target.id === undefined || object.id === target.id) && isRight(object)
  if (chance.is(0.5)) {
    const body = Object.keys(input).length > 0 ? { body: input } : {}
    return rest(kind, asker, { to, ...body, headers }, ({ status }, answer) => status < 300 && isIt(answer))
  }
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) {
    ${noun} { ${selections[noun]} } problems { code } } }`
  const given = { query, variables: { input: { ...target, ...input } }, headers }
  return graphql(kind, asker, given, ({ status }, body) => status === 200 && isIt(ofGraphql(body)))
}

function ofGraphql(body: Body): Found | null {
  const payload = Object.values(body.data ?? {}).find((value) => typeof value === 'object') as Body
  const object = payload?.meetingRequest ?? payload?.meeting ?? payload?.outcome
  return object ? { ...object, mentorId: object.mentor?.id, meetingId: object.meeting?.id } : null
}

const found = ({ door }: Task, body: Body): Found => (door === 'REST' ? body : (ofGraphql(body) as Found))

const repeated = (task: Task, id: string): Task => ({
  ...task,
  kind: 'a draft again, by its key',
  isRight: ({ headers }, body) => headers['idempotency-replayed'] === 'true' && found(task, body)?.id === id
})
