import { type GraphQLField, type GraphQLObjectType, getNamedType, isCompositeType, isRequiredArgument } from 'graphql'
import { type GraphqlAnswer, graphql } from '../support/graphql.ts'
import type { Cast } from './cast.ts'
import type { Reach, Way } from './ways.ts'

/** What a reader gets of a field: a value, nothing, or not even the object. Later ones say more. */
export const marks = ['hidden', 'no', 'yes'] as const
export type Mark = (typeof marks)[number]

export const most = (found: Mark[]): Mark =>
  found.reduce((one, other) => (marks.indexOf(other) > marks.indexOf(one) ? other : one), 'hidden')

/** By field of a type, what the reader of a cast gets of it by whichever way says most. */
export async function marksOf(cast: Cast, type: GraphQLObjectType, { ways }: Reach): Promise<Record<string, Mark>> {
  const fields = Object.values(type.getFields())
  const found = await Promise.all(ways(cast).map((way) => alongWay(cast, way, fields)))
  return Object.fromEntries(fields.map(({ name }) => [name, most(found.map((marks) => marks[name] as Mark))]))
}

type Field = GraphQLField<unknown, unknown>

async function alongWay(cast: Cast, way: Way, fields: readonly Field[]): Promise<Record<string, Mark>> {
  const { answer, objects, depth } = await ask(cast, way, fields.map(selected).join(' '))
  const isWithin = (path: (string | number)[] = []) => path.filter((at) => typeof at === 'string').length > depth
  if (answer.errors?.some(({ path }) => isWithin(path)) && fields.length > 1) {
    // A field that is refused takes its object with it, so each is asked for alone.
    const alone = await Promise.all(fields.map((field) => alongWay(cast, way, [field])))
    return Object.assign({}, ...alone)
  }
  const mark = markOfRefusal(answer)
  const markOf = ({ name }: Field): Mark => {
    if (objects.length === 0) return mark
    return objects.some((object) => !isEmpty(object[name])) ? 'yes' : 'no'
  }
  return Object.fromEntries(fields.map((field) => [field.name, markOf(field)]))
}

/** Goes a way as the reader of a cast and selects something there. */
export async function ask(cast: Cast, { kind = 'query', steps, declared = '', variables }: Way, selection: string) {
  const query = steps.reduceRight((inner, step) => `${step} { ${inner} }`, selection)
  const answer = await graphql(cast.app, cast.reader, `${kind} ${declared} { ${query} }`, variables)
  const names = steps.filter((step) => !step.startsWith('...')).map((step) => step.split(/\W/)[0] as string)
  return { answer, depth: names.length, objects: objectsAt(answer.data, names) }
}

function selected(field: Field): string {
  if (field.args.some(isRequiredArgument)) throw new Error(`Nobody told with which arguments to ask for ${field.name}.`)
  return isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name
}

/** Whether there is nothing to be seen: the objects here are filled, so that no list of theirs is empty and no number is nought. */
export const isEmpty = (value: unknown) => value == null || value === 0 || (Array.isArray(value) && value.length === 0)

export type Found = Record<string, unknown>

function objectsAt(data: unknown, steps: string[]): Found[] {
  const all = [data].flat().filter((one): one is Found => one !== null && typeof one === 'object')
  const [step, ...rest] = steps
  return step === undefined ? all : all.flatMap((one) => objectsAt(one[step], rest))
}

function markOfRefusal({ errors }: GraphqlAnswer): Mark {
  const codes = new Set(errors?.map(({ extensions }) => extensions.code))
  const unknown = [...codes].filter((code) => code !== 'FORBIDDEN' && code !== 'NOT_FOUND')
  if (unknown.length > 0) throw new Error(`A field can't be told by ${unknown}: ${JSON.stringify(errors)}`)
  return codes.has('FORBIDDEN') ? 'no' : 'hidden'
}
