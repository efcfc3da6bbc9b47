import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'FAMILY' }

t.test('what contacts, touchpoints and milestones are refused for', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]

  t.test('every field says what is wrong with it, all at once, at both doors', async (t) => {
    const wrong: Record<string, string> = {
      givenName: ' ',
      familyName: 'x'.repeat(101),
      organization: 'two\nlines',
      title: 'bell\u0007',
      email: 'nobody',
      phone: '1'.repeat(41),
      profileUrl: 'javascript:alert(1)',
      occupation: '99-9999.00',
      whatIsUnique: 'x'.repeat(2_001),
      notes: '\u0001',
      introducedById: newId()
    }
    const input = { ...jan, ...wrong }
    const { problems } = await mutate(app, student, 'createContact', input, 'contact { id }')
    t.same(new Set(problems.map(({ path }: { path: string[] }) => path.join('.'))), new Set(Object.keys(wrong)))
    const { status, body } = await rest(app, student, 'POST', '/v1/contacts', input)
    t.match([status, body.problems.length], [422, problems.length])
    for (const text of ['a\0b', 'a\ud800b']) {
      const { data, errors } = await graphql(
        app,
        student,
        'mutation ($input: CreateContactInput!) { createContact(input: $input) { problems { code } } }',
        { input: { ...jan, notes: text } }
      )
      t.match(data?.createContact.problems[0]?.code ?? errors?.[0]?.extensions.code, /INVALID_(INPUT|DOCUMENT)/)
    }
  })

  t.test('a name is needed, and stays needed', async (t) => {
    const nameless = { code: 'INVALID_INPUT', path: ['givenName'] }
    const create = await mutate(app, student, 'createContact', { kind: 'TARGET', source: 'PEER' }, 'contact { id }')
    t.match(create.problems, [nameless])
    const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
    t.match((await mutate(app, student, 'updateContact', { id: contact.id, givenName: null }, '')).problems, [nameless])
    t.match((await mutate(app, student, 'updateContact', { id: contact.id, kind: null }, '')).problems, [
      { code: 'INVALID_INPUT', path: ['kind'] }
    ])
  })

  t.test('only students and alumni have contacts and touchpoints, and only mentors milestones', async (t) => {
    const others = [await home.counselor(), await home.admin(), await home.machine()]
    for (const who of others) {
      for (const [verb, input] of [
        ['createContact', jan],
        ['importContacts', { format: 'CSV', content: 'name\nJan\n' }],
        ['logTouchpoint', { mentorId: mentor.id, kind: 'FOLLOW' }],
        ['addMilestone', { title: 'An award', occurredOn: '2026-02-20' }]
      ] as const)
        t.match((await mutate(app, who, verb, input, '')).problems, [{ code: 'FORBIDDEN' }], verb)
    }
    t.match((await rest(app, student, 'POST', '/v1/milestones', { title: 'A', occurredOn: '2026-02-20' })).status, 403)
    const alum = await home.person({ affiliations: ['ALUM'] })
    t.match(await mutate(app, alum, 'createContact', jan, 'contact { name }'), { contact: { name: 'Jan' } })
  })

  t.test('a touchpoint is with one contact or mentor, and has happened', async (t) => {
    const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
    const log = async (fields: object) =>
      (await mutate(app, student, 'logTouchpoint', { kind: 'COMMENT', ...fields }, 'touchpoint { id }')).problems
    const either = [{ code: 'INVALID_INPUT', path: ['contactId'] }]
    t.match(await log({}), either)
    t.match(await log({ contactId: contact.id, mentorId: mentor.id }), either)
    t.match(await log({ contactId: newId() }), [{ code: 'NOT_FOUND', path: ['contactId'] }])
    t.match(await log({ mentorId: (await home.student()).id }), [{ code: 'NOT_A_MENTOR', path: ['mentorId'] }])
    const later = { contactId: contact.id, occurredAt: '2199-01-01T00:00:00Z' }
    t.match(await log(later), [{ code: 'INVALID_INPUT', path: ['occurredAt'] }])
    t.match(await log({ contactId: contact.id, note: '\u0002' }), [{ code: 'INVALID_INPUT', path: ['note'] }])
  })

  t.test('a milestone has a title, a day that has come, and a page that is one', async (t) => {
    const { body } = await rest(app, mentor, 'POST', '/v1/milestones', {
      title: ' ',
      occurredOn: '2026-02-30',
      url: 'ftp://lab.example'
    })
    t.same(body.problems.map(({ path }: { path: string[] }) => path[0]).sort(), ['occurredOn', 'title', 'url'])
    const tomorrow = { title: 'An award', occurredOn: '2199-01-01' }
    t.match((await rest(app, mentor, 'POST', '/v1/milestones', tomorrow)).body, { path: ['occurredOn'] })
  })
})
