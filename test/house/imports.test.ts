import { posix } from 'node:path'
import t from 'tap'
import { importsOf, type SourceFile, sourceFiles } from './source.ts'

const files = sourceFiles('src')
const layerOf = (path: string) =>
  /\.(resolvers|loaders|routes|jobs|service|queries|rules|policy|report)\.ts$/.exec(path)?.[1]
const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const target = (file: SourceFile, name: string) =>
  name.startsWith('.') ? posix.join(posix.dirname(file.path), name) : name

/** Every import, as [file, what it imports], that breaks a rule. */
const offences = (breaks: (file: SourceFile, imported: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .map((name) => target(file, name))
      .filter((imported) => breaks(file, imported))
      .map((imported) => `${file.path} imports ${imported}`)
  )

const doors = new Set(['resolvers', 'loaders', 'routes', 'jobs'])

t.test('a door calls services, never queries, rules, policies or the database', async (t) => {
  const breaks = (file: SourceFile, imported: string) =>
    doors.has(layerOf(file.path) ?? '') &&
    (/^(queries|rules|policy)$/.test(layerOf(imported) ?? '') ||
      /src\/db\/(prisma|database|write|sql)|^pg$/.test(imported))
  t.same(offences(breaks), [])
})

t.test('a service knows no transport', async (t) => {
  const transports = /^(fastify|mercurius|graphql)$|src\/(graphql|rest|plugins)\//
  const isInside = (path: string) =>
    moduleOf(path) !== undefined && !doors.has(layerOf(path) ?? '') && !path.endsWith('index.ts')
  t.same(
    offences((file, imported) => isInside(file.path) && transports.test(imported)),
    []
  )
})

t.test('rules and policies are pure: they reach no database and no other module', async (t) => {
  const impure = /src\/db\/(?!sql\.ts|ids\.ts)|^pg$|^node:|\.(queries|service)\.ts$/
  t.same(
    offences((file, imported) => /^(rules|policy)$/.test(layerOf(file.path) ?? '') && impure.test(imported)),
    []
  )
})

t.test("a module reads no other module's queries", async (t) => {
  const breaks = (file: SourceFile, imported: string) =>
    layerOf(imported) === 'queries' && moduleOf(imported) !== undefined && moduleOf(file.path) !== moduleOf(imported)
  t.same(offences(breaks), [])
})

t.test('the two doors do not know each other', async (t) => {
  const breaks = ({ path }: SourceFile, imported: string) =>
    (path.startsWith('src/graphql/') && imported.startsWith('src/rest/')) ||
    (path.startsWith('src/rest/') && imported.startsWith('src/graphql/'))
  t.same(offences(breaks), [])
})

t.test('only db/ and queries hold the Prisma client, and only db/ takes connections', async (t) => {
  const raw = /generated\/client|^@prisma\/|src\/db\/prisma\.ts/
  t.same(
    offences(({ path }, imported) => raw.test(imported) && !path.startsWith('src/db/') && layerOf(path) !== 'queries'),
    []
  )
  const takers = files.filter(
    ({ path, text }) => /\.connect\(\)|set_config|enter_tenant/.test(text) && path.startsWith('src/modules/')
  )
  const operatorCommands = [
    'src/modules/tenants/register-campus.ts',
    'src/modules/tenants/dev-issuer.ts',
    'src/modules/taxonomy/import.ts'
  ]
  t.same(
    takers.map(({ path }) => path).filter((path) => !operatorCommands.includes(path)),
    []
  )
})

t.test('the environment is read in one place', async (t) => {
  const readers = files.filter(({ path, text }) => /process\.env/.test(text) && path !== 'src/config.ts')
  t.same(
    readers.map(({ path }) => path),
    []
  )
})
