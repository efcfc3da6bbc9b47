import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'

const mentorQuery = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: MentorFilter, $orderBy: MentorOrder) {
  mentors(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

t.test('pages of people', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const texts = ['software engineer', 'sofware engineer', 'software', 'software engineering', 'soft wares']
  for (let i = 0; i < 11; i++) await home.mentor({ familyName: `M${i % 3}`, mentor: { searchText: texts[i % 5] } })

  const pages = async (size: number, variables: object) => {
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const { data } = await graphql(app, student, mentorQuery, { first: size, after, ...variables })
      seen.push(...data.mentors.nodes.map(({ id }: { id: string }) => id))
      if (!data.mentors.pageInfo.hasNextPage) return seen
      after = data.mentors.pageInfo.endCursor
    }
  }

  t.test('every order gives each mentor once, in pages of any size, and the same forwards and backwards', async (t) => {
    const orders = [
      { orderBy: { field: 'NAME', direction: 'ASC' } },
      { orderBy: { field: 'NAME', direction: 'DESC' } },
      { orderBy: { field: 'CREATED_AT', direction: 'DESC' } },
      { filter: { text: 'software' }, orderBy: { field: 'RELEVANCE', direction: 'ASC' } },
      { filter: { text: 'software' } }
    ]
    for (const order of orders) {
      const whole = await pages(100, order)
      t.equal(new Set(whole).size, 11, JSON.stringify(order))
      t.same(await pages(3, order), whole)
      const last = await graphql(app, student, mentorQuery, { last: 4, ...order })
      t.same(
        last.data.mentors.nodes.map(({ id }: { id: string }) => id),
        whole.slice(-4)
      )
      const { startCursor, hasPreviousPage } = last.data.mentors.pageInfo
      t.ok(hasPreviousPage)
      const before = await graphql(app, student, mentorQuery, { last: 4, before: startCursor, ...order })
      t.same(
        before.data.mentors.nodes.map(({ id }: { id: string }) => id),
        whole.slice(-8, -4)
      )
    }
  })

  t.test('the best fit comes first', async (t) => {
    const query = 'query { mentors(first: 1, filter: { text: "software engineering" }) { nodes { id } } }'
    const [best] = (await graphql(app, student, query)).data.mentors.nodes
    const all = await pages(100, {})
    t.ok(all.includes(best.id))
    const again = (await graphql(app, student, query)).data.mentors.nodes
    t.same(again, [best], 'the same one each time')
  })

  t.test('a cursor of one order is refused in another', async (t) => {
    const { data } = await graphql(app, student, mentorQuery, { first: 2 })
    const { errors } = await graphql(app, student, mentorQuery, {
      first: 2,
      after: data.mentors.pageInfo.endCursor,
      filter: { text: 'software' }
    })
    t.match(errors, [{ extensions: { code: 'INVALID_CURSOR' } }])
  })

  t.test('a page with profiles is one statement, at 2 and at 11 rows, through both doors', async (t) => {
    const statements = async (ask: () => Promise<unknown>) => {
      app.forget()
      await ask()
      return app.roundTrips
        .flat()
        .filter(({ text }) => /mentor_profiles m/.test(text))
        .filter(({ text }) => !/is_mentor/.test(text)).length
    }
    const nested = (first: number) =>
      `{ mentors(first: ${first}) { nodes { name mentorProfile { headline currentPosition { title } } } } }`
    t.equal(await statements(() => graphql(app, student, nested(2))), 1)
    t.equal(await statements(() => graphql(app, student, nested(11))), 1)
    t.equal(await statements(() => graphql(app, student, nested(11).replace('mentors', 'people'))), 1)
    t.equal(await statements(() => rest(app, student, 'GET', '/v1/mentors?first=11')), 1)
    const { body } = await rest(app, student, 'GET', '/v1/mentors?first=11')
    t.match(body.items[0], { mentorProfile: { headline: 'Glad to talk', seniority: 'MID' } })
  })
})
