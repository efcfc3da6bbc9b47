import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql'
import { type Mark, most } from './classify.ts'
import { nameOf } from './columns.ts'
import { examples, subscriptions } from './examples.ts'
import { type Following, followAll, type Told } from './follow-all.ts'
import {
  type ByColumn,
  byColumn,
  castsFor,
  type Ground,
  type Matrix,
  mapped,
  type Row,
  rowsOf,
  told
} from './ground.ts'
import { type Asked, askGraphql, askRest, fieldsOf, restOperations } from './operations.ts'

type Field = GraphQLField<unknown, unknown>

/** Every query, mutation and REST operation. Throws when nobody told how to ask for one. */
export async function measureOperations({ app, casts, matrix }: Ground): Promise<void> {
  const rowOf = (name: string, asked: ByColumn<Asked>): Row => {
    if (!Object.values(asked).some(({ isDone }) => isDone)) matrix.undone.push(name)
    return { name, marks: mapped(asked, ({ mark }) => mark) }
  }
  for (const kind of ['query', 'mutation'] as const) {
    const root = kind === 'query' ? app.schema().getQueryType() : app.schema().getMutationType()
    for (const field of fieldsOf(root)) {
      const example = told(examples, field.name, 'examples.ts')
      const asked = await byColumn(casts, example, (cast) => askGraphql(cast, kind, field, example))
      matrix.graphql.set(field.name, rowOf(field.name, asked))
      if (kind === 'mutation') answerRows(matrix, field, asked)
    }
  }
  for (const operation of restOperations) {
    const example = told(examples, operation.verb, 'examples.ts')
    const asked = await byColumn(casts, example, (cast) => askRest(cast, operation, example))
    matrix.rest.set(operation, rowOf(`${operation.method} ${operation.path}`, asked))
  }
}

type Test = Parameters<typeof followAll>[0]

/** Every subscription, of a campus at which everything that can be followed changes. */
export async function measureSubscriptions(t: Test, { app, casts, matrix }: Ground): Promise<void> {
  const fields = fieldsOf(app.schema().getSubscriptionType())
  const all: Following[] = fields.flatMap((field) =>
    castsFor(casts, told(subscriptions, field.name, 'examples.ts')).map((cast) => ({ field, cast }))
  )
  const answers = await followAll(t, app, all)
  const answered = all.map(({ field, cast }, index) => ({
    field,
    column: nameOf(cast.column),
    told: answers[index] as Told
  }))
  for (const field of fields) {
    const mine = answered.filter((one) => one.field === field)
    const asked = Object.fromEntries(mine.map((one) => [one.column, one.told]))
    matrix.graphql.set(field.name, { name: field.name, marks: mapped(asked, ({ mark }) => mark) })
    if (!mine.some((one) => one.told.mark === 'yes')) matrix.undone.push(field.name)
    answerRows(matrix, field, asked)
  }
  const event = app.schema().getType('ChangeEvent')
  if (!isObjectType(event)) return
  const names = Object.keys(event.getFields())
  const byReader = Map.groupBy(answered, ({ column }) => column)
  const marks = [...byReader].map(([column, mine]) => {
    const markOf = (name: string) => most(mine.map((one) => markOfField(one.told, one.told.payload?.event?.[name])))
    return [column, Object.fromEntries(names.map((name) => [name, markOf(name)]))]
  })
  matrix.fields.set(event.name, rowsOf(names, Object.fromEntries(marks)))
}

type Answered = Pick<Told, 'mark' | 'payload'>

const markOfField = ({ mark, payload }: Answered, value: unknown): Mark =>
  payload === null ? mark : value == null ? 'no' : 'yes'

/** What the answer of a change shows, or of a subscription. */
function answerRows(matrix: Matrix, field: Field, asked: ByColumn<Answered>): void {
  const type = getNamedType(field.type) as GraphQLObjectType
  const names = Object.keys(type.getFields())
  const markOf = (answer: Answered, name: string) => markOfField(answer, answer.payload?.[name])
  const marks = mapped(asked, (answer) => Object.fromEntries(names.map((name) => [name, markOf(answer, name)])))
  matrix.fields.set(type.name, rowsOf(names, marks))
}
