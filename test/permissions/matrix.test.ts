import { readFileSync } from 'node:fs'
import { type GraphQLObjectType, isObjectType } from 'graphql'
import t from 'tap'
import { sql, tenant } from '../../src/db/sql.ts'
import { marksOf } from './classify.ts'
import { columns, nameOf } from './columns.ts'
import { castsFor, type Row } from './ground.ts'
import { measure } from './matrix.ts'
import { restOperations } from './operations.ts'
import { reaches } from './reach.ts'
import { isDelicate, mereMembers, sentences } from './sentences.ts'
import { command, isAnswer, pageOf, pagePath } from './table.ts'
import type { Reach } from './ways.ts'
import { encounters } from './ways-to-people.ts'

t.test('who may read and do what', async (t) => {
  const ground = await measure(t)
  const { app, casts, matrix } = ground
  const schema = app.schema()
  const all = [...matrix.fields].flatMap(([type, rows]) =>
    rows.map((row) => ({ ...row, type, name: `${type}.${row.name}` }))
  )
  const objects = all.filter(({ type }) => !isAnswer.test(type) && type !== 'Problem')
  const readersOf = ({ marks }: Row) => Object.keys(marks).filter((column) => marks[column] === 'yes')

  t.test('is what docs/permissions.md says', async (t) => {
    const page = readFileSync(pagePath, 'utf8')
    t.equal(page, pageOf(matrix), `If the change is meant, write the page anew: ${command}`)
  })

  t.test('leaves no field and no operation out', async (t) => {
    const types = Object.values(schema.getTypeMap()).filter(isObjectType)
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    const named = types.filter((type) => !type.name.startsWith('__') && !roots.includes(type))
    const fields = named.flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`))
    t.same(all.map(({ name }) => name).toSorted(), fields.toSorted())
    const operations = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}))
    t.same([...matrix.graphql.keys()].toSorted(), operations.toSorted())
    t.same([...matrix.rest.keys()], restOperations)
    t.ok(restOperations.length > 30)
  })

  t.test('says something of each, because somebody gets it', async (t) => {
    t.same(
      all.filter((row) => readersOf(row).length === 0).map(({ name }) => name),
      [],
      'every field has a value for somebody'
    )
    t.same(matrix.undone, [], 'every operation was done by somebody')
    const missing = columns.filter((column) => !all.some(({ marks }) => marks[nameOf(column)]))
    t.same(missing, [], 'everybody was asked')
  })

  t.test('knows no relation that it does not ask as', async (t) => {
    // Whom a student asks for a review; any counselor may see and decide it.
    const ofReviews = /^Review\.counselor$/
    // Who counsels whom is told; any counselor reads what the one of the caseload does (test/modules/counseling).
    const ofCounseling = /^(Assign|End)?Counsel|\.counselorAssignments$/
    const relations = all.filter(({ name }) => !ofReviews.test(name) && !ofCounseling.test(name))
    t.notMatch(
      relations.map(({ name }) => name).join(),
      /caseload|assignment|counselor/i,
      'a caseload is a column of its own'
    )
  })

  t.test('is the same at both doors', async (t) => {
    // A link that is followed has no other door.
    const both = [...matrix.rest].filter(([{ verb }]) => verb !== 'openResumeShare')
    for (const [{ verb }, { name, marks }] of both) t.same(marks, matrix.graphql.get(verb)?.marks, name)
    const readers = new Map(all.map((row) => [row.name, readersOf(row)]))
    const seen = [...matrix.restFields].flatMap(([operation, fields]) =>
      [...fields].map(([field, columns]) => ({ operation, field, columns }))
    )
    t.ok(seen.length > 100, 'the answers of REST were looked at')
    for (const [field, ways] of Map.groupBy(seen, (one) => one.field)) {
      const known = readers.get(field) ?? []
      const more = ways.filter(({ columns }) => [...columns].some((column) => !known.includes(column)))
      t.same(more, [], `REST shows ${field} to nobody more`)
      if (/^(Partner|Accountability)Link\.token$/.test(field)) continue // shown by the change that makes it, and by no reading
      t.equal(new Set(ways.flatMap(({ columns }) => [...columns])).size, known.length, `and to nobody less`)
    }
  })

  for (const { says, fields, columns, mark } of sentences) {
    t.test(says, async (t) => {
      const rows = all.filter(({ name, type }) => fields.includes(name) || fields.includes(`${type}.*`))
      const cells = rows.flatMap(({ name, marks }) => columns.map((column) => ({ name, column, mark: marks[column] })))
      t.ok(cells.length >= fields.length * columns.length)
      t.same(
        cells.filter((cell) => cell.mark !== mark),
        []
      )
    })
  }

  t.test('keeps from mere members whatever is called after contact, notes or ratings', async (t) => {
    // One's own preferences, and what stands on every mail of the campus.
    const others = objects.filter(({ type }) => !/^(NotificationPreferences|InstitutionPolicy)$/.test(type))
    const delicate = others.filter(({ name }) => isDelicate.test(name.split('.')[1] as string))
    t.ok(delicate.length > 10)
    const open = delicate.filter((row) => readersOf(row).some((reader) => mereMembers.includes(reader)))
    t.same(open, [])
  })

  t.test('keeps contact data from members by whichever way they come to somebody', async (t) => {
    const members = casts.filter(({ column }) => ['student', 'alum', 'mentor'].includes(column.role))
    const met = await encounters(ground, members)
    t.ok(new Set(met.map(({ way }) => way)).size > 10, 'there are many ways')
    t.same(
      met.filter(({ readable }) => readable.length > 0),
      []
    )
  })

  t.test('shows what was changed to whoever changed it, and to nobody else', async (t) => {
    const answers = all.filter(({ type, name }) => isAnswer.test(type) && !/\.(problems|rows)$/.test(name))
    const shown = answers.flatMap(({ type, name, marks }) =>
      Object.entries(marks).map(([column, mark]) => ({ type, name, column, mark }))
    )
    t.ok(shown.length > 100)
    const verbOf = (type: string) => `${type[0]?.toLowerCase()}${type.slice(1).replace(/Payload$/, '')}`
    t.same(
      shown.filter(
        ({ type, column, mark }) => (mark === 'yes') !== (matrix.graphql.get(verbOf(type))?.marks[column] === 'yes')
      ),
      []
    )
  })

  t.test('keeps who opted out of the directory from members who have nothing to do with them', async (t) => {
    const person = schema.getType('Person') as GraphQLObjectType
    for (const cast of castsFor(casts, { circle: 'person' }).filter(({ column }) => column.relation === 'campus')) {
      const { subject, there, column } = cast
      await there.run(
        sql`update persons set is_directory_opted_out = true where tenant_id = ${tenant} and id = ${subject.id}`
      )
      const { id, email } = await marksOf(cast, person, reaches.Person as Reach)
      const isMember = mereMembers.includes(nameOf(column))
      t.same([id, email], isMember ? ['hidden', 'hidden'] : ['yes', 'yes'], column.role)
    }
  })
})
