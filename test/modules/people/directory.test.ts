import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

t.test('the directory', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, counselor, admin, portal] = [
    await home.student(),
    await home.counselor(),
    await home.admin(),
    await home.machine()
  ]
  const hidden = await home.mentor({
    familyName: 'Hidden',
    isDirectoryOptedOut: true,
    mentor: { searchText: 'ada hidden' }
  })
  const open = await home.mentor({ familyName: 'Open', mentor: { searchText: 'ada open' } })
  const seesIt = async (who: Someone, id: string) => {
    const query = `query ($id: ID!) { person(id: $id) { id } node(id: $id) { id }
      people(first: 50) { totalCount nodes { id } } named: people(filter: { name: "Hidden" }) { nodes { id } }
      mentors { totalCount nodes { id } } text: mentors(filter: { text: "hidden" }) { nodes { id } } }`
    const { data, errors } = await graphql(app, who, query, { id })
    if (errors) throw new Error(JSON.stringify(errors))
    const has = (list: { nodes: { id: string }[] }) => list.nodes.some((node) => node.id === id)
    t.equal(data.people.totalCount, data.people.nodes.length)
    t.equal(data.mentors.totalCount, data.mentors.nodes.length)
    const byRest = await rest(app, who, 'GET', `/v1/people/${id}`)
    return [
      data.person !== null,
      data.node !== null,
      has(data.people),
      has(data.named),
      has(data.mentors),
      has(data.text),
      byRest.status === 200
    ]
  }

  t.test(
    'who opted out is found by nobody but officials and themselves, in no list, count, node or search',
    async (t) => {
      t.same(await seesIt(student, hidden.id), Array(7).fill(false))
      t.same(await seesIt(open, hidden.id), Array(7).fill(false))
      for (const who of [hidden, counselor, admin, portal]) t.same(await seesIt(who, hidden.id), Array(7).fill(true))
    }
  )

  t.test('who is deactivated is found by officials alone, and is no mentor to anybody', async (t) => {
    const gone = await home.mentor({ familyName: 'Gone' })
    await mutate(app, admin, 'updatePerson', { id: gone.id, isActive: false }, '')
    t.same((await seesIt(student, gone.id)).slice(0, 2), [false, false])
    t.same((await seesIt(counselor, gone.id)).slice(0, 5), [true, true, false, false, false])
    const query = '{ people(filter: { isActive: false }) { nodes { id } } }'
    t.match((await graphql(app, counselor, query)).data.people.nodes, [{ id: gone.id }])
    t.same((await graphql(app, student, query)).data.people.nodes, [])
  })

  t.test('a mentor sees who asks them, opted out or not', async (t) => {
    const shy = await home.student({ isDirectoryOptedOut: true, familyName: 'Shy' })
    const draft = {
      mentorId: open.id,
      type: 'COMPANY_INSIDER',
      targetOrganization: 'Acme',
      topicKind: 'INDUSTRY',
      topic: 'Trends',
      whyYou: 'Your talk on trends stayed with me.'
    }
    const { meetingRequest } = await mutate(app, shy, 'createMeetingRequest', draft, 'meetingRequest { id }')
    await mutate(app, shy, 'sendMeetingRequest', { id: meetingRequest.id }, '')
    const { data } = await graphql(app, open, '{ meetingRequests { nodes { student { familyName email } } } }')
    t.match(data.meetingRequests.nodes, [{ student: { familyName: 'Shy', email: null } }])
  })

  t.test('contact data and ids are shown to those whom they concern only, the same through both doors', async (t) => {
    const fields = 'email phone externalId isDirectoryOptedOut'
    const shown = async (who: Someone) => {
      const { data } = await graphql(app, who, `query ($id: ID!) { person(id: $id) { ${fields} } }`, { id: open.id })
      const { body } = await rest(app, who, 'GET', `/v1/people/${open.id}`)
      const listed = (await rest(app, who, 'GET', '/v1/mentors')).body.items.find(({ id }: Someone) => id === open.id)
      for (const field of fields.split(' '))
        t.same([body[field], listed[field]], Array(2).fill(data.person[field]), field)
      return data.person
    }
    t.match(await shown(student), { email: null, phone: null, externalId: null, isDirectoryOptedOut: null })
    t.match(await shown(open), { email: `${open.id}@campus.example`, externalId: null, isDirectoryOptedOut: false })
    t.match(await shown(counselor), {
      email: `${open.id}@campus.example`,
      externalId: `x-${open.id}`,
      isDirectoryOptedOut: false
    })
  })

  t.test('only officials look people up by external id', async (t) => {
    const query = `{ people(filter: { externalId: "x-${open.id}" }) { nodes { id } } }`
    t.match((await graphql(app, portal, query)).data.people.nodes, [{ id: open.id }])
    t.match((await graphql(app, student, query)).errors, [
      { extensions: { code: 'FORBIDDEN', inputPath: ['filter', 'externalId'] } }
    ])
    t.match(await rest(app, student, 'GET', `/v1/people?externalId=x-${open.id}`), {
      status: 403,
      body: { code: 'FORBIDDEN' }
    })
  })
})
