import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

t.test('who may write what of a person', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, counselor, admin, portal] = [
    await home.student(),
    await home.counselor(),
    await home.admin(),
    await home.machine()
  ]
  const codes = (problems: { code: string; path: string[] }[]) =>
    problems.map(({ code, path }) => [code, ...path].join(' ')).sort()

  t.test('nobody but admins and integrations registers people', async (t) => {
    const input = { givenName: 'New', familyName: 'Person' }
    for (const who of [student, counselor, await home.mentor()]) {
      t.same(codes((await mutate(app, who, 'createPerson', input, '')).problems), ['FORBIDDEN'])
      t.match(await rest(app, who, 'POST', '/v1/people', input), { status: 403, body: { code: 'FORBIDDEN' } })
      const batch = await mutate(
        app,
        who,
        'upsertPeople',
        { people: [{ externalId: 'x', ...input }] },
        'rows { index }'
      )
      t.match(batch, { rows: [], problems: [{ code: 'FORBIDDEN' }] })
    }
    for (const who of [admin, portal])
      t.match(await rest(app, who, 'POST', '/v1/people', input), { status: 201, body: { name: 'New Person' } })
  })

  t.test('people change their contact data and directory choice, and no more of themselves', async (t) => {
    const own = {
      email: 'new@campus.example',
      phone: '+1 555',
      timeZone: 'Europe/Paris',
      locale: 'fr-FR',
      city: 'Lyon',
      region: 'Rhône',
      country: 'FR',
      isDirectoryOptedOut: true
    }
    const { person } = await mutate(
      app,
      student,
      'updatePerson',
      { id: student.id, ...own },
      `person { ${Object.keys(own).join(' ')} }`
    )
    t.same(person, own)
    const vouched = {
      externalId: 'mine',
      subject: 'mine',
      givenName: 'Other',
      familyName: 'Name',
      isActive: true,
      affiliations: [],
      degrees: []
    }
    const { problems } = await mutate(app, student, 'updatePerson', { id: student.id, city: 'Nice', ...vouched }, '')
    t.same(
      codes(problems),
      Object.keys(vouched)
        .map((field) => `FORBIDDEN ${field}`)
        .sort()
    )
    t.match((await rest(app, student, 'GET', `/v1/people/${student.id}`)).body, {
      city: 'Lyon',
      givenName: 'Ada',
      affiliations: [{ kind: 'STUDENT' }]
    })
  })

  t.test('others are out of reach, there or not, to everybody but those who keep people', async (t) => {
    const other = await home.student()
    for (const id of [other.id, '00000000-0000-7000-8000-000000000000', 'nonsense']) {
      for (const who of [student, counselor]) {
        t.same(codes((await mutate(app, who, 'updatePerson', { id, city: 'X' }, '')).problems), ['FORBIDDEN'])
        t.same(codes((await mutate(app, who, 'updateMentorProfile', { personId: id, isPaused: true }, '')).problems), [
          'FORBIDDEN'
        ])
        t.match(await rest(app, who, 'PUT', `/v1/people/${id}/student-profile`, { about: 'X' }), { status: 403 })
      }
    }
    for (const id of ['00000000-0000-7000-8000-000000000000', 'nonsense']) {
      t.same(codes((await mutate(app, admin, 'updatePerson', { id, city: 'X' }, '')).problems), ['NOT_FOUND id'])
      t.match(await rest(app, portal, 'PUT', `/v1/people/${id}/mentor-profile`, { isPaused: true }), { status: 404 })
    }
  })

  t.test('a student becomes a mentor beside studying, by their own word (S#4)', async (t) => {
    const both = await home.student()
    const lacking = await mutate(app, both, 'updateMentorProfile', { personId: both.id, headline: 'Hello' }, '')
    t.same(codes(lacking.problems), ['INVALID_INPUT seniority'])
    const put = await rest(app, both, 'PUT', `/v1/people/${both.id}/mentor-profile`, {
      seniority: 'ENTRY',
      motivations: ['GIVE_BACK']
    })
    t.match(put, { status: 200, body: { mentorProfile: { seniority: 'ENTRY', capacity: 3, version: 1 }, version: 1 } })
    t.match((await graphql(app, both, '{ viewer { roles } }')).data.viewer.roles, ['MENTOR', 'STUDENT'])
    const again = await rest(app, both, 'PUT', `/v1/people/${both.id}/mentor-profile`, {
      motivations: ['GIVE_BACK'],
      capacity: 0,
      expectedVersion: 1
    })
    t.match(again.body.mentorProfile, { capacity: 0, version: 2, seniority: 'ENTRY' }, 'what is left out stays')
    t.match(
      (await rest(app, both, 'PUT', `/v1/people/${both.id}/mentor-profile`, { capacity: null })).body.mentorProfile,
      { capacity: 3 }
    )
  })
})
