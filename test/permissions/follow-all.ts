import { setImmediate } from 'node:timers/promises'
import { type GraphQLField, type GraphQLObjectType, getNamedType, isCompositeType } from 'graphql'
import { newId } from '../../src/db/ids.ts'
import { meetingOf, outcomeOf } from '../modules/meetings/meeting-seed.ts'
import { begin, type Followed, type Json, type LiveApp } from '../support/follow.ts'
import { mutate } from '../support/graphql.ts'
import type { Cast } from './cast.ts'
import type { Mark } from './classify.ts'
import { requestRow, sent } from './filled.ts'
import { markOfCodes } from './operations.ts'

type Field = GraphQLField<unknown, unknown>

/** Whether a reader is told when something changes, and what. */
export interface Told {
  mark: Mark
  payload: Record<string, Json> | null
}

export interface Following {
  cast: Cast
  field: Field
}

/** Lets everybody follow at once while all that the casts are about is changed; what each is told, in the order given. */
export async function followAll(
  t: Parameters<typeof begin>[0],
  app: LiveApp,
  all: readonly Following[]
): Promise<Told[]> {
  const followed = all.map(({ cast, field }) => begin(t, app, cast.reader, documentOf(field)))
  const firsts = await untilTaken(app, followed)
  const casts = [...new Set(all.map(({ cast }) => cast))]
  for (const { app, student, requests, meetings, outcome } of casts) {
    await changeThree(app, student, [requests[1], meetings[3], outcome])
  }
  // Changes are told in their order: whoever has been told of one of these has been told of all that they may know.
  const last = new Set((await Promise.all(casts.map(ownChanges))).flat())
  return Promise.all(
    all.map(({ cast, field }, index) => toldOf(field, cast, followed[index] as Followed, firsts[index], last))
  )
}

/** Waits until each subscription is taken up or refused, so that no change is missed; gives the first answer of each. */
async function untilTaken(app: LiveApp, followed: Followed[]): Promise<Promise<Json>[]> {
  let refused = 0
  const firsts = followed.map(async ({ next }) => {
    const answer = await next()
    if (!answer.data) refused += 1
    return answer
  })
  while (refused + (await app.followers()) < followed.length) await setImmediate()
  return firsts
}

const changes = ['withdrawMeetingRequest', 'completeMeeting', 'updateOutcome'] as const

async function changeThree(app: LiveApp | Cast['app'], student: Cast['student'], ids: (string | undefined)[]) {
  for (const [index, verb] of changes.entries()) {
    const more = verb === 'updateOutcome' ? { learned: 'That it is about people, mostly.' } : {}
    const { problems } = await mutate(app, student, verb, { id: ids[index], ...more }, '')
    if (problems.length > 0) throw new Error(`${verb} changed nothing: ${JSON.stringify(problems)}`)
  }
}

/** Changes a request, a meeting and an outcome that a reader is the student of, who is told of them for certain. */
async function ownChanges({ app, column, home, reader: student }: Cast): Promise<string[]> {
  if (column.role === 'integration') return []
  const mentor = await home.mentor()
  const request = newId()
  await home.run(requestRow({ id: request, studentId: student.id, mentorId: mentor.id, status: 'SENT', ...sent }))
  const meeting = await meetingOf(home, { student, mentor })
  const outcome = await outcomeOf(home, { student, mentor })
  await changeThree(app, student, [request, meeting, outcome.id])
  return [request, meeting, outcome.id]
}

async function toldOf(
  field: Field,
  { requests, meetings, outcome }: Cast,
  { next, end }: Followed,
  first: Promise<Json> | undefined,
  last: Set<string>
): Promise<Told> {
  const subjects = new Set([...requests, ...meetings, outcome])
  let told: Told = { mark: 'hidden', payload: null }
  for (let answer = await first; ; answer = await next()) {
    if (answer.errors)
      return { mark: markOfCodes(answer.errors.map((one: Json) => one.extensions.code)), payload: null }
    const payload = answer.data[field.name]
    if (subjects.has(payload.event.subjectId)) told = { mark: 'yes', payload }
    if (!last.has(payload.event.subjectId)) continue
    await end()
    return told
  }
}

function documentOf({ name, type }: Field): string {
  const payload = Object.values((getNamedType(type) as GraphQLObjectType).getFields())
  const selections = payload.map((field) => {
    const inner = getNamedType(field.type) as GraphQLObjectType
    return `${field.name} { ${field.name === 'event' ? plainFields(inner) : '__typename'} }`
  })
  return `subscription { ${name} { ${selections.join(' ')} } }`
}

const plainFields = (type: GraphQLObjectType) =>
  Object.values(type.getFields())
    .filter((field) => !isCompositeType(getNamedType(field.type)))
    .map(({ name }) => name)
    .join(' ')
