import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readConfig, variables } from '../../src/config.ts'
import { StartupError } from '../../src/startup-error.ts'

t.test('docs/operating.md lists every variable with its default and what it does, and no other', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) ?\| (.*) \|$/gm)].map(([, name, value, about]) => ({
    name,
    default: value || null,
    about
  }))
  t.same(rows, variables)
})

t.test('with no variable set there is a whole configuration, and nothing external in it', async (t) => {
  const config = readConfig({})
  t.match(config, { server: { host: '127.0.0.1', port: 3000 }, external: null, migrateUrl: null, sample: true })
  t.match(config.pages, { graphiql: true, docs: true })
})

t.test('in production the pages for developers are off unless they are asked for', async (t) => {
  t.same(readConfig({ NODE_ENV: 'production' }).pages, { graphiql: false, docs: false })
  t.same(readConfig({ NODE_ENV: 'production', DOCS: 'on' }).pages, { graphiql: false, docs: true })
})

t.test('a variable set to nothing counts as not set', async (t) => {
  t.same(readConfig({ DATABASE_URL: '', PORT: '' }), readConfig({}))
})

t.test('the configuration can not be changed, at any depth', async (t) => {
  const config = readConfig({ DATABASE_URL: 'postgres://halfhour_app:secret@localhost/halfhour' })
  for (const part of [config, config.server, config.pool, config.pages, config.external]) t.ok(Object.isFrozen(part))
})

t.test('a value that is not understood is refused by its name, and a password in it is not repeated', async (t) => {
  const refused: [Record<string, string>, RegExp][] = [
    [{ PORT: '70000' }, /^PORT has a value/],
    [{ WORKER: 'yes' }, /^WORKER has a value/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL has a value .* fatal, error, warn/],
    [{ DATABASE_POOL_MAX: '0' }, /^DATABASE_POOL_MAX has a value/],
    [{ DATABASE_URL: 'mysql://a:secret@localhost/b' }, /^DATABASE_URL is not a database URL/],
    [{ SMTP_URL: 'smtp://a:secret@localhost:587' }, /^SMTP_URL and MAIL_FROM belong together/],
    [{ MAIL_FROM: 'no-reply@halfhour.example' }, /^SMTP_URL and MAIL_FROM belong together/],
    [{ SMTP_URL: 'http://a:secret@localhost', MAIL_FROM: 'a@b.example' }, /^SMTP_URL is not the URL of a mail server/],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'Halfhour' }, /^MAIL_FROM is not a mail address/],
    [{ PUBLIC_URL: 'halfhour.example' }, /^PUBLIC_URL is not a URL/],
    [{ MIGRATE_DATABASE_URL: 'postgres://a:secret@localhost' }, /^MIGRATE_DATABASE_URL is not a database URL/]
  ]
  for (const [environment, message] of refused) {
    t.throws(() => readConfig(environment), { constructor: StartupError, message })
    t.throws(() => readConfig(environment), { message: /^((?!secret).)*$/ })
  }
})
