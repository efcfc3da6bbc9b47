import {
  type EnumTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse
} from 'graphql'
import t from 'tap'
import { schemaTexts } from '../../src/graphql/schema.ts'
import { readContract } from '../../src/rest/contract.ts'

interface Schema {
  enum?: (string | null)[]
  required?: string[]
  properties?: Record<string, Schema & { description?: string }>
}

const schemas = readContract().components.schemas as Record<string, Schema>
const definitions = schemaTexts().flatMap(
  (text) => parse(text.replace(/^type Mutation\s*$/m, 'type Mutation { none: Int }')).definitions
)

// What REST has in the path, GraphQL has in the input.
const inPath = (input: string): string[] => ofQuestions(input) ?? elsewhereInPath(input)

/** A list has its address from its request; a new question has none yet, and an item is told by its id in the list. */
function ofQuestions(input: string): string[] | null {
  if (/^(Create|Set|CommentOn)QuestionList|^AddQuestionItem/.test(input)) return ['requestId']
  if (input === 'CopyQuestionListInput') return ['toRequestId']
  return input === 'AddQuestionInput' || input === 'QuestionItemInput' ? [] : null
}

const elsewhereInPath = (input: string): string[] =>
  /^(Update(Student|Mentor)Profile|SaveContactCard)/.test(input)
    ? ['personId']
    : /^(LogOutcome|ExchangeCards|WithdrawCardConsent|MakeCommitment)Input/.test(input)
      ? ['meetingId']
      : input === 'ShareResumeInput'
        ? ['requestId']
        : /^(Create|Upsert|AddGuidance|SetUpdateCadence|SnoozeUpdate|StartUpdate|SmallStep)/.test(input)
          ? []
          : ['id']

t.test('an input has the same fields, required ones and words at both doors', async (t) => {
  const inputs = definitions.filter(
    ({ kind }) => kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
  ) as InputObjectTypeDefinitionNode[]
  const bodies = inputs.filter(({ name }) => name.value.endsWith('Input'))
  t.ok(bodies.length > 15)
  for (const { name, fields = [] } of bodies) {
    const schema = schemas[name.value]
    const expected = fields.filter((field) => !inPath(name.value).includes(field.name.value))
    const words = Object.entries(schema?.properties ?? {}).map(([field, { description }]) => [field, description])
    t.same(
      words,
      expected.map((field) => [field.name.value, field.description?.value]),
      name.value
    )
    const required = expected.filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue)
    t.same(
      schema?.required ?? [],
      required.map((field) => field.name.value),
      `required in ${name.value}`
    )
  }
})

// What REST leaves to another operation: GraphQL has it as a field, because there it costs nothing to ask for.
const elsewhere = [
  'Viewer.person',
  'Meeting.outcome',
  'MeetingRequest.research',
  'MeetingRequest.readiness',
  'MeetingRequest.review',
  'Pitch.review',
  'ExplorationPlan.review',
  'QuestionList.review',
  'Review.comments',
  'Person.contactCard',
  'Meeting.cardExchange',
  'MeetingRequest.resumeShare',
  'Person.contactCounts',
  'Contact.touchpoints',
  'MentorProfile.milestones',
  'Meeting.thankYou',
  'Meeting.questionList',
  'MeetingRequest.questionList',
  'QuestionList.comments',
  'Meeting.relationship',
  'Contact.warmth',
  'Contact.updateCadence',
  'AccountabilityPair.progress',
  'ResumeVersion.feedback'
]

t.test('an object has the same fields at both doors, relations as ids', async (t) => {
  const objects = definitions.filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION) as ObjectTypeDefinitionNode[]
  const known = objects.filter(({ name }) => name.value in schemas && !/^(Query|Mutation|Problem)$/.test(name.value))
  t.ok(known.length > 15)
  for (const { name, fields = [] } of known) {
    const { properties = {}, required = [] } = schemas[name.value] as Schema
    const names = fields
      .map((field) => field.name.value)
      .filter((field) => !elsewhere.includes(`${name.value}.${field}`))
    const forms = names.map(
      (field) => [field, `${field}Id`, `${field}PersonId`].find((form) => form in properties) ?? `no ${field}`
    )
    t.same(Object.keys(properties), forms, name.value)
    t.same(required, forms, `all fields of ${name.value} are always there`)
  }
})

t.test('an enumeration has the same values at both doors', async (t) => {
  const enums = definitions.filter(({ kind }) => kind === Kind.ENUM_TYPE_DEFINITION) as EnumTypeDefinitionNode[]
  const known = enums.filter(({ name }) => name.value in schemas && name.value !== 'ProblemCode')
  t.ok(known.length > 12)
  for (const { name, values = [] } of known)
    t.same(
      schemas[name.value]?.enum,
      values.map((value) => value.name.value),
      name.value
    )
})

t.test('an enumeration that may be null has the same values too', async (t) => {
  const enums = definitions.filter(({ kind }) => kind === Kind.ENUM_TYPE_DEFINITION) as EnumTypeDefinitionNode[]
  const lists = enums.map(({ values = [] }) => values.map((value) => value.name.value).join())
  const inline = Object.values(schemas).flatMap(({ properties = {} }) =>
    Object.entries(properties).filter(([, { enum: values }]) => values?.includes(null))
  )
  t.ok(inline.length > 5)
  for (const [field, schema] of inline)
    t.ok(lists.includes((schema.enum ?? []).filter((value) => value !== null).join()), field)
})
