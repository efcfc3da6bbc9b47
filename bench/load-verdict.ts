import { catalogue, type ProblemCode } from '../src/errors.ts'
import type { Answer } from './load-connection.ts'
import type { Body, Task } from './load-task.ts'

// Several times what the slowest usual answer takes on two cores: a request that waits longer is passed over by others.
const waitMsMax = 20_000

/** Codes of the refusals in an answer of either door. */
export function codesOf(body: Body): string[] {
  if (typeof body !== 'object' || body === null) return []
  const ofErrors = (body.errors ?? []).map(({ extensions }: Body) => extensions?.code ?? 'none')
  const payloads = Object.values(body.data ?? {}) as Body[]
  const ofProblems = payloads.flatMap((payload) => (payload?.problems ?? []).map(({ code }: Body) => code))
  const ofRest = typeof body.code === 'string' && body.type ? [body.code] : []
  return [...ofErrors, ...ofProblems, ...ofRest]
}

const busyCodes = new Set<string | undefined>(['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'IDEMPOTENCY_KEY_IN_USE'])

/**
 * Seconds to wait where the service says on purpose, in the catalogue's words, that it is too busy; else null. A change
 * that was asked for again on a new connection may still be under way from the old one.
 */
export function busySeconds(answer: Answer, body: Body): number | null {
  const code = codesOf(body)[0] as ProblemCode | undefined
  const seconds = Number(answer.headers['retry-after'])
  if (code === undefined || !busyCodes.has(code) || !(seconds > 0)) return null
  // GraphQL's answer is a success where only some of its fields are refused.
  return answer.status === catalogue[code].status || (answer.status === 200 && body.errors) ? seconds : null
}

/** What is wrong with an answer that is not a busy one, in a sentence; null when all is well. */
export function faultOf(task: Task, answer: Answer, body: Body): string | null {
  const { status } = answer
  const codes = codesOf(body)
  if (status >= 500) return `a ${status} that is not deliberate`
  if (answer.tookMs > waitMsMax) return `an answer after more than ${waitMsMax / 1000} s`
  if (codes.includes('INTERNAL_SERVER_ERROR')) return 'a fault inside a success'
  const strange = codes.find((code) => !Object.hasOwn(catalogue, code))
  if (strange !== undefined) return `the code ${strange}, which is not in the catalogue`
  if (status >= 400 && !isRefusal(task, answer, body)) return `a ${status} that is not in the form of its door`
  if (task.isRight(answer, body)) return null
  return task.isHostile
    ? `an answer that refuses nothing, or another thing (${status} ${codes})`
    : `not the answer to its request (${status} ${codes})`
}

function isRefusal({ door }: Task, { status, headers }: Answer, body: Body): boolean {
  const mediaType = headers['content-type'] ?? ''
  if (door === 'REST') {
    const isOne = body.status === status && catalogue[body.code as ProblemCode]?.status === status
    return isOne && mediaType.startsWith('application/problem+json')
  }
  return (
    Array.isArray(body.errors) && body.errors.length > 0 && /^application\/(graphql-response\+)?json/.test(mediaType)
  )
}
