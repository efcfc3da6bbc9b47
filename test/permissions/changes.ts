import { type GraphQLField, type GraphQLInputObjectType, getNamedType } from 'graphql'
import { graphql } from '../support/graphql.ts'
import { inputOf } from '../tenancy/shapes.ts'
import type { Cast } from './cast.ts'
import type { Mark } from './classify.ts'
import type { Example } from './example.ts'
import { markOfCodes } from './operations.ts'

const idFields = ['id', 'personId']

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
  const declared = names.map((name) => `$${name}: ${type.name}!`).join(', ')
  const selections = names.map((name) => `${name}: ${mutation.name}(input: $${name}) { problems { code } }`)
  const variables = Object.fromEntries(names.map((name, index) => [name, inputs[index]]))
  const { data } = await graphql(cast.app, cast.reader, `mutation (${declared}) { ${selections.join(' ')} }`, variables)
  const codesOf = (name: string) => data[name].problems.map(({ code }: { code: string }) => code)
  return Object.fromEntries(names.map((name) => [name, markOfCodes(codesOf(name))]))
}
