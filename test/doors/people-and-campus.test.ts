import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'

t.test('people, the campus and the taxonomies over REST', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor, admin, machine] = [
    await home.student(),
    await home.mentor(),
    await home.admin(),
    await home.machine()
  ]
  const as = (who: Someone) => ({
    get: (url: string) => rest(app, who, 'GET', url),
    post: (url: string, body?: object) => rest(app, who, 'POST', url, body),
    patch: (url: string, body: object) => rest(app, who, 'PATCH', url, body),
    put: (url: string, body: object) => rest(app, who, 'PUT', url, body)
  })

  t.test('people come in one by one and by batch, and keep their own profiles', async (t) => {
    const created = await as(admin).post('/v1/people', {
      externalId: 'S-1',
      givenName: 'Ada',
      familyName: 'K',
      affiliations: [{ kind: 'STUDENT' }]
    })
    t.match(created, {
      status: 201,
      headers: { location: `/v1/people/${created.body.id}` },
      body: { affiliations: [{ kind: 'STUDENT', startedOn: null }], studentProfile: null }
    })
    t.match(await as(admin).patch(`/v1/people/${created.body.id}`, { city: 'Chicago' }), {
      status: 200,
      body: { city: 'Chicago', version: 2 }
    })
    t.match(await as(student).put(`/v1/people/${student.id}/student-profile`, { interests: ['robots'] }), {
      body: { studentProfile: { interests: ['robots'] } }
    })
    t.match(
      await as(mentor).put(`/v1/people/${mentor.id}/mentor-profile`, {
        positions: [{ employer: 'Acme', title: 'Lead' }]
      }),
      {
        body: {
          mentorProfile: { currentPosition: { employer: 'Acme', occupation: null } },
          positions: [{ title: 'Lead' }]
        }
      }
    )
    t.match(await as(student).get(`/v1/people/${mentor.id}`), {
      status: 200,
      body: { email: null, mentorProfile: { seniority: 'MID' } }
    })
    const people = [
      { externalId: 'S-2', givenName: 'Bo', familyName: 'B' },
      { externalId: 'S-3', givenName: 'Cy', familyName: 'C', country: 'XX' }
    ]
    const batch = await as(machine).post('/v1/people/batch', { people })
    t.match(batch, { status: 200, body: { rows: [{ result: 'CREATED' }, { result: 'REFUSED', personId: null }] } })
    t.match(batch.body.problems, [{ code: 'INVALID_INPUT', path: ['people', '1', 'country'], remedy: String }])
  })

  t.test('the campus, who is asking, and the taxonomies', async (t) => {
    t.match((await as(student).get('/v1/viewer')).body, { id: student.id, roles: ['STUDENT'] })
    t.match((await as(student).get('/v1/institution')).body, { slug: home.slug, policy: { replyWindowDays: 14 } })
    t.match((await as(admin).patch('/v1/institution/policy', { replyWindowDays: 10 })).body, {
      policy: { replyWindowDays: 10 },
      version: 2
    })
    for (const [list, code] of [
      ['occupations', '15-1252.00'],
      ['industries', '541511'],
      ['programs', '11.0701']
    ]) {
      const found = await as(student).get(`/v1/${list}?search=${code}`)
      t.match(found, { status: 200, body: { items: [{ code, title: String }] } })
      t.match(await as(student).get(`/v1/${list}/${code}`), { status: 200, body: { code, title: String } })
    }
  })
})
