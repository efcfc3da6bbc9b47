import { type GraphQLField, type GraphQLInputObjectType, getNamedType } from 'graphql'
import { graphql } from '../support/graphql.ts'
import { inputOf } from '../tenancy/shapes.ts'
import type { Cast } from './cast.ts'
import type { Mark } from './classify.ts'
import type { Example } from './example.ts'
import { markOfCodes } from './operations.ts'

const idFields = ['id', 'personId']

// An operation has so many root fields at most.
const atOnce = 10

/** The fields that an update may name, one by one: all but its id and version. */
export function changeableFields(mutation: GraphQLField<unknown, unknown>): string[] {
  const input = getNamedType(mutation.args[0]?.type) as GraphQLInputObjectType
  return Object.keys(input.getFields()).filter((name) => !idFields.includes(name) && name !== 'expectedVersion')
}

/**
 * By field of an update, whether the reader may change it. The version that is expected has never been, so that what is
 * allowed is refused for that, and nothing changes.
 */
export async function askForChanges(
  cast: Cast,
  mutation: GraphQLField<unknown, unknown>,
  example: Example
): Promise<Record<string, Mark>> {
  const type = getNamedType(mutation.args[0]?.type) as GraphQLInputObjectType
  const { input } = (await example.argumentsFor(cast)) as { input: Record<string, unknown> }
  const target = Object.fromEntries(idFields.filter((name) => name in input).map((name) => [name, input[name]]))
  const names = changeableFields(mutation)
  const inputs = names.map((name) => {
    const field = type.getFields()[name]
    return { ...target, [name]: field && inputOf(field.type, cast.mentor.id, name), expectedVersion: 9_999 }
  })
  const marks: Record<string, Mark> = {}
  for (let start = 0; start < names.length; start += atOnce) {
    const some = names.slice(start, start + atOnce)
    const declared = some.map((name) => `$${name}: ${type.name}!`).join(', ')
    const selections = some.map((name) => `${name}: ${mutation.name}(input: $${name}) { problems { code } }`)
    const variables = Object.fromEntries(some.map((name, index) => [name, inputs[start + index]]))
    const text = `mutation (${declared}) { ${selections.join(' ')} }`
    const { data } = await graphql(cast.app, cast.reader, text, variables)
    for (const name of some) marks[name] = markOfCodes(data[name].problems.map(({ code }: { code: string }) => code))
  }
  return marks
}
