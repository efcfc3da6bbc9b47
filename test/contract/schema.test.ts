import {
  buildSchema,
  type GraphQLArgument,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType
} from 'graphql'
import t from 'tap'
import { catalogue } from '../../src/errors.ts'
import { schemaTexts } from '../../src/graphql/schema.ts'
import { modules } from '../../src/modules/index.ts'

const schema = buildSchema(schemaTexts().join('\n'))
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID'])

t.test('everything in the schema is described', async (t) => {
  const silent = types.flatMap((type) => {
    if (builtIn.has(type.name)) return []
    const own = type.description ? [] : [type.name]
    if (isEnumType(type))
      return [
        ...own,
        ...type
          .getValues()
          .filter((value) => !value.description)
          .map(({ name }) => `${type.name}.${name}`)
      ]
    if (isScalarType(type) || !('getFields' in type)) return own
    return [
      ...own,
      ...Object.values(type.getFields()).flatMap((field) => [
        ...(field.description ? [] : [`${type.name}.${field.name}`]),
        ...('args' in field
          ? (field.args as readonly GraphQLArgument[])
              .filter((arg) => !arg.description)
              .map((arg) => `${type.name}.${field.name}(${arg.name})`)
          : [])
      ])
    ]
  })
  t.same(silent, [])
})

t.test('every list that can grow is a connection with cursors, and nothing else has one', async (t) => {
  const connections = types.filter((type) => isObjectType(type) && type.name.endsWith('Connection'))
  for (const type of connections) {
    if (!isObjectType(type)) continue
    const fields = type.getFields()
    t.equal(String(fields.pageInfo?.type), 'PageInfo!', type.name)
    t.match(String(fields.edges?.type), /^\[\w+Edge!\]!$/, type.name)
    t.match(String(fields.nodes?.type), /^\[\w+!\]!$/, type.name)
  }
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {})
  t.same(
    queries.filter((field) => /^\[/.test(String(field.type)) && field.name !== 'nodes').map(({ name }) => name),
    []
  )
})

t.test('every mutation takes one input and answers with its object and problems', async (t) => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const name = `${field.name[0]?.toUpperCase()}${field.name.slice(1)}`
    t.same(
      field.args.map((arg) => `${arg.name}: ${arg.type}`),
      [`input: ${name}Input!`]
    )
    t.equal(String(field.type), `${name}Payload!`)
    const payload = schema.getType(`${name}Payload`)
    t.ok(isObjectType(payload) && String(payload.getFields().problems?.type) === '[Problem!]!', field.name)
    t.ok(isInputObjectType(schema.getType(`${name}Input`)))
  }
})

t.test('every query and mutation has a resolver, and no resolver or loader is for nothing', async (t) => {
  const followed = modules.flatMap((module) => Object.keys(module.subscriptions ?? {})).sort()
  t.same(followed, Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).sort())
  const bound = (typeName: 'Query' | 'Mutation') =>
    modules.flatMap((module) => Object.keys(module.resolvers?.[typeName] ?? {})).sort()
  t.same(bound('Query'), Object.keys(schema.getQueryType()?.getFields() ?? {}).sort())
  t.same(bound('Mutation'), Object.keys(schema.getMutationType()?.getFields() ?? {}).sort())
})

t.test(
  'every field that holds an object of its own statement is a batched loader, never a plain resolver',
  async (t) => {
    const loaded = new Set(
      modules.flatMap(({ loaders }) =>
        Object.entries(loaders ?? {}).flatMap(([type, fields]) =>
          Object.keys(fields).map((field) => `${type}.${field}`)
        )
      )
    )
    const entities = new Set([
      'Person',
      'MeetingRequest',
      'Meeting',
      'Outcome',
      'Referral',
      'CounterProposal',
      'Occupation',
      'Industry',
      'Program',
      'StudentProfile',
      'MentorProfile',
      'Affiliation',
      'Degree',
      'Position',
      'Pitch',
      'PitchVersion',
      'MockSession',
      'GuidanceItem',
      'GuidanceText',
      'Review',
      'ReviewComment',
      'CounselorAssignment',
      'CounterProposal',
      'CounselingSession',
      'ContactCard',
      'CardExchange',
      'Resume',
      'ResumeShare',
      'Contact',
      'ContactCounts',
      'Touchpoint',
      'Milestone',
      'QuestionList',
      'QuestionItem',
      'QuestionVersion',
      'Offer',
      'Landing',
      'MentorInvitation',
      'MeetingAttribution',
      'LandedNotified',
      'AccountabilityPair',
      'CheckIn',
      'PairProgress',
      'Lead',
      'Resource',
      'ResumeFeedback',
      'ReferralReach',
      'SkillTask'
    ])
    const plain = types.flatMap((type) => {
      if (!isObjectType(type) || /^(Query|Mutation)$|(Payload|Connection|Edge)$/.test(type.name)) return []
      return Object.values(type.getFields())
        .filter((field) => entities.has(String(field.type).replace(/[[\]!]/g, '')))
        .map((field) => `${type.name}.${field.name}`)
    })
    t.same(
      plain.filter((field) => !loaded.has(field)),
      []
    )
  }
)

t.test('the codes of problems are those of the catalogue, and nodes are found by type', async (t) => {
  const codes = schema.getType('ProblemCode')
  t.same(isEnumType(codes) && codes.getValues().map(({ name }) => name), Object.keys(catalogue))
  const node = schema.getType('Node')
  t.same(
    isInterfaceType(node) &&
      schema
        .getPossibleTypes(node)
        .map(({ name }) => name)
        .sort(),
    [
      'AccountabilityPair',
      'CardExchange',
      'CheckIn',
      'Commitment',
      'Contact',
      'ContactCard',
      'CounselingSession',
      'CounselorAssignment',
      'CounterProposal',
      'ExplorationPlan',
      'FollowUp',
      'GuidanceItem',
      'Institution',
      'Landing',
      'Lead',
      'Meeting',
      'MeetingRequest',
      'MentorInvitation',
      'Milestone',
      'MockSession',
      'Notification',
      'Offer',
      'Outcome',
      'Person',
      'Pitch',
      'Question',
      'QuestionList',
      'Relationship',
      'ResearchNote',
      'Resume',
      'ResumeShare',
      'Review',
      'SkillTask',
      'Touchpoint',
      'TrustedDocument',
      'UpdateCadence'
    ]
  )
})
