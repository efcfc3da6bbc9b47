import type { Contract } from '../../src/rest/contract.ts'
import type { Difference } from './released-sdl.ts'

/** What openapi.yaml says of a value. */
export interface Shape {
  $ref?: string
  anyOf?: Shape[]
  type?: string | string[]
  format?: string
  enum?: unknown[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  additionalProperties?: unknown
  [bound: string]: unknown
}

/** Two contracts, and whether clients send what is compared, or read it. */
export interface Comparison {
  released: Contract
  now: Contract
  isSent: boolean
  /** The pairs of named shapes that have been compared already: a shape is compared once, and may hold itself. */
  seen: Set<string>
}

/** What a reference stands for, with its name; what is none stays. Undefined when the reference leads nowhere. */
export function lookUp<T>(contract: Contract, value: unknown): { name: string | null; found: T | undefined } {
  const { $ref } = (value ?? {}) as { $ref?: string }
  if ($ref === undefined) return { name: null, found: value as T | undefined }
  const [kind = '', name = ''] = $ref.split('/').slice(-2)
  return { name, found: contract.components[kind]?.[name] as T | undefined }
}

// "Null or an object of this kind" is the object with one more type.
function plain(contract: Contract, shape: Shape): { name: string | null; found: Shape | undefined } {
  const [choice, ...others] = (shape.anyOf ?? []).filter(({ type }) => type !== 'null')
  if (choice === undefined || others.length > 0) return lookUp<Shape>(contract, shape)
  const { name, found } = lookUp<Shape>(contract, choice)
  return { name, found: found && { ...found, type: [...typesOf(found), 'null'] } }
}

// What an operation holds without a name has no coordinate but the operation.
const within = (at: string, name: string): string => (at.includes(' ') ? at : `${at}.${name}`)

const typesOf = ({ type }: Shape): string[] => (type === undefined ? [] : [type].flat())

/**
 * How a value differs for who sends or reads it. `at` is where: the name of a shape with the way into it, or the operation
 * when the value has no name of its own.
 */
export function shapeDifferences(comparison: Comparison, at: string, released: Shape, now: Shape): Difference[] {
  const [before, after] = [plain(comparison.released, released), plain(comparison.now, now)]
  if (!before.found) return []
  if (!after.found) return [{ coordinate: at, words: `${at}: its shape is gone` }]
  const pair = `${before.name} ${after.name}`
  if (before.name !== null && comparison.seen.has(pair)) return ofTypes(comparison, at, before.found, after.found)
  if (before.name !== null) comparison.seen.add(pair)
  const inside = before.name ?? at
  const ofType = ofTypes(comparison, at, before.found, after.found)
  if (!isOfAKind(before.found, after.found)) return ofType
  return [
    ...ofType,
    ...ofValues(comparison, inside, before.found, after.found),
    ...ofProperties(comparison, inside, before.found, after.found),
    ...(before.found.items && after.found.items
      ? shapeDifferences(comparison, inside, before.found.items, after.found.items)
      : [])
  ]
}

// Of an object that has become a text there is nothing more to say.
const isOfAKind = (released: Shape, now: Shape): boolean =>
  typesOf(released).length === 0 || typesOf(released).some((type) => type !== 'null' && typesOf(now).includes(type))

function ofTypes({ isSent }: Comparison, at: string, released: Shape, now: Shape): Difference[] {
  const [before, after] = [typesOf(released), typesOf(now)]
  // Who sends must be able to send what they sent; who reads must be able to read what they will get.
  const fits = isSent ? before.every((type) => after.includes(type)) : after.every((type) => before.includes(type))
  const isSame = fits && released.format === now.format && choices(released) === choices(now)
  const words = (shape: Shape) => [typesOf(shape).join(' or '), shape.format].filter(Boolean).join(' ')
  return isSame ? [] : [{ coordinate: at, words: `${at} changed type from ${words(released)} to ${words(now)}` }]
}

// A choice between several shapes is compared as it is written.
const choices = ({ anyOf = [] }: Shape): string => JSON.stringify(anyOf)

const upper = ['maximum', 'maxLength', 'maxItems']
const lower = ['minimum', 'minLength', 'minItems']

function ofValues({ isSent }: Comparison, at: string, released: Shape, now: Shape): Difference[] {
  const gone = now.enum ? (released.enum ?? []).filter((value) => !now.enum?.includes(value)) : []
  const removed = gone.map((value) => ({
    coordinate: within(at, String(value)),
    words: `the value ${value} of ${at} is gone`
  }))
  const isOpened = !isSent && released.enum && !now.enum
  const narrower = isSent ? narrowed(released, now) : isOpened ? ['enum'] : []
  return [...removed, ...narrower.map((bound) => ({ coordinate: at, words: `${at} has another ${bound}` }))]
}

function narrowed(released: Shape, now: Shape): string[] {
  const isBelow = (bound: string) => Number(now[bound] ?? Infinity) < Number(released[bound] ?? Infinity)
  const isAbove = (bound: string) => Number(now[bound] ?? -Infinity) > Number(released[bound] ?? -Infinity)
  const isClosed = now.additionalProperties === false && released.additionalProperties !== false
  return [
    ...(now.enum && !released.enum ? ['enum'] : []),
    ...(now.pattern !== released.pattern && now.pattern ? ['pattern'] : []),
    ...(isClosed ? ['additionalProperties'] : []),
    ...upper.filter(isBelow),
    ...lower.filter(isAbove)
  ]
}

function ofProperties(comparison: Comparison, at: string, released: Shape, now: Shape): Difference[] {
  const { isSent } = comparison
  const needs = ({ required = [] }: Shape, name: string) => required.includes(name)
  const kept = Object.entries(released.properties ?? {}).flatMap(([name, before]) => {
    const after = now.properties?.[name]
    const coordinate = within(at, name)
    if (!after) return [{ coordinate, words: `${name} of ${at} is gone` }]
    const isOptional = !isSent && needs(released, name) && !needs(now, name)
    const missing = isOptional ? [{ coordinate, words: `${name} of ${at} may be missing` }] : []
    return [...missing, ...shapeDifferences(comparison, coordinate, before, after)]
  })
  const asked = isSent ? (now.required ?? []).filter((name) => !needs(released, name)) : []
  return [...kept, ...asked.map((name) => ({ coordinate: within(at, name), words: `${name} of ${at} is required` }))]
}
