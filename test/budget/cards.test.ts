import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { file, resumeOf, sharedResume } from '../modules/resumes/kept-resume.ts'
import { answered, requestRow } from '../permissions/filled.ts'
import { cardRow, exchangeRow, openingRow, resumeRows, shareRow } from '../permissions/filled-cards.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A campus with so many mentors, each with a card, exchanged with a student of their own, and a resume of that student. */
async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  for (let n = 0; n < count; n++) {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const people = { studentId: student.id, mentorId: mentor.id }
    const [requestId, resumeId, resumeVersionId, shareId] = [newId(), newId(), newId(), newId()]
    const meetingId = await meetingOf(home, { student, mentor })
    await home.run(
      cardRow({ id: newId(), personId: mentor.id }),
      exchangeRow({ id: newId(), meetingId, ...people }),
      requestRow({ id: requestId, ...people, status: 'ACCEPTED', ...answered }),
      ...resumeRows({ id: resumeId, studentId: student.id }, resumeVersionId),
      shareRow({ id: shareId, requestId, resumeId, resumeVersionId, ...people }),
      openingRow({ shareId, studentId: student.id, openedById: mentor.id })
    )
  }
  return { counselor: await home.counselor() }
}

const figures = 'mentorProfile { headline responseRate medianResponseHours lastActive }'
const budgets: Record<string, { query: string; statements: number }> = {
  'mentors with how they answer': { query: `{ mentors(first: 50) { nodes { name ${figures} } } }`, statements: 1 },
  'the same, by relevance': {
    query: `{ mentors(first: 50, filter: { text: "ada" }) { nodes { name ${figures} } } }`,
    statements: 1
  },
  'meetings with how their mentors answer': {
    query: `{ meetings(first: 50) { nodes { mentor { ${figures} } } } }`,
    statements: 3
  },
  'people with their cards': {
    query: '{ people(first: 50) { nodes { name contactCard { displayName email } } } }',
    statements: 2
  },
  'meetings with who exchanged cards': {
    query: '{ meetings(first: 50) { nodes { id cardExchange { isExchanged meeting { status } } } } }',
    statements: 3
  },
  'requests with the resumes that they show': {
    query: '{ meetingRequests(first: 50) { nodes { id resumeShare { status resumeVersion { fileName url } } } } }',
    statements: 2
  },
  'resumes with versions and shares': {
    query:
      '{ resumes(first: 50) { nodes { title student { name } versions { url } shares { openedAt mentor { name } } } } }',
    statements: 5
  },
  'shares with all about them': {
    query:
      '{ resumeShares(first: 50) { nodes { openingCount request { status } resume { title } student { name } mentor { name } } } }',
    statements: 5
  },
  openings: {
    query: '{ resumeOpenings(first: 50) { nodes { openedAt openedBy { name } share { resumeVersion { label } } } } }',
    statements: 3
  }
}

const entering = /^(begin|commit|select set_config)/

t.test('statements are the same at 5 and at 50 rows, and within budget', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await campusOf(app, 5), await campusOf(app, 50)]
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    return { status, statements: app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length }
  }
  for (const [name, { query, statements }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      t.same(await cost(() => graphql(app, few.counselor, query)), { status: 200, statements })
      t.same(await cost(() => graphql(app, many.counselor, query)), { status: 200, statements })
    })
  }
  for (const path of ['mentors', 'people', 'resumes', 'resume-shares', 'resume-openings']) {
    t.test(`REST: a page of ${path} is one statement`, async (t) => {
      const url = `/v1/${path}?first=50`
      for (const { counselor } of [few, many])
        t.same(await cost(() => rest(app, counselor, 'GET', url)), { status: 200, statements: 1 })
    })
  }
})

t.test('a change takes three round trips at most', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const { student, mentor, share, requestId, resumeVersionId } = await sharedResume(app, home)
  const meetingId = await meetingOf(home, { student, mentor })
  const { id: resumeId } = await resumeOf(app, student)
  await rest(app, mentor, 'GET', '/v1/viewer')
  const trips = async (change: () => Promise<unknown>) => {
    await app.settled()
    app.forget()
    await change()
    await app.settled()
    return app.roundTrips.length
  }
  const personId = student.id
  const changes: [string, object, number][] = [
    ['saveContactCard', { personId, title: 'Student' }, 2],
    ['saveContactCard', { personId, title: 'Analyst' }, 2],
    ['exchangeCards', { meetingId }, 2],
    ['withdrawCardConsent', { meetingId }, 2],
    ['createResume', { title: 'Another', ...file }, 3],
    ['addResumeVersion', { id: resumeId, ...file }, 3],
    ['shareResume', { requestId, resumeVersionId }, 3],
    ['archiveResume', { id: resumeId }, 2]
  ]
  for (const [verb, input, most] of changes)
    t.equal(await trips(() => mutate(app, student, verb, input, '')), most, verb)
  const { items } = (await rest(app, student, 'GET', '/v1/resume-shares?status=IN_FORCE')).body
  t.not(items[0].id, share.id)
  const open = () => rest(app, mentor, 'GET', `/v1/resume-shares/${items[0].id}/open`)
  t.equal(await trips(open), 2, 'the opening of a share')
  t.equal(await trips(() => mutate(app, student, 'revokeResumeShare', { id: items[0].id }, '')), 2, 'revokeResumeShare')
})
