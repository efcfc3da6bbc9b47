import type { Mark } from './classify.ts'
import { type Column, columns, nameOf } from './columns.ts'
import type { Matrix, Row } from './ground.ts'

/** The page, and the command that writes it anew. */
export const pagePath = new URL('../../docs/permissions.md', import.meta.url)
export const command = 'npm run permissions'

const relationNames = { self: 'self', pair: 'own mentor', campus: 'campus', none: 'other campus' }
const relationOf = ({ role, relation }: Column) =>
  relation === 'pair' && role === 'mentor' ? 'own mentee' : relationNames[relation]

// Of another campus nobody is anything, so that all roles share one column, which says so where they differ.
const separate = columns.filter(({ relation }) => relation !== 'none')
const foreign = columns.filter(({ relation }) => relation === 'none')

const intro = `# Who may read and do what

<!-- Made by ${command} from schema/, openapi.yaml and what the doors answer. Change the policies, not this page. -->

Every field of every object type and every operation, asked for at the doors by somebody of every role who stands in
every relation to what is read. A test makes this page again and fails when it differs: a change of who sees what is a
change of this page. GraphQL and REST show and allow the same; the test holds that too.

| relation | the reader |
|---|---|
| self | is the person, or the student of the conversation |
| own mentor, own mentee | has a request and meetings with the person; of a conversation: is its mentor |
| campus | is of the same campus, and nothing more |
| other campus | is of another campus, with any role |

Everybody here has one role only, but that "self" has a mentor profile too, so that no field of theirs is empty. Counselors
have no caseload of their own: they see their whole campus.

| mark | of a field | of an operation |
|---|---|---|
| yes | the reader gets its value | they may, when the object is in a state for it |
| no | it is null or empty for the reader, or refused | it is refused: FORBIDDEN |
| hidden | what it belongs to can't be reached | it answers as if there were no such object |

Members (students, alumni, mentors) do not find a person who opted out of the directory, unless they have a conversation
with them; for officials (counselors, admins, integrations) nothing changes. A draft is hidden from its mentor until it
is sent. What a change answers with shows the changed object to whoever changed it, and the problems to everybody.
`

/** The page of a matrix. */
export function pageOf({ fields, graphql, rest, changes }: Matrix): string {
  const types = [...fields].filter(([name]) => !isAnswer.test(name))
  const lists = types.filter(([name]) => isList.test(name))
  return [
    intro,
    '## Fields\n',
    ...types
      .filter((type) => !lists.includes(type))
      .map(([name, rows]) => `### ${name}\n\n${tableOf('field', merged(rows))}`),
    `### Lists\n\n${listsIntro}\n${tableOf('field', merged(lists.flatMap(([type, rows]) => within(type, rows))))}`,
    `## Operations\n\n${tableOf('operation', operationRows(graphql, rest))}`,
    `## What an update may change\n\n${tableOf('field', merged([...changes].flatMap(([name, rows]) => within(name, rows))))}`
  ].join('\n')
}

const isList = /(Connection|Edge)$|^PageInfo$/
/** What operations answer with: the page has it with the operations. */
export const isAnswer = /Payload$/
const listsIntro =
  'Of a list that is asked for what belongs to the person alone: where there is nothing of it, there are no nodes.\n'
const within = (type: string, rows: Row[]) => rows.map((row) => ({ ...row, name: `${type}.${row.name}` }))

/** Both doors of a verb in one line where they answer alike, as they should. */
function operationRows(graphql: Matrix['graphql'], rest: Matrix['rest']): Row[] {
  const routes = [...rest]
  const lines = [...graphql].flatMap(([verb, row]) => {
    const [same, other] = [true, false].map((alike) =>
      routes.filter(([operation, { marks }]) => operation.verb === verb && isSame(marks, row.marks) === alike)
    )
    const names = [verb, ...(same ?? []).map(([, { name }]) => name)].map((name) => `\`${name}\``)
    return [{ ...row, name: names.join(', ') }, ...(other ?? []).map(([, route]) => route)]
  })
  const links = routes
    .filter(([{ verb }]) => !graphql.has(verb))
    .map(([, row]) => ({ ...row, name: `\`${row.name}\`` }))
  return [...lines, ...links]
}

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

/** Rows that say the same become one, where the first of them stands. */
function merged(rows: Row[]): Row[] {
  const groups = Map.groupBy(rows, ({ marks }) => JSON.stringify(marks))
  return [...groups.values()].map((group) => ({ ...group[0], name: namesOf(group) }) as Row)
}

/** `a, b`, or `One: a, b; Other: c` where the fields are of several types. */
function namesOf(rows: Row[]): string {
  const parts = rows.map(({ name }) => name.split('.'))
  if (parts[0]?.length === 1) return parts.join(', ')
  const byType = Map.groupBy(parts, ([type]) => type)
  return [...byType].map(([type, fields]) => `${type}: ${fields.map(([, field]) => field).join(', ')}`).join('; ')
}

function tableOf(title: string, rows: Row[]): string {
  const shown = separate.filter((column) => rows.some(({ marks }) => marks[nameOf(column)]))
  const isForeign = rows.some(({ marks }) => foreign.some((column) => marks[nameOf(column)]))
  const lines = [
    [title, ...shown.map(({ role }) => role), ...(isForeign ? ['anybody'] : [])],
    ['', ...shown.map(relationOf), ...(isForeign ? [relationNames.none] : [])].map((name) => name && `*${name}*`),
    ...rows.map(({ name, marks }) => [
      name,
      ...shown.map((column) => marks[nameOf(column)] ?? ''),
      ...(isForeign ? [foreignCell(marks)] : [])
    ])
  ]
  const text = lines.map((cells) => `| ${cells.join(' | ')} |`)
  return `${[text[0], `|${'---|'.repeat(lines[0]?.length ?? 0)}`, ...text.slice(1)].join('\n')}\n`
}

function foreignCell(marks: Record<string, Mark>): string {
  const said = foreign.flatMap((column) => {
    const mark = marks[nameOf(column)]
    return mark ? [{ mark, role: column.role }] : []
  })
  const byMark = Map.groupBy(said, ({ mark }) => mark)
  if (byMark.size <= 1) return said[0]?.mark ?? ''
  return [...byMark].map(([mark, group]) => `${mark}: ${group.map(({ role }) => role).join(', ')}`).join('; ')
}
