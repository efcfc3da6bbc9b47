import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { relay, toldTo } from '../notifications/told.ts'
import { graduate, job, record, refusals } from './graduate.ts'

t.test('who landed is invited to help those who come after (S#17)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const admin = await home.admin()
  const invitationOf = async (who: Someone) =>
    (
      await graphql(
        app,
        who,
        '{ mentorInvitations(first: 5) { nodes { id status version landing { id } person { id } } } }'
      )
    ).data.mentorInvitations.nodes
  const accept = (who: Someone, input: object) =>
    mutate(app, who, 'acceptMentorInvitation', input, 'mentorInvitation { status answeredAt version }')
  const decline = (who: Someone, id: string) => rest(app, who, 'POST', `/v1/mentor-invitations/${id}/decline`, {})

  t.test('once, with the good news, and told of it though they recorded it themselves', async (t) => {
    const student = await graduate(home)
    await record(app, student, { category: 'SEEKING_EMPLOYMENT' })
    t.same(await invitationOf(student), [])
    const { landing } = await record(app, student)
    await record(app, admin, { ...job, studentId: student.id, organization: 'Lakeside', source: 'GRADUATE_SURVEY' })
    const invitations = await invitationOf(student)
    t.match(invitations, [{ status: 'OPEN', landing: { id: landing.id }, person: { id: student.id } }])
    t.equal(invitations.length, 1)
    await relay(app)
    await relay(app)
    const told = await toldTo(app, home, student)
    t.match(told, [
      { kind: 'MENTOR_INVITED', subjectType: 'MentorInvitation', subjectId: invitations[0].id, aboutPerson: null }
    ])
    t.equal(told.length, 1)
  })

  t.test('nobody is who mentors already, or has left', async (t) => {
    const [mentor, gone] = [await graduate(home), await graduate(home)]
    await mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, seniority: 'ENTRY' }, '')
    await record(app, mentor)
    await home.run(sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${gone.id}`)
    await record(app, admin, { ...job, studentId: gone.id })
    t.same(await invitationOf(mentor), [])
    const list = await rest(app, admin, 'GET', `/v1/mentor-invitations?personId=${gone.id}&totalCount=true`)
    t.equal(list.body.totalCount, 0)
  })

  t.test('a yes makes a mentor who can be found; a no is final for those who ask, not for who was asked', async (t) => {
    const student = await graduate(home)
    await record(app, student)
    const [{ id }] = await invitationOf(student)
    const [stranger, counselor] = [await home.student(), await home.counselor()]
    t.same([refusals(await accept(stranger, { id })), (await decline(stranger, id)).status], [['NOT_FOUND id'], 404])
    t.same(
      [refusals(await accept(admin, { id, seniority: 'MID' })), (await decline(counselor, id)).status],
      [['FORBIDDEN'], 403]
    )
    t.match((await decline(student, id)).body, { status: 'DECLINED', version: 2 })
    t.equal((await decline(student, id)).body.code, 'INVALID_TRANSITION')
    await record(app, student, { ...job, organization: 'Lakeside' })
    t.equal((await invitationOf(student)).length, 1, 'nobody asks twice')
    t.same(refusals(await accept(student, { id })), ['INVALID_INPUT seniority'])
    t.same(refusals(await accept(student, { id, seniority: 'ENTRY', expectedVersion: 1 })), [
      'VERSION_CONFLICT expectedVersion'
    ])
    t.match((await invitationOf(student))[0], { status: 'DECLINED' }, 'a profile that is refused accepts nothing')
    const positions = [{ employer: 'Foxglove Software', title: 'Developer', occupation: '15-1252.00' }]
    const done = await accept(student, {
      id,
      seniority: 'ENTRY',
      headline: 'Glad to help',
      topics: ['First months'],
      positions
    })
    t.match(done, { mentorInvitation: { status: 'ACCEPTED', version: 3 }, problems: [] })
    const found = await graphql(
      app,
      stranger,
      '{ mentors(filter: { text: "foxglove" }) { nodes { id mentorProfile { headline } } } }'
    )
    t.same(found.data.mentors.nodes, [{ id: student.id, mentorProfile: { headline: 'Glad to help' } }])
    t.same(refusals(await accept(student, { id })), ['INVALID_TRANSITION'])
  })

  t.test('the campus learns how many seekers become mentors, of no fewer than it shows', async (t) => {
    const report = (at: Campus, who: Someone) =>
      rest(app, { ...who, token: at.tokenOf(who.id) }, 'GET', '/v1/reports/seeker-to-mentor').then(
        ({ status, body }) => ({ status, ...body })
      )
    const small = await campus(app, { reports: { ...defaultInstitutionPolicy.reports, smallNumber: 3 } })
    const counselor = await small.counselor()
    t.match(await report(small, counselor), { isSuppressed: false, invited: 0, share: null })
    for (const n of [1, 2, 3]) {
      const student = await graduate(small)
      await record(app, student)
      const [{ id }] = await invitationOf(student)
      if (n === 1) await accept(student, { id, seniority: 'ENTRY' })
      if (n === 2) await decline(student, id)
      if (n === 2)
        t.match(await report(small, counselor), { isSuppressed: true, invited: null, accepted: null, share: null })
    }
    t.match(await report(small, await small.machine()), { invited: 3, accepted: 1, declined: 1, share: 1 / 3 })
    const later = await graphql(
      app,
      counselor,
      '{ seekerToMentorReport(filter: { invitedFrom: "2027-01-01T00:00:00Z" }) { invited } }'
    )
    t.equal(later.data.seekerToMentorReport.invited, 0)
    for (const who of [await small.student(), await small.mentor()]) t.equal((await report(small, who)).status, 403)
  })
})
