import { setTimeout } from 'node:timers/promises'
import { Chance } from '../src/sample/chance.ts'
import { type Connection, openConnection } from './load-connection.ts'
import { type Body, bodyOf, graphql, rest, type Script, type Task } from './load-task.ts'
import { codesOf } from './load-verdict.ts'
import { mainJob } from './load-writes.ts'
import type { NoisyCampus } from './noisy-people.ts'

/** What the quiet campus saw in one stretch of time. */
export interface Seen {
  /** Milliseconds from when a request was due until it was answered, each with when it was due (since the epoch). */
  answers: { dueAt: number; tookMs: number }[]
  /** Milliseconds by which requests were sent late: the client's own share of the latency. */
  lateMs: number[]
  /** Refusals for want of time or points: statuses and codes, with how often. */
  refused: Map<string, number>
  /** What was wrong, in sentences. */
  faults: Map<string, number>
}

interface Ground {
  campus: NoisyCampus
  chance: Chance
}

const mentorFields = 'id givenName familyName mentorProfile { headline seniority currentPosition { title employer } }'
const documents = {
  mentors: `query ($first: Int!) { viewer { id } mentors(first: $first) { nodes { ${mentorFields} } } }`,
  search: `query ($text: String!) { viewer { id } mentors(first: 10, filter: { text: $text }) { nodes { ${mentorFields} } } }`,
  person: 'query ($id: ID!) { viewer { id } person(id: $id) { id givenName familyName city } }',
  meetings: `query ($first: Int!) { viewer { id } meetings(first: $first) { nodes { id startsAt status
    student { id givenName } mentor { id givenName } outcome { fitVerdict learned } } } }`,
  funnel: '{ viewer { id } funnel { drafted sent accepted met logged useful } }'
}

const texts = ['sofware', 'data analyst', 'marketing', 'nurse', 'engineer chicago', 'consultent']

const asked = (kind: string, by: { id: string; token: string }, query: string, variables: object): Task =>
  graphql(kind, by, { query, variables }, ({ status }, body) => {
    return status === 200 && !body.errors && body.data.viewer.id === by.id
  })

const isOk: Task['isRight'] = ({ status }) => status === 200

/** A day of a campus in small: students who look for mentors, staff who look at meetings, with how often. */
const reads: readonly { weight: number; task(ground: Ground): Task }[] = [
  { weight: 4, task: (g) => asked('a mentor', student(g), documents.person, { id: g.chance.pick(g.campus.mentors) }) },
  {
    weight: 4,
    task: (g) => rest('a mentor', student(g), { to: `GET /v1/people/${g.chance.pick(g.campus.mentors)}` }, isOk)
  },
  { weight: 3, task: (g) => asked('mentors', student(g), documents.mentors, { first: 20 }) },
  { weight: 3, task: (g) => rest('mentors', student(g), { to: 'GET /v1/mentors?first=20' }, isOk) },
  { weight: 2, task: (g) => asked('a search', student(g), documents.search, { text: g.chance.pick(texts) }) },
  { weight: 2, task: (g) => asked('own meetings', student(g), documents.meetings, { first: 10 }) },
  { weight: 2, task: (g) => rest('who asks', student(g), { to: 'GET /v1/viewer' }, isOk) },
  { weight: 2, task: (g) => asked('all meetings', staff(g), documents.meetings, { first: 25 }) },
  { weight: 1, task: (g) => rest('all meetings', staff(g), { to: 'GET /v1/meetings?first=25' }, isOk) },
  { weight: 0.5, task: (g) => asked('the funnel', staff(g), documents.funnel, {}) }
]

const student = ({ campus, chance }: Ground) => chance.pick(campus.students)
const staff = ({ campus, chance }: Ground) => chance.pick(campus.staff)

const cumulated = reads.map((_, index) => reads.slice(0, index + 1).reduce((sum, { weight }) => sum + weight, 0))
// Of what is begun; with all its steps, about a tenth of the requests.
const mainJobShare = 0.02
const connectionCount = 50

/**
 * Sends requests of one campus at a fixed rate, whether or not those before were answered, for so many seconds; the
 * same ones in each stretch. Waits for what is under way in the end.
 */
export async function quietTraffic(
  url: string,
  campus: NoisyCampus,
  { perSecond, seconds }: { perSecond: number; seconds: number }
): Promise<Seen> {
  const seen: Seen = { answers: [], lateMs: [], refused: new Map(), faults: new Map() }
  const ground = { campus, chance: new Chance(1) }
  const connections = Array.from({ length: connectionCount }, () => openConnection(url))
  const begun: Begun[] = []
  const underWay: Promise<void>[] = []
  const from = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const dueMs = from + (n * 1000) / perSecond
    const waitMs = dueMs - performance.now()
    if (waitMs > 0) await setTimeout(waitMs)
    const next = begun.shift() ?? begin(ground)
    const connection = connections[n % connectionCount] as Connection
    underWay.push(ask(connection, next.task, dueMs, seen).then((body) => goOn(next, body, begun)))
  }
  await Promise.all(underWay)
  await playOut(connections[0] as Connection, begun)
  for (const connection of connections) connection.close()
  return seen
}

/** A script under way, with its next request. */
interface Begun {
  script: Script
  task: Task
}

function begin({ campus, chance }: Ground): Begun {
  const pair = chance.is(mainJobShare) ? (campus.pairs.shift() ?? null) : null
  const read = reads[chance.weighted(cumulated)] as (typeof reads)[number]
  const script = pair ? mainJob(pair, chance) : one(read.task({ campus, chance }))
  return { script, task: script.next().value as Task }
}

function goOn({ script }: Begun, body: Body | null, begun: Begun[]): void {
  if (body === null) return
  const step = script.next(body)
  if (!step.done) begun.push({ script, task: step.value })
}

// Not measured: only so that no draft is left waiting.
async function playOut(connection: Connection, begun: Begun[]): Promise<void> {
  for (let next = begun.shift(); next; next = begun.shift()) {
    const answer = await connection.send(next.task.asking)
    goOn(next, next.task.isRight(answer, bodyOf(answer)) ? bodyOf(answer) : null, begun)
  }
}

function* one(task: Task): Script {
  yield task
}

/** The body of a right answer, or null. */
async function ask(connection: Connection, task: Task, dueMs: number, seen: Seen): Promise<Body | null> {
  seen.lateMs.push(performance.now() - dueMs)
  const answer = await connection.send(task.asking).catch((error: Error) => error)
  if (answer instanceof Error) return count(seen.faults, `${task.kind}: ${answer.message}`)
  seen.answers.push({ dueAt: performance.timeOrigin + dueMs, tookMs: performance.now() - dueMs })
  const body = bodyOf(answer)
  const code = codesOf(body)[0]
  if (code === 'RATE_LIMITED' || code === 'SERVICE_UNAVAILABLE') return count(seen.refused, `${answer.status} ${code}`)
  if (task.isRight(answer, body)) return body
  return count(seen.faults, `${task.kind} (${task.door}): ${answer.status} ${code ?? answer.body.slice(0, 200)}`)
}

function count(counted: Map<string, number>, key: string): null {
  counted.set(key, (counted.get(key) ?? 0) + 1)
  return null
}
