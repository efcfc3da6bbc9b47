import { deepStrictEqual } from 'node:assert/strict'
import type { Client } from 'pg'
import type { Bench } from '../measure.ts'
import { type Asked, halfhourRequest, isWrite, type Operation } from '../operations.ts'
import type { ServerProcess } from '../server-process.ts'
import { inWordsOf, type Peer } from './peers.ts'

type Json = Record<string, unknown>
type Ground = Pick<Bench, 'campuses' | 'drafts' | 'fixtures'>

/** A server and an operation in its words. */
interface Side {
  server: ServerProcess
  operation: Operation
}

const answersMax = 50
const sendsMax = 5

/**
 * Asks Halfhour and a peer the same and throws at the first answer that differs, so that both are known to do the same
 * job before anything is timed. Of a send it also compares what was written down. No peer may show a person of another
 * campus. Gives how many answers were compared.
 */
export async function compare(
  ground: Ground,
  superuser: Client,
  ours: Side,
  peer: Peer,
  server: ServerProcess
): Promise<number> {
  const { title } = ours.operation
  const theirs = { server, operation: inWordsOf(peer, ours.operation) }
  const expected = await answersOf(ground, superuser, ours)
  const found = await answersOf(ground, superuser, theirs)
  for (const [index, answer] of found.entries()) {
    assertSame(answer, expected[index], `"${title}" is answered otherwise by ${peer.title}`)
  }
  if (ours.operation.name === 'student') await assertForeignIsHidden(ground, theirs, peer)
  return found.length
}

async function answersOf({ campuses, drafts, fixtures }: Ground, superuser: Client, side: Side): Promise<unknown[]> {
  const asked = side.operation.asked(campuses, drafts)
  const isSend = isWrite(side.operation)
  // Spread over the campuses, wherever there are more than are compared.
  const step = Math.max(1, Math.floor(asked.length / answersMax))
  const chosen = asked.filter((_, at) => at % step === 0).slice(0, isSend ? sendsMax : answersMax)
  const answers: unknown[] = []
  for (const each of chosen) {
    const answer = await answerOf(side, each)
    answers.push(isSend ? [answer, await recordOf(superuser, each.values.id as string)] : answer)
  }
  if (isSend) await fixtures.restoreDrafts()
  return answers
}

async function answerOf(
  { server, operation }: Side,
  asked: Asked,
  isRight = operation.proof.halfhour
): Promise<unknown> {
  const { path, ...request } = halfhourRequest(operation, asked)
  const text = await (await fetch(server.url + path, request)).text()
  if (!isRight.test(text)) throw new Error(`"${operation.title}" failed: ${text}`)
  return inOneForm(JSON.parse(text).data)
}

function assertSame(found: unknown, expected: unknown, sentence: string): void {
  try {
    deepStrictEqual(found, expected)
  } catch (difference) {
    throw new Error(`${sentence}: ${(difference as Error).message}`)
  }
}

/** What only differs in form is made alike: instants, how flat a mentor is, and the moment of a send. */
function inOneForm(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => inOneForm(each))
  if (typeof value === 'string' && key.endsWith('At')) return new Date(value).toISOString()
  if (typeof value !== 'object' || value === null) return value
  const form: Json = {}
  for (const [name, each] of Object.entries(value)) form[name] = inOneForm(each, name)
  if ('headline' in form && 'city' in form) return withProfile(form)
  if (key === 'meetingRequest') return withoutMoment(form)
  if (key === 'sendMeetingRequest') return { problems: [], ...form }
  return form
}

// A flat row of a mentor as the objects that Halfhour gives.
function withProfile({ id, givenName, familyName, city, title, employer, ...profile }: Json): Json {
  const currentPosition = title === null ? null : { title, employer }
  return { id, givenName, familyName, city, mentorProfile: { ...profile, currentPosition } }
}

// Two sends are never at one instant; how long the mentor has must be the same.
function withoutMoment({ sentAt, expiresAt, ...request }: Json): Json {
  return { ...request, openMs: Date.parse(expiresAt as string) - Date.parse(sentAt as string) }
}

/** What a send wrote down: one audit row, and one event that points at it. */
async function recordOf(superuser: Client, id: string): Promise<Json> {
  const { rows } = await superuser.query(records, [id])
  const [row] = rows
  if (rows.length !== 1 || row.type === null) throw new Error(`A send left ${rows.length} records instead of one.`)
  return row
}

const records = `
  select a.action, a.subject_type, a.actor_kind, a.actor_id, a.changes - 'sentAt' - 'expiresAt' as changes,
    e.type, e.subject_type as event_subject_type, e.payload
  from audit_events a left join domain_events e on e.tenant_id = a.tenant_id and e.audit_event_id = a.id
  where a.subject_id = $1 and a.action = 'meeting_request.sent'`

async function assertForeignIsHidden({ campuses, drafts }: Ground, theirs: Side, peer: Peer): Promise<void> {
  const asked = theirs.operation.asked(campuses, drafts)
  const [first, last] = [asked[0] as Asked, asked.at(-1) as Asked]
  const isNobody = /"person":null/
  await answerOf(theirs, { token: last.token, values: first.values }, isNobody).catch((cause) => {
    throw new Error(`${peer.title} shows a person of another campus.`, { cause })
  })
}
