import { readFileSync } from 'node:fs'
import { CORE_SCHEMA, load } from 'js-yaml'

/** The contract's text, as it is served. */
export const contractText = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')

interface Answer {
  content?: Record<string, unknown>
}

export interface Operation {
  operationId: string
  parameters?: unknown[]
  /** An empty list: it needs no bearer token. */
  security?: readonly object[]
  requestBody?: { required?: boolean }
  responses: Record<string, Answer>
}

type PathItem = Record<string, Operation>

export interface Contract {
  openapi: string
  paths: Record<string, PathItem>
  components: Record<string, Record<string, unknown>>
}

const methods = ['get', 'put', 'post', 'patch', 'delete']

// Parsed once: it takes a quarter of a second, and a copy of what was parsed a fiftieth of that.
let parsed: Contract | null = null

/** The contract: whoever asks may change their copy. */
export function readContract(): Contract {
  parsed ??= load(contractText, { schema: CORE_SCHEMA }) as Contract
  return structuredClone(parsed)
}

/** All operations of a contract. */
export const operationsOf = ({ paths }: Contract): Operation[] =>
  Object.values(paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, operation]) => (methods.includes(method) ? [operation] : []))
  )

/** The media types of an operation's success. */
export const mediaTypesOf = ({ responses }: Operation): string[] =>
  Object.entries(responses).flatMap(([status, { content }]) => (status < '300' ? Object.keys(content ?? {}) : []))

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
}

/** A parameter of an operation, looked up when it is a reference. */
export function parameterOf({ components }: Contract, parameter: unknown): Parameter {
  const name = (parameter as { $ref?: string }).$ref?.split('/').at(-1)
  return (name === undefined ? parameter : components.parameters?.[name]) as Parameter
}

/** Leaves out what is a header: who reads one also says what is wrong with it, with a code of its own. */
export function onlyUrlParameters(contract: Contract): Contract {
  for (const operation of operationsOf(contract)) {
    const kept = operation.parameters?.filter((parameter) => parameterOf(contract, parameter).in !== 'header') ?? []
    operation.parameters = kept
    if (kept.length === 0) delete operation.parameters
  }
  return contract
}

/** Leaves of the answers what a serialiser is made for, JSON: problems and CSV are written as they are. */
export function onlyJson(contract: Contract): Contract {
  for (const operation of operationsOf(contract)) {
    // Up to 302, which is all that an operation has that leads elsewhere.
    const answers = Object.entries(operation.responses).filter(([status]) => status < '303')
    operation.responses = Object.fromEntries(answers.map(([status, answer]) => [status, jsonOf(answer)]))
  }
  return contract
}

function jsonOf({ content = {}, ...answer }: Answer): Answer {
  const json = Object.entries(content).filter(([mediaType]) => mediaType === 'application/json')
  return { ...answer, content: Object.fromEntries(json) }
}
