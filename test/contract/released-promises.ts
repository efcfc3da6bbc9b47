import {
  buildASTSchema,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  valueFromASTUntyped,
  visit
} from 'graphql'
import { type Terms, termsOfMark, termsOfReason } from '../../src/plugins/deprecation.ts'
import type { Contract } from '../../src/rest/contract.ts'

const isOver = (terms: Terms | null, today: string): boolean => terms !== null && terms.removedAfter < today

function reasonOf(directives: readonly DirectiveNode[] = []): string {
  const reason = directives
    .find(({ name }) => name.value === 'deprecated')
    ?.arguments?.find(({ name }) => name.value === 'reason')
  return reason ? String(valueFromASTUntyped(reason.value)) : ''
}

/** The released schema without what was deprecated and whose day is over, and without the types that only that led to. */
export function promisedSchema(sdl: string, today: string): GraphQLSchema {
  const drop = (node: { directives?: readonly DirectiveNode[] }) =>
    isOver(termsOfReason(reasonOf(node.directives)), today) ? null : undefined
  const kept: DocumentNode = visit(parse(sdl), {
    FieldDefinition: drop,
    InputValueDefinition: drop,
    EnumValueDefinition: drop
  })
  const schema = buildASTSchema(kept, { assumeValid: true })
  const reached = reachable(schema)
  const definitions = kept.definitions.filter(
    (definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION ||
      definition.kind === Kind.DIRECTIVE_DEFINITION ||
      ('name' in definition && reached.has(definition.name?.value ?? ''))
  )
  return buildASTSchema({ ...kept, definitions }, { assumeValid: true })
}

function reachable(schema: GraphQLSchema): Set<string> {
  const reached = new Set<string>()
  const reach = (type: GraphQLNamedType | null | undefined): void => {
    if (!type || reached.has(type.name)) return
    reached.add(type.name)
    for (const next of typesOf(schema, type)) reach(next)
  }
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) reach(root)
  for (const { args } of schema.getDirectives()) for (const arg of args) reach(getNamedType(arg.type))
  return reached
}

function typesOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes()
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => getNamedType(field.type))
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  const fields = Object.values(type.getFields())
  const used = fields.flatMap((field) => [getNamedType(field.type), ...field.args.map((arg) => getNamedType(arg.type))])
  return [...used, ...type.getInterfaces(), ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : [])]
}

/** The released contract of REST without what was deprecated and whose day is over: operations, parameters, properties. */
export const promisedContract = (contract: Contract, today: string): Contract => pruned(contract, today) as Contract

function pruned(value: unknown, today: string): unknown {
  if (Array.isArray(value)) return value.filter((part) => !isDue(part, today)).map((part) => pruned(part, today))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, part]) => !isDue(part, today))
  return Object.fromEntries(kept.map(([name, part]) => [name, pruned(part, today)]))
}

const isDue = (part: unknown, today: string): boolean =>
  typeof part === 'object' && part !== null && 'deprecated' in part && isOver(termsOfMark(part), today)
