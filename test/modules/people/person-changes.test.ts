import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from './taxonomy-seed.ts'

t.test('writing people', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const admin = await home.admin()
  const portal = await home.machine()
  const records = (id: string) =>
    home.run(sql`select a.action, count(*)::int as audits, count(d.id)::int as events from audit_events a
      left join domain_events d on d.tenant_id = ${tenant} and d.audit_event_id = a.id and d.type = a.action
      where a.tenant_id = ${tenant} and a.subject_id = ${id} group by a.action order by a.action`)
  const whole = `person { id name externalId version affiliations { kind startedOn } degrees { id program { code } level classYear }
    studentProfile { interests version } positions { employer title }
    mentorProfile { seniority capacity version currentPosition { title employer occupation { title } industry { code } } } }`

  t.test('a person is registered with everything at once, as one audit row and one event', async (t) => {
    const input = {
      externalId: 'S-1',
      givenName: 'Łucja',
      familyName: 'Nowak',
      affiliations: [{ kind: 'STUDENT' }, { kind: 'STAFF' }],
      degrees: [{ program: '01.0309', level: 'BACHELOR', graduatesOn: '2026-07-01' }],
      studentProfile: { interests: ['wine'] },
      mentorProfile: {
        seniority: 'ENTRY',
        positions: [
          { employer: 'Old Vines', title: 'Intern', startedOn: '2024-01-01', endedOn: '2025-06-30' },
          {
            employer: 'Acme',
            title: 'Developer',
            occupation: '15-1252.00',
            industry: '541511',
            startedOn: '2025-01-01'
          }
        ]
      }
    }
    const { person, problems } = await mutate(app, portal, 'createPerson', input, whole)
    t.same(problems, [])
    t.match(
      person,
      {
        name: 'Łucja Nowak',
        externalId: 'S-1',
        version: 1,
        affiliations: [{ kind: 'STAFF' }, { kind: 'STUDENT' }],
        degrees: [{ program: { code: '01.1004' }, classYear: 2027 }],
        studentProfile: { interests: ['wine'], version: 1 },
        positions: [{ employer: 'Old Vines' }, { employer: 'Acme' }]
      },
      'retired program codes are replaced, and positions may overlap'
    )
    t.match(
      person.mentorProfile,
      {
        seniority: 'ENTRY',
        capacity: 3,
        version: 1,
        currentPosition: {
          title: 'Developer',
          employer: 'Acme',
          occupation: { title: 'Software Developers' },
          industry: { code: '541511' }
        }
      },
      'the present position is the first that has not ended'
    )
    t.same(await records(person.id), [{ action: 'person.created', audits: 1, events: 1 }])
    const read = await rest(app, admin, 'GET', `/v1/people/${person.id}`)
    t.match(read.body, {
      externalId: 'S-1',
      degrees: [{ program: '01.1004' }],
      positions: [{}, { occupation: '15-1252.00' }],
      mentorProfile: { currentPosition: { industry: '541511' } }
    })
  })

  t.test('a student who becomes an alum keeps id, degrees, profile and requests (S#73)', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    await mutate(app, student, 'updateStudentProfile', { personId: student.id, interests: ['law'] }, '')
    const asked = await mutate(
      app,
      student,
      'createMeetingRequest',
      { mentorId: mentor.id, type: 'COMPANY_INSIDER' },
      'meetingRequest { id }'
    )
    const { person } = await mutate(
      app,
      admin,
      'updatePerson',
      { id: student.id, affiliations: [{ kind: 'ALUM', startedOn: '2026-03-01' }], expectedVersion: 1 },
      whole
    )
    t.match(person, {
      id: student.id,
      version: 2,
      affiliations: [{ kind: 'ALUM', startedOn: '2026-03-01' }],
      studentProfile: { interests: ['law'] }
    })
    const seen = await graphql(app, student, '{ viewer { id roles } meetingRequests { nodes { id student { id } } } }')
    t.match(seen.data.viewer, { id: student.id, roles: ['ALUM'] })
    t.match(seen.data.meetingRequests.nodes, [{ id: asked.meetingRequest.id, student: { id: student.id } }])
  })

  t.test('what is as it was changes no version and leaves no record, through both doors', async (t) => {
    const { id } = await home.person({ givenName: 'Same', email: 'same@campus.example' })
    const { person } = await mutate(
      app,
      admin,
      'updatePerson',
      { id, givenName: 'Same', affiliations: [] },
      'person { version }'
    )
    t.equal(person.version, 1)
    t.match(await rest(app, admin, 'PATCH', `/v1/people/${id}`, { email: 'same@campus.example' }), {
      status: 200,
      body: { version: 1 }
    })
    t.same(await records(id), [])
    t.match(await rest(app, admin, 'PATCH', `/v1/people/${id}`, { email: null, city: 'Peoria' }), {
      body: { version: 2, email: null }
    })
    t.same(await records(id), [{ action: 'person.updated', audits: 1, events: 1 }])
  })

  t.test('a change of a version that is gone is refused with the present one', async (t) => {
    const mentor = await home.mentor()
    const { problems } = await mutate(
      app,
      admin,
      'updatePerson',
      { id: mentor.id, city: 'Peoria', expectedVersion: 7 },
      ''
    )
    t.match(problems, [{ code: 'VERSION_CONFLICT', currentVersion: 1, path: ['expectedVersion'] }])
    const put = await rest(app, mentor, 'PUT', `/v1/people/${mentor.id}/mentor-profile`, {
      isPaused: true,
      expectedVersion: 7
    })
    t.match(put, { status: 409, body: { code: 'VERSION_CONFLICT' } })
  })
})
