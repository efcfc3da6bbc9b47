import {
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType
} from 'graphql'

const scalars: Record<string, unknown> = {
  String: 'word',
  Int: 3,
  Float: 2.5,
  Boolean: true,
  DateTime: '2026-03-09T16:00:00.000Z',
  Date: '2026-05-31',
  EmailAddress: 'ada@campus.example',
  URL: 'https://campus.example',
  TimeZone: 'America/Chicago',
  Locale: 'en-US'
}
// Where any word would be refused before an id is looked at.
const byName: Record<string, unknown> = {
  program: '11.0701',
  occupation: '15-1252.00',
  targetOccupation: '15-1252.00',
  industry: '541511',
  code: '15-1252.00',
  after: undefined,
  before: undefined,
  last: undefined,
  durationMinutes: 30,
  followUpOf: undefined,
  expectedVersion: 1,
  text: '{ viewer { id } }'
}

/** A value that fits an input type, with this id wherever an id goes; optional fields only where ids are, or all of them. */
export function inputOf(type: GraphQLInputType, id: string, name = ''): unknown {
  const bare = getNullableType(type)
  if (isListType(bare)) return [inputOf(bare.ofType, id, name)]
  if (isEnumType(bare)) return bare.getValues()[0]?.value
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter((field) => isNonNullType(field.type) || holdsId(field.type))
    return Object.fromEntries(fields.map((field) => [field.name, inputOf(field.type, id, field.name)]))
  }
  if (bare.name === 'ID') return id
  // Cursors are left out; a required field of the same name is not one.
  return byName[name] ?? (name in byName && !isNonNullType(type) ? undefined : scalars[bare.name])
}

/** Whether ids go into this type somewhere. */
export function holdsId(type: GraphQLInputType, depth = 0): boolean {
  const named = getNamedType(type)
  if (named.name === 'ID') return true
  return (
    isInputObjectType(named) &&
    depth < 3 &&
    Object.values(named.getFields()).some((field) => holdsId(field.type, depth + 1))
  )
}

/** A selection of everything down to a depth, so that whatever could leak is asked for. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type)
  if (!isObjectType(named)) return isEnumType(named) || 'serialize' in named ? '' : '{ __typename id }'
  const fields = Object.values(named.getFields()).filter(({ args }) => args.length === 0)
  const parts = fields.flatMap((field) => {
    const inner = getNamedType(field.type)
    if (!isObjectType(inner)) return [field.name]
    return depth > 0 ? [`${field.name} ${selectionOf(field.type, depth - 1)}`] : []
  })
  return `{ ${['__typename', ...parts].join(' ')} }`
}
