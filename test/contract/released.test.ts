import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { CORE_SCHEMA, load } from 'js-yaml'
import t from 'tap'
import { schemaFiles, schemaTexts } from '../../src/graphql/schema.ts'
import { termsOfMark, termsOfReason } from '../../src/plugins/deprecation.ts'
import { type Contract, readContract } from '../../src/rest/contract.ts'
import { namedBreaks, unnamed } from './released-changelog.ts'
import { contractDifferences } from './released-operations.ts'
import { promisedContract, promisedSchema } from './released-promises.ts'
import { schemaDifferences } from './released-sdl.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const today = new Date().toISOString().slice(0, 10)
const named = namedBreaks(read('CHANGELOG.md'))
const sdl = schemaTexts().join('\n')

t.test('what breaks clients of the last release by GraphQL is named in the changelog', async (t) => {
  const promised = promisedSchema(read('schema/released/schema.graphql'), today)
  t.ok(Object.keys(promised.getQueryType()?.getFields() ?? {}).length > 10, 'a whole schema is kept')
  t.same(unnamed(schemaDifferences(promised, buildSchema(sdl)), named), [])
})

t.test('what breaks clients of the last release by REST is named in the changelog', async (t) => {
  const released = load(read('schema/released/openapi.yaml'), { schema: CORE_SCHEMA }) as Contract
  t.ok(Object.keys(released.paths).length > 20, 'a whole contract is kept')
  t.same(unnamed(contractDifferences(promisedContract(released, today), readContract()), named), [])
})

t.test('the kept schema is no part of the schema that is served', async (t) => {
  t.notMatch(schemaFiles().join(), /released/)
  t.notMatch(sdl, /npm run release-contract/)
})

t.test('whatever is deprecated says why, what to use, since when and until when', async (t) => {
  const reasons = [...sdl.matchAll(/@deprecated\b(?:\(reason:\s*"((?:[^"\\]|\\.)*)"\s*\))?/g)].map(
    ([, reason = '']) => reason
  )
  t.same(
    reasons.filter((reason) => termsOfReason(reason) === null),
    [],
    'as "<why>; use <what>. Deprecated since YYYY-MM-DD. Removed after YYYY-MM-DD."'
  )
  t.same(
    marked(readContract()).filter((mark) => termsOfMark(mark) === null),
    [],
    'with x-deprecated-since and x-removal-date'
  )
})

/** Everything in a contract that says `deprecated: true`. */
function marked(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'deprecated' in value && value.deprecated === true ? [value] : []
  return [...own, ...Object.values(value).flatMap(marked)]
}
