import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

t.test('the policy of a campus', async (t) => {
  const app = await testApp(t)
  const [home, other] = [await campus(app), await campus(app)]
  const [admin, counselor, theirs] = [await home.admin(), await home.counselor(), await other.admin()]

  t.test('an admin changes the numbers that are given, and only those of the own campus', async (t) => {
    const { institution, problems } = await mutate(
      app,
      admin,
      'updateInstitutionPolicy',
      { replyWindowDays: 7, expectedVersion: 1 },
      'institution { version policy { replyWindowDays whyYouMinLength } }'
    )
    t.same(problems, [])
    t.same(institution, { version: 2, policy: { replyWindowDays: 7, whyYouMinLength: 20 } })
    const seen = await rest(app, counselor, 'GET', '/v1/institution')
    t.match(seen.body, { version: 2, policy: { replyWindowDays: 7 } })
    t.match((await rest(app, theirs, 'GET', '/v1/institution')).body, { version: 1, policy: { replyWindowDays: 14 } })
    const [row] = await app.asOwner(home.tenantId, [
      sql`select (select count(*)::int from audit_events a where a.tenant_id = ${tenant}) as audited,
      (select count(*)::int from domain_events e where e.tenant_id = ${tenant}) as told`
    ])
    t.same(row, { audited: 1, told: 1 })
  })

  t.test('many admins of two campuses at once each change their own', async (t) => {
    const days = Array.from({ length: 20 }, (_, n) => n + 20)
    const answers = await Promise.all(
      days.map((replyWindowDays, n) =>
        mutate(
          app,
          n % 2 ? admin : theirs,
          'updateInstitutionPolicy',
          { replyWindowDays },
          'institution { slug policy { replyWindowDays } }'
        )
      )
    )
    answers.forEach(({ institution }, n) => {
      t.same(institution, { slug: n % 2 ? home.slug : other.slug, policy: { replyWindowDays: n + 20 } })
    })
  })

  t.test('others are refused, as are stale versions and numbers that contradict each other', async (t) => {
    const tried = [
      [counselor, { replyWindowDays: 3 }, 'FORBIDDEN'],
      [admin, { replyWindowDays: 3, expectedVersion: 1 }, 'VERSION_CONFLICT'],
      [admin, { replyWindowDays: 0 }, 'INVALID_INPUT'],
      [admin, { durationMinutesMin: 40 }, 'INVALID_INPUT']
    ] as const
    for (const [who, input, code] of tried) {
      t.match((await mutate(app, who, 'updateInstitutionPolicy', input, '')).problems, [{ code }])
      t.equal((await rest(app, who, 'PATCH', '/v1/institution/policy', input)).body.code, code)
    }
  })

  t.test('a policy is in force at the next request', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    await mutate(app, admin, 'updateInstitutionPolicy', { durationMinutesMax: 45 }, '')
    const { problems } = await mutate(
      app,
      student,
      'createMeetingRequest',
      { mentorId: mentor.id, type: 'COMPANY_INSIDER', durationMinutes: 50 },
      ''
    )
    t.match(problems, [{ code: 'DURATION_OUT_OF_BOUNDS' }])
    const { data } = await graphql(app, student, '{ institution { policy { durationMinutesMax } } }')
    t.equal(data.institution.policy.durationMinutesMax, 45)
  })
})
