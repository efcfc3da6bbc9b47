import t from 'tap'
import { testApp } from '../../support/app.ts'
import { type Campus, campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { seedTaxonomy } from '../people/taxonomy-seed.ts'
import { anotherInstance } from '../quotas/instances.ts'
import { effects } from './policy-effects.ts'

const unlimited = { tokenPoints: null, campusPoints: null }

t.test(
  'a number of the policy is in force with the next request, on every instance, and read at both doors',
  async (t) => {
    const app = await testApp(t)
    const homes = new Map<string, Campus>()
    for (const name of Object.keys(effects)) homes.set(name, await campus(app))
    const other = await anotherInstance(t, app, unlimited)
    await seedTaxonomy(homes.values().next().value as Campus)
    for (const [name, [value, effect, expected]] of Object.entries(effects)) {
      const home = homes.get(name) as Campus
      const admin = await home.admin()
      t.notSame(await effect(other, home), expected, `${name} by default`)
      const set = await mutate(app, admin, 'updateInstitutionPolicy', { [name]: value }, 'institution { version }')
      t.same(set, { institution: { version: 2 }, problems: [] })
      t.same(await effect(other, home), expected, name)
      const { data } = await graphql(other, admin, `{ institution { policy { ${name} } } }`)
      t.same(data.institution.policy, { [name]: value })
      t.equal((await rest(other, admin, 'GET', '/v1/institution')).body.policy[name], value)
    }
  }
)

t.test('a mentor without a capacity of their own takes as many as the campus says now', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [admin, mentor, own] = [
    await home.admin(),
    await home.student(),
    await home.mentor({ mentor: { capacity: 4 } })
  ]
  const profileOf = async ({ id }: { id: string }) => {
    const { data } = await graphql(
      app,
      admin,
      `{ person(id: "${id}") { mentorProfile { capacity isCapacityDefault } }
      mentors(first: 50) { nodes { id mentorProfile { capacity isCapacityDefault } } } }`
    )
    const listed = data.mentors.nodes.find((one: { id: string }) => one.id === id).mentorProfile
    const { capacity, isCapacityDefault } = (await rest(app, admin, 'GET', `/v1/people/${id}`)).body.mentorProfile
    t.same([data.person.mentorProfile, listed], [listed, { capacity, isCapacityDefault }], 'alike wherever it is read')
    return [capacity, isCapacityDefault]
  }
  const write = (input: object) => rest(app, mentor, 'PUT', `/v1/people/${mentor.id}/mentor-profile`, input)
  t.match(await write({ seniority: 'ENTRY' }), { body: { mentorProfile: { capacity: 3, isCapacityDefault: true } } })
  await mutate(app, admin, 'updateInstitutionPolicy', { mentorDefaultCapacity: 9 }, '')
  t.same(
    [await profileOf(mentor), await profileOf(own)],
    [
      [9, true],
      [4, false]
    ]
  )
  t.match(await write({ about: 'More.' }), { body: { mentorProfile: { capacity: 9, isCapacityDefault: true } } })
  t.match(await write({ capacity: 9 }), { body: { mentorProfile: { isCapacityDefault: false } } })
  await mutate(app, admin, 'updateInstitutionPolicy', { mentorDefaultCapacity: 2 }, '')
  t.same(await profileOf(mentor), [9, false])
  await write({ capacity: null })
  t.same(await profileOf(mentor), [2, true])
})
