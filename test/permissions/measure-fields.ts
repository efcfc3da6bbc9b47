import { isObjectType } from 'graphql'
import { askForChanges, changeableFields } from './changes.ts'
import { marksOf } from './classify.ts'
import { examples } from './examples.ts'
import { byColumn, type Ground, rowsOf, told } from './ground.ts'
import { fieldsOf } from './operations.ts'
import { reaches } from './reach.ts'

// What operations answer with is looked at where they are asked for.
const isRoot = /^(Query|Mutation|Subscription|ChangeEvent|__.*)$|Payload$/

/** Every field of every object type. Throws when nobody told how to reach a type. */
export async function measureFields({ app, casts, matrix }: Ground): Promise<void> {
  for (const type of Object.values(app.schema().getTypeMap())) {
    if (!isObjectType(type) || isRoot.test(type.name)) continue
    const reach = told(reaches, type.name, 'reach.ts')
    const marks = await byColumn(casts, reach, (cast) => marksOf(cast, type, reach))
    matrix.fields.set(type.name, rowsOf(Object.keys(type.getFields()), marks))
  }
}

/** Every field that an update may change. */
export async function measureChanges({ app, casts, matrix }: Ground): Promise<void> {
  for (const update of fieldsOf(app.schema().getMutationType()).filter(({ name }) => name.startsWith('update'))) {
    const example = told(examples, update.name, 'examples.ts')
    const marks = await byColumn(casts, example, (cast) => askForChanges(cast, update, example))
    matrix.changes.set(update.name, rowsOf(changeableFields(update), marks))
  }
}
