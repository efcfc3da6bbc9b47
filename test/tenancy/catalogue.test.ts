import pg from 'pg'
import t from 'tap'
import { testDatabase } from '../support/database.ts'

// Look-ups and registries that belong to no campus, each with its reason in docs/decisions.
const shared = new Set([
  'issuers',
  'programs',
  'soc_groups',
  'occupations',
  'occupation_titles',
  'industries',
  'program_occupations',
  'taxonomy_words',
  'shipped_guidance',
  'shipped_guidance_texts',
  'shipped_questions',
  '_prisma_migrations'
])

t.test('the catalogue of the database', async (t) => {
  const { ownerUrl, appUrl } = await testDatabase(t)
  const owner = new pg.Client({ connectionString: ownerUrl })
  const app = new pg.Client({ connectionString: appUrl })
  await Promise.all([owner.connect(), app.connect()])
  t.teardown(() => Promise.all([owner.end(), app.end()]))
  const rows = async (text: string) => (await owner.query(text)).rows
  const tables = (
    await rows("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')")
  )
    .map(({ relname }) => relname as string)
    .filter((name) => !shared.has(name))

  t.test('every tenant table forces row security with a policy that compares the tenant bare', async (t) => {
    for (const table of tables) {
      const [found] = await rows(`select c.relrowsecurity, c.relforcerowsecurity, p.polcmd, p.polpermissive,
        pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
        from pg_class c left join pg_policy p on p.polrelid = c.oid where c.oid = 'public.${table}'::regclass`)
      const column = table === 'institutions' ? 'id' : 'tenant_id'
      const comparison = `(${column} = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)`
      t.match(
        found,
        { relrowsecurity: true, relforcerowsecurity: true, polcmd: '*', using: comparison, check: comparison },
        table
      )
    }
  })

  t.test(
    'tenant_id is first in every key, unique, exclusion and foreign key, and foreign keys never set null',
    async (t) => {
      const constraints = await rows(`select conname, conrelid::regclass::text as table, contype, confdeltype,
      (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
      from pg_constraint where contype in ('p', 'u', 'x', 'f') and connamespace = 'public'::regnamespace`)
      const ours = constraints.filter(({ table }) => tables.includes(table) && table !== 'institutions')
      t.ok(ours.length > tables.length)
      t.same(
        ours.filter(({ first, confdeltype }) => first !== 'tenant_id' || confdeltype === 'n'),
        []
      )
    }
  )

  t.test('every index of a tenant table begins with tenant_id, but for trigram search', async (t) => {
    const indexes = await rows("select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'")
    const ours = indexes.filter(({ tablename }) => tables.includes(tablename) && tablename !== 'institutions')
    t.same(
      ours.filter(({ indexdef }) => !/\(tenant_id|gin_trgm_ops/.test(indexdef)),
      []
    )
  })

  t.test(
    'no table has a trigger of ours, and the application role owns nothing and may truncate nothing',
    async (t) => {
      t.same(await rows('select tgname from pg_trigger where not tgisinternal'), [])
      const privileges = `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and (pg_get_userbyid(relowner) = 'halfhour_app' or has_table_privilege('halfhour_app', oid, 'truncate'))`
      t.same(await rows(privileges), [])
      const changeable = `select relname from pg_class where oid in ('audit_events'::regclass, 'domain_events'::regclass)
      and (has_table_privilege('halfhour_app', oid, 'update') or has_table_privilege('halfhour_app', oid, 'delete'))`
      t.same(await rows(changeable), [], 'audit and events can be added to and nothing else')
    }
  )

  t.test('without a tenant every table is empty for the application role', async (t) => {
    for (const table of tables) {
      const { rows } = await app.query(`select count(*)::int as count from ${table}`)
      t.equal(rows[0].count, 0, table)
    }
  })
})
