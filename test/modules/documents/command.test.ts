import { hash } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { command } from '../../support/command.ts'
import { call } from '../../support/keyed.ts'

const text = (name: string) => `query ${name} { viewer { id } }`
const idOf = (name: string) => `sha256:${hash('sha256', text(name), 'hex')}`

t.test('npm run documents', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const folder = t.testdir({
    'one.graphql': text('One'),
    'apollo.json': JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'x', name: 'Two', type: 'query', body: text('Two') }]
    }),
    'relay.json': JSON.stringify({ '5d41402abc4b2a76b9719d911017c592': text('Three') }),
    'many.json': JSON.stringify(Object.fromEntries(Array.from({ length: 130 }, (_, i) => [i, text(`Q${i}`)]))),
    'bad.graphql': 'query Bad { viewer { shoeSize } }',
    'array.json': '[1]',
    'broken.json': '{'
  })
  const run = (...args: string[]) => command('documents', args, { DATABASE_URL: app.appUrl })
  const register = (...files: string[]) =>
    run('register', '--campus', home.slug, ...files.map((file) => join(folder, file)))

  t.test('registers files and the manifests of clients, and prints what requests name them by', async (t) => {
    const { code, stdout } = await register('one.graphql', 'apollo.json', 'relay.json')
    t.equal(code, 0)
    t.same(
      stdout.trim().split('\n'),
      ['One', 'Two', 'Three'].map((name) => `${idOf(name)}\t${name}`)
    )
    const student = await home.student()
    const answer = await call(app, student, { url: '/graphql', body: { documentId: idOf('Two') } })
    t.same(answer.body.data, { viewer: { id: student.id } })
    t.equal((await run('list', '--campus', home.slug)).stdout, stdout, 'list says the same')
  })

  t.test('registers manifests of any length, and lists them all', async (t) => {
    t.equal((await register('many.json')).stdout.trim().split('\n').length, 130)
    t.match((await run('list', '--campus', home.slug)).stdout, new RegExp(idOf('Q129')))
  })

  t.test('registers nothing when a file can not be used, and says why in a line', async (t) => {
    const before = (await run('list', '--campus', home.slug)).stdout
    const refused = {
      'bad.graphql': /^halfhour: .*bad\.graphql: Cannot query field "shoeSize" on type "Viewer"\.\n$/,
      'array.json': /array\.json: 0 is no text\.\n$/,
      'broken.json': /broken\.json is no JSON object\.\n$/,
      'missing.graphql': /missing\.graphql can not be read \(ENOENT\)\.\n$/
    }
    for (const [file, words] of Object.entries(refused)) {
      const { code, stdout, stderr } = await register('many.json', file)
      t.match({ code, stdout }, { code: 1, stdout: '' })
      t.match(stderr, words)
    }
    t.match(
      (await run('register', '--campus', home.slug)).stderr,
      /name a file with documents\. Usage: npm run documents/
    )
    t.match((await run('list', '--campus', 'nowhere')).stderr, /^halfhour: there is no campus nowhere\./)
    t.match((await run('list')).stderr, /--campus is missing/)
    t.match((await run()).stderr, /say register or list/)
    t.equal((await run('list', '--campus', home.slug)).stdout, before)
  })
})
