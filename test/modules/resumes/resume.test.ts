import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { file, resumeOf, sharedResume } from './kept-resume.ts'

t.test('the resumes that a student keeps', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const add = (who: Someone, id: string, more: object = {}) =>
    mutate(app, who, 'addResumeVersion', { id, ...file, ...more }, 'resume { version versions { number label url } }')

  t.test('have versions, latest first, that stay as they were', async (t) => {
    const { id } = await resumeOf(app, student)
    const sha256 = 'AB'.repeat(32)
    const added = await add(student, id, {
      label: 'With the trial',
      url: 'https://files.example/2',
      sha256,
      note: 'For Sam'
    })
    t.match(added, {
      problems: [],
      resume: {
        version: 2,
        versions: [
          { number: 2, label: 'With the trial', url: 'https://files.example/2' },
          { number: 1, label: 'For laboratories' }
        ]
      }
    })
    const { body } = await rest(app, student, 'GET', `/v1/resumes/${id}`)
    t.match(body, { id, studentId: student.id, title: 'Laboratories', archivedAt: null, shares: [] })
    t.match(body.versions[0], { number: 2, sha256: sha256.toLowerCase(), note: 'For Sam' })
    const location = await rest(app, student, 'POST', '/v1/resumes', { title: 'Other', ...file })
    t.match(location, { status: 201, headers: { location: `/v1/resumes/${location.body.id}` } })
  })

  t.test('get each their own number when two versions come at once', async (t) => {
    const { id } = await resumeOf(app, student)
    const lock = sql`select 1 from resumes x where x.tenant_id = ${tenant} and x.id = ${id} for update`
    await raceAt(app, home, lock, [() => add(student, id), () => add(student, id)])
    const { body } = await rest(app, student, 'GET', `/v1/resumes/${id}`)
    t.same(
      body.versions.map(({ number }: { number: number }) => number),
      [3, 2, 1]
    )
  })

  t.test('refuse what is no file, all mistakes at once, and a version past the fiftieth', async (t) => {
    const { id } = await resumeOf(app, student)
    const bad = {
      label: '',
      url: 'http://files.example/1.pdf',
      fileName: 'x'.repeat(256),
      sha256: 'abc',
      note: 'a\u0000'
    }
    const places = (problems: { code: string; path: string[] }[]) => problems.map(({ code, path }) => `${code} ${path}`)
    const expected = ['label', 'url', 'fileName', 'sha256', 'note'].map((path) => `INVALID_INPUT ${path}`)
    t.same(places((await add(student, id, bad)).problems), expected)
    const created = await mutate(app, student, 'createResume', { title: ' ', ...bad }, 'resume { id }')
    t.same(places(created.problems), ['INVALID_INPUT title', ...expected])
    await home.run(sql`update resumes set version_count = 50 where tenant_id = ${tenant} and id = ${id}`)
    t.match((await add(student, id)).problems, [{ code: 'INVALID_INPUT', path: ['id'] }])
  })

  t.test('end with all that is shared of them when they are put away', async (t) => {
    const { student, mentor, resumeId, share, requestId, resumeVersionId } = await sharedResume(app, home)
    const archived = await mutate(
      app,
      student,
      'archiveResume',
      { id: resumeId },
      'resume { archivedAt shares { status } }'
    )
    t.match(archived.resume, { archivedAt: app.clock.now(), shares: [{ status: 'REVOKED' }] })
    t.equal((await rest(app, mentor, 'GET', `/v1/resume-shares/${share.id}/open`)).status, 404)
    t.match((await add(student, resumeId)).problems, [{ code: 'RESUME_ARCHIVED', path: ['id'] }])
    const again = await mutate(app, student, 'shareResume', { requestId, resumeVersionId }, '')
    t.match(again.problems, [{ code: 'RESUME_ARCHIVED', path: ['resumeVersionId'] }])
    const told = await app.asOwner(home.tenantId, [
      sql`select e.type from domain_events e where e.tenant_id = ${tenant} and e.subject_id = any(${[resumeId, share.id]}) order by e.id`
    ])
    t.same(
      told.map(({ type }) => type),
      ['resume.created', 'resume_share.made', 'resume_share.revoked', 'resume.archived']
    )
  })

  t.test('are for their student, counselors and admins, and missing for all others', async (t) => {
    const { student, mentor, resumeId } = await sharedResume(app, home)
    for (const who of [student, await home.counselor(), await home.admin()])
      t.match(await rest(app, who, 'GET', `/v1/resumes/${resumeId}`), { status: 200, body: { versions: [file] } })
    for (const who of [mentor, await home.student(), await home.machine()]) {
      t.equal((await rest(app, who, 'GET', `/v1/resumes/${resumeId}`)).status, 404)
      t.match((await add(who, resumeId)).problems, [{ code: 'NOT_FOUND', path: ['id'] }])
      t.same((await rest(app, who, 'GET', `/v1/resumes?studentId=${student.id}`)).body.items, [])
    }
    t.match((await add(await home.counselor(), resumeId)).problems, [{ code: 'FORBIDDEN' }])
    const made = await mutate(app, await home.counselor(), 'createResume', { title: 'Mine', ...file }, '')
    t.match(made.problems, [{ code: 'FORBIDDEN' }])
  })

  t.test('are listed by student and state, in either order, as JSON and as a table', async (t) => {
    const own = await home.student()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      ids.push((await resumeOf(app, own)).id)
      app.clock.travel(1)
    }
    await mutate(app, own, 'archiveResume', { id: ids[0] }, '')
    const list = async (query: string) =>
      (await rest(app, own, 'GET', `/v1/resumes?${query}`)).body.items.map(({ id }: { id: string }) => ids.indexOf(id))
    t.same(await list(''), [2, 1, 0])
    t.same(await list('direction=ASC&orderBy=CREATED_AT'), [0, 1, 2])
    t.same(await list('orderBy=UPDATED_AT'), [0, 2, 1])
    t.same(await list('isArchived=true'), [0])
    t.same(await list('isArchived=false&first=1'), [2])
    const { data } = await graphql(
      app,
      own,
      '{ resumes(filter: { isArchived: false }) { totalCount nodes { title } } }'
    )
    t.same(data.resumes, { totalCount: 2, nodes: [{ title: 'Laboratories' }, { title: 'Laboratories' }] })
    const csv = await app.inject({
      url: '/v1/resumes',
      headers: { authorization: `Bearer ${own.token}`, accept: 'text/csv' }
    })
    t.match(csv.payload, /^id,studentId,title,archivedAt,createdAt,updatedAt,version\r\n/)
  })
})
