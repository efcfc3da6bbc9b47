import { isInputObjectType } from 'graphql'
import pg from 'pg'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { testDatabase } from '../support/database.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'
import { landEverything } from './land-everything.ts'
import { planEverything } from './plan-everything.ts'
import { prepareEverything } from './prepare-everything.ts'
import { questionEverything } from './question-everything.ts'
import { reviewEverything } from './review-everything.ts'
import { selectionOf } from './shapes.ts'
import { walkAccountability } from './walk-accountability.ts'
import { walkCards } from './walk-cards.ts'
import { walkContacts } from './walk-contacts.ts'
import { walkFollowUps } from './walk-followups.ts'
import { walkOutcomeDepth } from './walk-outcome-depth.ts'
import { walkRelationships } from './walk-relationships.ts'

// Asked of the database, so that a new table is held to the rule without being named here.
const { superuserUrl } = await testDatabase(t)
const catalogue = new pg.Client({ connectionString: superuserUrl })
await catalogue.connect()
const found = await catalogue.query(
  "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'"
)
await catalogue.end()
const tenantTables: string[] = found.rows.map((row) => row.table_name)

/** Each place where a statement touches a tenant table, with what is wrong about it; empty when nothing is. */
export function unguarded(text: string): string[] {
  const places = text.matchAll(
    /\b(from|join|update|into)\s+(?:"public"\.)?"?(\w+)"?(?:\s+(?:as\s+)?(?!(?:set|where|on|left|join|order|select|values|cross|inner|group|limit|for|returning)\b)(\w+))?/gi
  )
  return [...places].flatMap(([place, verb, table, alias]) => {
    if (!tenantTables.includes(table as string)) return []
    if (verb?.toLowerCase() === 'into') return /\(tenant_id,.*?(values \(\$1|select \$1)/s.test(text) ? [] : [place]
    const guards = [`${alias ?? table}.tenant_id = $1`, ...(alias ? [] : ['tenant_id = $1'])]
    return guards.some((guard) => text.includes(guard)) ? [] : [place]
  })
}

t.test('a statement without its tenant is found out', async (t) => {
  t.same(unguarded('select 1 from persons p where p.id = $1'), ['from persons p'])
  t.same(unguarded('select 1 from persons p join meetings m on m.mentor_id = p.id where p.tenant_id = $1'), [
    'join meetings m'
  ])
  t.same(unguarded('insert into persons (id) values ($1)'), ['into persons'])
  t.same(unguarded('update meetings set status = $2 where id = $3'), ['update meetings'])
  t.same(
    unguarded(
      'select 1 from meetings m where m.tenant_id = $1 and exists (select 1 from outcomes o where o.tenant_id = $1)'
    ),
    []
  )
})

t.test('every statement that the doors send names the tenant for every tenant table in it', async (t) => {
  const app = await testApp(t, { quotas: { tokenPoints: 1_000_000, campusPoints: 1_000_000 } })
  const home = await campus(app)
  const [student, mentor, other, admin] = [
    await home.student(),
    await home.mentor(),
    await home.mentor(),
    await home.admin()
  ]
  const make = {
    mentorId: mentor.id,
    type: 'COMPANY_INSIDER',
    targetOrganization: 'Acme',
    topicKind: 'POSITION',
    topic: 'x',
    whyYou: 'Your way into it is one I had not seen.'
  }
  const id = (await mutate(app, student, 'createMeetingRequest', make, 'meetingRequest { id }')).meetingRequest.id
  await mutate(app, student, 'updateMeetingRequest', { id, topic: 'y' }, '')
  await mutate(app, student, 'sendMeetingRequest', { id }, '')
  await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt: '2026-03-03T15:00:00.000Z' }, '')
  const meetingId = (await rest(app, student, 'GET', '/v1/meetings')).body.items[0].id
  await mutate(app, student, 'completeMeeting', { id: meetingId }, '')
  const referrals = [{ mentorId: other.id }, { externalName: 'Sam' }]
  const outcome = await mutate(
    app,
    student,
    'logOutcome',
    { meetingId, fitVerdict: 'FITS', learned: 'x', referrals },
    'outcome { id }'
  )
  await mutate(app, student, 'updateOutcome', { id: outcome.outcome.id, learned: 'z' }, '')
  const declined = (await mutate(app, student, 'createMeetingRequest', make, 'meetingRequest { id }')).meetingRequest.id
  await mutate(app, student, 'sendMeetingRequest', { id: declined }, '')
  await mutate(app, mentor, 'declineMeetingRequest', { id: declined, reason: 'OTHER' }, '')
  const row = {
    externalId: 'sis-1',
    givenName: 'Ada',
    familyName: 'Ek',
    affiliations: [{ kind: 'ALUM' }],
    degrees: [{ program: '11.0701', level: 'BACHELOR' }],
    mentorProfile: { seniority: 'MID', positions: [{ employer: 'Acme', title: 'Analyst' }] }
  }
  for (const givenName of ['Ada', 'Eda'])
    await mutate(app, admin, 'upsertPeople', { people: [{ ...row, givenName }] }, '')
  await prepareEverything(app, home)
  await reviewEverything(app, home)
  await planEverything(app, home)
  await walkCards(app, home)
  await walkContacts(app, home)
  await walkRelationships(app, home)
  await walkFollowUps(app, home)
  await walkAccountability(app, home)
  await questionEverything(app, home)
  await landEverything(app, home)
  await walkOutcomeDepth(app, home)
  for (const [name, field] of Object.entries(app.schema().getQueryType()?.getFields() ?? {})) {
    if (field.args.some(({ type }) => type.toString().endsWith('!'))) continue
    await graphql(app, admin, `{ ${name} ${selectionOf(field.type, 3)} }`)
  }
  const filters = {
    mentors: {
      industry: '54',
      occupation: '15-1252',
      employer: 'acme',
      city: 'x',
      program: '11',
      seniority: ['MID'],
      topic: 'x',
      classYear: 2026,
      text: 'ada',
      isAvailable: true
    },
    people: { affiliation: 'ALUM', classYear: 2026, program: '11', name: 'ada', externalId: 'sis-1' }
  }
  for (const [name, filter] of Object.entries(filters)) {
    const type = app
      .schema()
      .getQueryType()
      ?.getFields()
      [name]?.args.find((arg) => arg.name === 'filter')?.type
    t.ok(
      isInputObjectType(type) && Object.keys(type.getFields()).length <= Object.keys(filter).length + 1,
      `${name}: all filters are tried`
    )
    const answer = await graphql(
      app,
      admin,
      `query ($filter: ${type}) { ${name}(filter: $filter) { totalCount nodes { id } } }`,
      { filter }
    )
    t.notOk(answer.errors)
  }
  const texts = new Set(app.roundTrips.flat().map(({ text }) => text))
  t.ok(texts.size > 60, `${texts.size} different statements`)
  for (const text of texts) t.same(unguarded(text), [], text.replace(/\s+/g, ' ').slice(0, 120))
})
