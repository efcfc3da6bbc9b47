import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from './taxonomy-seed.ts'

t.test('finding mentors', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const [admin, student] = [await home.admin(), await home.student()]

  const register = async (name: string, career: object, person: object = {}, profile: object = {}) => {
    const [givenName, familyName] = name.split(' ')
    const mentorProfile = {
      seniority: 'MID',
      positions: [{ employer: 'Acme', title: 'Worker', ...career }],
      ...profile
    }
    const made = await mutate(
      app,
      admin,
      'createPerson',
      { givenName, familyName, mentorProfile, ...person },
      'person { id }'
    )
    if (!made.person) throw new Error(JSON.stringify(made.problems))
    return made.person.id as string
  }
  const degree = (program: string, graduatesOn: string) => ({ degrees: [{ program, level: 'BACHELOR', graduatesOn }] })
  const jose = await register(
    'José Müller',
    { employer: 'Google', title: 'Software Engineer', occupation: '15-1252.00', industry: '541511' },
    { city: 'São Paulo', ...degree('11.0701', '2020-05-30') },
    { topics: ['Day to day'] }
  )
  await register(
    'Wei Chen',
    { employer: 'Goldman Sachs', title: 'Analyst', occupation: '29-1221.00', industry: '336411' },
    degree('01.1004', '2020-07-01'),
    { seniority: 'SENIOR', headline: 'Numbers and people' }
  )
  await register('Anna Kim', { employer: 'Mayo Clinic', title: 'Nurse', endedOn: '2020-01-01' }, {}, { isPaused: true })

  const found = async (filter: object, who = student) => {
    const query =
      'query ($filter: MentorFilter) { mentors(first: 10, filter: $filter) { totalCount nodes { familyName } } }'
    const { data, errors } = await graphql(app, who, query, { filter })
    if (errors) throw new Error(JSON.stringify(errors))
    const names = data.mentors.nodes.map((node: { familyName: string }) => node.familyName)
    t.equal(data.mentors.totalCount, names.length, 'the count counts what is found')
    return names.sort().join(' ')
  }

  t.test('each filter finds those whom it describes', async (t) => {
    t.equal(await found({}), 'Chen Müller', 'who pauses is not offered')
    t.equal(await found({}, admin), 'Chen Kim Müller', 'officials see the whole directory')
    t.equal(await found({ isAvailable: false }), 'Kim', 'and who asks for them finds them')
    t.equal(await found({ industry: '54' }), 'Müller')
    t.equal(await found({ industry: '31-33' }), 'Chen', 'a sector of several digits')
    t.equal(await found({ occupation: '15-0000' }), 'Müller')
    t.equal(await found({ occupation: '29-1210' }), 'Chen', 'a broad group whose members have other digits')
    t.equal(await found({ occupation: '15-1252.00', seniority: ['MID'] }), 'Müller')
    t.equal(await found({ seniority: ['MID', 'SENIOR'] }), 'Chen Müller')
    t.equal(await found({ program: '11' }), 'Müller')
    t.equal(await found({ classYear: 2021 }), 'Chen')
    t.equal(await found({ program: '11', classYear: 2021 }), '')
    t.equal(await found({ city: 'sao paulo' }), 'Müller', 'accents and case forgiven')
    t.equal(await found({ topic: 'day to day' }), 'Müller')
    t.equal(await found({ isAvailable: true }), 'Chen Müller')
    t.equal(await found({ employer: 'Gogle' }), 'Müller', 'typing errors forgiven')
    t.equal(await found({ employer: 'Mayo Clinic' }), '', 'somebody between positions has no employer')
  })

  t.test('free text forgives typing errors, accents and the order of words', async (t) => {
    for (const text of [
      'muller',
      'jose',
      'JOSÉ',
      'sofware',
      'enigneer',
      'goggle',
      'enginer gogle',
      'google software',
      'San Paulo',
      "day's"
    ]) {
      t.equal(await found({ text }), 'Müller', text)
    }
    t.equal(await found({ text: 'numbers' }), 'Chen', 'the headline is searched')
    t.equal(await found({ text: 'google nurse' }), '', 'all words have to fit')
    t.equal(await found({ text: 'zzzz' }), '')
    t.equal(await found({ text: 'goodly' }), '', 'beginning alike is not enough')
    t.equal(await found({ text: ' ! ' }), 'Chen Müller', 'nothing but marks is no search')
  })

  t.test('the search knows a person as they are now', async (t) => {
    await mutate(app, admin, 'updatePerson', { id: jose, familyName: 'Zielinska' }, '')
    await mutate(app, admin, 'updatePerson', { id: jose, city: 'Łódź' }, '')
    t.equal(await found({ text: 'zielińska lodz' }), 'Zielinska')
    t.equal(await found({ text: 'muller' }), '')
    await mutate(
      app,
      admin,
      'updateMentorProfile',
      { personId: jose, positions: [{ employer: 'Umbrella', title: 'Founder' }] },
      ''
    )
    t.equal(await found({ employer: 'umbrela' }), 'Zielinska')
    t.equal(await found({ text: 'google' }), '')
    await mutate(app, admin, 'updatePerson', { id: jose, familyName: 'Müller' }, '')
  })

  t.test('codes and orders that make no sense are refused with the field, through both doors', async (t) => {
    for (const [field, value] of [
      ['industry', '1'],
      ['occupation', 'nurse'],
      ['program', 'law'],
      ['text', 'x'.repeat(201)],
      ['city', '\0']
    ]) {
      const viaGraphql = await graphql(
        app,
        student,
        'query ($filter: MentorFilter) { mentors(filter: $filter) { nodes { id } } }',
        { filter: { [field as string]: value } }
      )
      t.match(viaGraphql.errors?.[0]?.extensions, { code: 'INVALID_INPUT', inputPath: ['filter', field] })
      const viaRest = await rest(
        app,
        student,
        'GET',
        `/v1/mentors?${new URLSearchParams([[field as string, value as string]])}`
      )
      t.match(viaRest, { status: 422, body: { code: 'INVALID_INPUT' } })
    }
    const unordered = await rest(app, student, 'GET', '/v1/mentors?orderBy=RELEVANCE')
    t.match(unordered, { status: 422, body: { code: 'INVALID_INPUT', path: ['orderBy', 'field'] } })
  })
})
