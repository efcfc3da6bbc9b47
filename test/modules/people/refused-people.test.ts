import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from './taxonomy-seed.ts'

t.test('people who are refused', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const [student, admin] = [await home.student(), await home.admin()]
  const codes = (problems: { code: string; path: string[] }[]) =>
    problems.map(({ code, path }) => [code, ...path].join(' ')).sort()

  t.test("external ids and subjects are one person's each", async (t) => {
    const names = { givenName: 'Two', familyName: 'Fold' }
    await mutate(app, admin, 'createPerson', { ...names, externalId: 'D-1', subject: 'sub-1' }, '')
    const second = await mutate(app, admin, 'createPerson', { ...names, externalId: 'D-1', subject: 'sub-2' }, '')
    t.match(second.problems, [{ code: 'DUPLICATE_EXTERNAL_ID', path: ['externalId'] }])
    const third = await rest(app, admin, 'POST', '/v1/people', { ...names, externalId: 'D-2', subject: 'sub-1' })
    t.match(third, { status: 409, body: { code: 'DUPLICATE_SUBJECT', path: ['subject'] } })
  })

  t.test('of two changes of the same version at once one is done and the other refused', async (t) => {
    const { id } = await home.student()
    const change = (city: string) => rest(app, admin, 'PATCH', `/v1/people/${id}`, { city, expectedVersion: 1 })
    const answers = await Promise.all(['Peoria', 'Urbana', 'Joliet', 'Aurora'].map(change))
    t.same(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
    t.equal((await rest(app, admin, 'GET', `/v1/people/${id}`)).body.version, 2)
  })

  t.test('every wrong field is told at once, with the way to it', async (t) => {
    const input = {
      givenName: '',
      familyName: 'x'.repeat(101),
      country: 'UK',
      city: 'a\0b',
      affiliations: [{ kind: 'ALUM', startedOn: '2024-01-01', endedOn: '2023-01-01' }, { kind: 'ALUM' }],
      degrees: [
        { program: '11', level: 'BACHELOR' },
        { program: '99.9999', level: 'MASTER' }
      ],
      studentProfile: { interests: Array(21).fill('x') },
      mentorProfile: {
        capacity: 101,
        positions: [{ employer: 'A', title: ' ', occupation: '15-1252', industry: '99' }]
      }
    }
    const expected = [
      'INVALID_INPUT affiliations 0 endedOn',
      'INVALID_INPUT affiliations 1 kind',
      'INVALID_INPUT city',
      'INVALID_INPUT country',
      'INVALID_INPUT familyName',
      'INVALID_INPUT givenName',
      'INVALID_INPUT mentorProfile capacity',
      'INVALID_INPUT mentorProfile positions 0 title',
      'INVALID_INPUT mentorProfile seniority',
      'INVALID_INPUT studentProfile interests',
      'UNKNOWN_INDUSTRY mentorProfile positions 0 industry',
      'UNKNOWN_OCCUPATION mentorProfile positions 0 occupation',
      'UNKNOWN_PROGRAM degrees 0 program',
      'UNKNOWN_PROGRAM degrees 1 program'
    ]
    t.same(codes((await mutate(app, admin, 'createPerson', input, '')).problems), expected)
    const profile = {
      personId: student.id,
      seniority: 'MID',
      positions: [{ employer: 'A', title: 'B', occupation: '99-9999.00' }]
    }
    t.same(codes((await mutate(app, student, 'updateMentorProfile', profile, '')).problems), [
      'UNKNOWN_OCCUPATION positions 0 occupation'
    ])
  })
})
