import { CORE_SCHEMA, load } from 'js-yaml'
import t from 'tap'
import type { Contract } from '../../src/rest/contract.ts'
import { contractDifferences } from './released-operations.ts'
import { promisedContract } from './released-promises.ts'

const released = `
paths:
  /meetings:
    get:
      operationId: listMeetings
      parameters:
        - { $ref: '#/components/parameters/First' }
        - { name: status, in: query, schema: { $ref: '#/components/schemas/Status' } }
      responses:
        '200':
          headers: { Link: {} }
          content:
            application/json:
              schema: { type: object, required: [ items ], properties: { items: { type: array, items: { $ref: '#/components/schemas/Meeting' } } } }
            text/csv: { schema: { type: string } }
        '404': { $ref: '#/components/responses/Problem' }
    post:
      operationId: createMeeting
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/MeetingInput' } } }
      responses:
        '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Meeting' } } } }
        '202': {}
components:
  parameters:
    First: { name: first, in: query, schema: { type: integer, format: int32, minimum: 1, maximum: 100 } }
  responses:
    Problem: { content: { application/problem+json: { schema: { type: object, properties: { code: { type: string, enum: [ GONE, LOST ] } } } } } }
  schemas:
    Status: { type: string, enum: [ DONE, OPEN ] }
    Meeting:
      type: object
      required: [ id, note ]
      properties:
        id: { type: string }
        note: { type: [ string, 'null' ] }
        status: { $ref: '#/components/schemas/Status' }
        next: { anyOf: [ { $ref: '#/components/schemas/Meeting' }, { type: 'null' } ] }
    MeetingInput:
      type: object
      additionalProperties: false
      required: [ id ]
      properties:
        id: { type: string }
        note: { type: [ string, 'null' ], maxLength: 500 }
        tags: { type: array, maxItems: 5, items: { type: string } }
`
const today = '2026-11-25'
const contractOf = (text: string) => load(text, { schema: CORE_SCHEMA }) as Contract

function broken(from: string, to: string, text = released): string[] {
  const now = text.replace(from, to)
  if (now === text) throw new Error(`not in the contract: ${from}`)
  const found = contractDifferences(promisedContract(contractOf(text), today), contractOf(now))
  return found.map(({ coordinate }) => coordinate)
}

t.test('every way to break the REST contract has the place where it broke', async (t) => {
  const list = 'GET /meetings'
  const ways: [string, string, string[]][] = [
    ['/meetings:', '/encounters:', [list, 'POST /meetings']],
    ['post:', 'put:', ['POST /meetings']],
    ['operationId: listMeetings', 'operationId: listAll', [list]],
    ["        - { $ref: '#/components/parameters/First' }\n", '', [list]],
    ['name: first, in: query', 'name: first, required: true, in: query', [list]],
    ['name: status,', 'name: state,', [list]],
    ['- { name: status,', '- { name: day, in: query, required: true }\n        - { name: status,', [list]],
    ['maximum: 100', 'maximum: 50', [list]],
    ['minimum: 1,', 'minimum: 2,', [list]],
    ['format: int32', 'format: int64', [list]],
    ['            text/csv: { schema: { type: string } }\n', '', [list]],
    ['headers: { Link: {} }', 'headers: {}', [list]],
    ['required: [ items ]', 'required: []', [list]],
    ['properties: { items:', 'properties: { nodes:', [list]],
    ['[ GONE, LOST ]', '[ LOST ]', [list]],
    ["'202': {}", "'204': {}", ['POST /meetings']],
    [
      "application/json: { schema: { $ref: '#/components/schemas/MeetingInput",
      "text/xml: { schema: { $ref: '#/components/schemas/MeetingInput",
      ['POST /meetings']
    ],
    ['requestBody:', 'requestBody:\n        required: true', ['POST /meetings']],
    ['enum: [ DONE, OPEN ]', 'enum: [ DONE ]', ['Status.OPEN']],
    ['[ id, note ]', '[ id ]', ['Meeting.note']],
    ["        note: { type: [ string, 'null' ] }\n", '', ['Meeting.note']],
    ['id: { type: string }', 'id: { type: integer }', ['Meeting.id']],
    ['id: { type: string }', "id: { type: [ string, 'null' ] }", ['Meeting.id']],
    ['required: [ id ]', 'required: [ id, note ]', ['MeetingInput.note']],
    ["'null' ], maxLength: 500", "'null' ], maxLength: 400", ['MeetingInput.note']],
    ["note: { type: [ string, 'null' ], maxLength", 'note: { type: string, maxLength', ['MeetingInput.note']],
    ['        tags:', '        labels:', ['MeetingInput.tags']],
    ['items: { type: string }', 'items: { type: string, enum: [ A ] }', ['MeetingInput.tags']],
    [
      "next: { anyOf: [ { $ref: '#/components/schemas/Meeting' }, { type: 'null' } ] }",
      "next: { $ref: '#/components/schemas/Status' }",
      ['Meeting.next']
    ]
  ]
  for (const [from, to, places] of ways) t.same(broken(from, to).toSorted(), places, `${from} becomes ${to}`)
})

t.test('what only adds or allows more breaks nobody', async (t) => {
  const ways = [
    ['paths:', 'paths:\n  /people: { get: { operationId: listPeople, responses: {} } }'],
    ['maximum: 100', 'maximum: 500'],
    ['enum: [ DONE, OPEN ]', 'enum: [ DONE, OPEN, LATE ]'],
    ["        note: { type: [ string, 'null' ] }", '        note: { type: string }'],
    ["'null' ], maxLength: 500", "'null' ], maxLength: 600"],
    ['required: [ id ]', 'required: []'],
    ['        tags:', '        topic: { type: string }\n        tags:'],
    ["        '404': { $ref: '#/components/responses/Problem' }\n", '']
  ] as const
  for (const [from, to] of ways) t.same(broken(from, to), [], `${from} becomes ${to}`)
})

t.test('what is deprecated may go when its last day is over: an operation, a parameter, a property', async (t) => {
  const until = (day: string) => `deprecated: true, x-deprecated-since: 2026-01-01, x-removal-date: ${day}`
  const parameter = (day: string) => released.replace('name: status,', `name: status, ${until(day)},`)
  const line = /.*name: status.*\n/.exec(parameter('2026-11-24'))?.[0] as string
  t.same(broken(line, '', parameter('2026-11-24')), [])
  t.same(broken(line.replace('2026-11-24', today), '', parameter(today)), ['GET /meetings'], 'not on that day')
  const property = released.replace(
    "note: { type: [ string, 'null' ] }",
    `note: { type: string, ${until('2026-11-24')} }`
  )
  t.same(broken(`        note: { type: string, ${until('2026-11-24')} }\n`, '', property), [])
  const marks = until('2026-11-24').replaceAll(', ', '\n      ')
  const operation = released.replace('operationId: createMeeting', `operationId: createMeeting\n      ${marks}`)
  t.same(broken('    post:', '    put:', operation), [])
})
