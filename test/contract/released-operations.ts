import type { Contract, Operation } from '../../src/rest/contract.ts'
import type { Difference } from './released-sdl.ts'
import { type Comparison, lookUp, type Shape, shapeDifferences } from './released-shapes.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  deprecated?: boolean
  schema?: Shape
}

interface Content {
  content?: Record<string, { schema?: Shape }>
  headers?: Record<string, unknown>
}

interface Sides<T> {
  before: T
  after: T
}

/** What breaks for clients that were written for the released contract. Paths and methods that are new break nothing. */
export function contractDifferences(released: Contract, now: Contract): Difference[] {
  const sent = { released, now, isSent: true, seen: new Set<string>() }
  const read = { released, now, isSent: false, seen: new Set<string>() }
  const found = Object.entries(released.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => 'operationId' in operation)
      .flatMap(([method, before]) => {
        const at = `${method.toUpperCase()} ${path}`
        const after = now.paths[path]?.[method]
        if (!after) return [{ coordinate: at, words: `${at} is gone` }]
        return ofOperation(at, { before, after }, sent, read)
      })
  )
  // What is both sent and read is found twice.
  return [...new Map(found.map((difference) => [difference.words, difference])).values()]
}

function ofOperation(at: string, { before, after }: Sides<Operation>, sent: Comparison, read: Comparison) {
  const renamed = before.operationId === after.operationId ? [] : [`is called ${after.operationId} now`]
  const mustHaveBody = after.requestBody?.required && !before.requestBody?.required ? ['needs a body'] : []
  return [
    ...[...renamed, ...mustHaveBody].map((what) => ({ coordinate: at, words: `${at} ${what}` })),
    ...ofParameters(at, { before, after }, sent),
    ...ofContent(at, 'takes', { before: bodyOf(before), after: bodyOf(after) }, sent),
    ...ofAnswers(at, { before, after }, read)
  ]
}

const bodyOf = ({ requestBody }: Operation) => requestBody as Content | undefined

function ofParameters(at: string, { before, after }: Sides<Operation>, sent: Comparison): Difference[] {
  const parametersOf = (contract: Contract, { parameters = [] }: Operation) =>
    parameters.flatMap((parameter) => lookUp<Parameter>(contract, parameter).found ?? [])
  const [released, now] = [parametersOf(sent.released, before), parametersOf(sent.now, after)]
  const same = (one: Parameter) => (other: Parameter) => other.name === one.name && other.in === one.in
  const kept = released.flatMap((parameter) => {
    const found = now.find(same(parameter))
    if (!found) return [{ coordinate: at, words: `${at} no longer takes ${parameter.name}` }]
    return shapeDifferences(sent, at, parameter.schema ?? {}, found.schema ?? {})
  })
  const asked = now.filter((parameter) => parameter.required && !released.find(same(parameter))?.required)
  return [...kept, ...asked.map(({ name }) => ({ coordinate: at, words: `${at} needs ${name}` }))]
}

function ofAnswers(at: string, { before, after }: Sides<Operation>, read: Comparison): Difference[] {
  return Object.entries(before.responses).flatMap(([status, answer]) => {
    const sides = {
      before: lookUp<Content>(read.released, answer).found ?? {},
      after: lookUp<Content>(read.now, after.responses[status]).found
    }
    // A refusal that no longer happens harms nobody.
    if (!sides.after) return status < '300' ? [{ coordinate: at, words: `${at} no longer answers ${status}` }] : []
    const names = Object.keys(sides.before.headers ?? {})
    const lost = names.filter((name) => !(name in (sides.after?.headers ?? {})))
    return [
      ...lost.map((name) => ({ coordinate: at, words: `${at} ${status} has no ${name}` })),
      ...ofContent(at, `answers ${status} with`, sides, read)
    ]
  })
}

function ofContent(at: string, verb: string, { before, after }: Sides<Content | undefined>, comparison: Comparison) {
  return Object.entries(before?.content ?? {}).flatMap(([mediaType, { schema = {} }]) => {
    const now = after?.content?.[mediaType]
    if (!now) return [{ coordinate: at, words: `${at} no longer ${verb} ${mediaType}` }]
    return shapeDifferences(comparison, at, schema, now.schema ?? {})
  })
}
