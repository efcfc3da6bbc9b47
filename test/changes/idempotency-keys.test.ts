import t from 'tap'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { call, keyedMutation } from '../support/keyed.ts'

const mutation = `mutation ($input: UpdateInstitutionPolicyInput!) {
  updateInstitutionPolicy(input: $input) { institution { version } problems { code } } }`

t.test('an Idempotency-Key', async (t) => {
  const app = await testApp(t)

  t.test('is 1 to 255 visible ASCII characters, or refused before anything is changed', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const url = '/v1/institution/policy'
    const input = { replyWindowDays: 9 }
    for (const key of ['', 'x'.repeat(256), 'two words', 'a, b', '\u00e9', 'tab\t']) {
      t.match(await call(app, admin, { method: 'PATCH', url, body: input, key }), {
        status: 400,
        body: { code: 'IDEMPOTENCY_KEY_INVALID' }
      })
      const { status, body } = await keyedMutation(app, admin, key, mutation, { input })
      t.match(
        { status, body },
        { status: 400, body: { errors: [{ extensions: { code: 'IDEMPOTENCY_KEY_INVALID' } }] } }
      )
    }
    t.match((await call(app, admin, { method: 'GET', url: '/v1/institution', key: 'two words' })).body, { version: 1 })
    for (const key of ['x'.repeat(255), '"8e03978e-40d5-43dd-bc93-6894a57f9324"']) {
      t.match(await call(app, admin, { method: 'PATCH', url, body: input, key }), { status: 200 })
    }
  })

  t.test('is needed for every change where the campus says so, the change of that policy too', async (t) => {
    const home = await campus(app, { api: { ...defaultInstitutionPolicy.api, isIdempotencyKeyRequired: true } })
    const admin = await home.admin()
    const url = '/v1/institution/policy'
    const body = { isIdempotencyKeyRequired: false }
    t.match(await call(app, admin, { method: 'PATCH', url, body }), {
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_REQUIRED' }
    })
    const { status, body: answer } = await call(app, admin, {
      url: '/graphql',
      body: { query: mutation, variables: { input: body } }
    })
    t.match(
      { status, answer },
      { status: 400, answer: { errors: [{ extensions: { code: 'IDEMPOTENCY_KEY_REQUIRED' } }] } }
    )
    t.match(await call(app, admin, { method: 'PATCH', url, body, key: 'k1' }), { status: 200 })
    t.match(await call(app, admin, { method: 'PATCH', url, body }), { status: 200 }, 'no longer')
  })

  t.test('costs no round trip, and a repeated change ends with the first one', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const tripsOf = async (replyWindowDays: number, key?: string) => {
      app.forget()
      const input = { method: 'PATCH', url: '/v1/institution/policy', body: { replyWindowDays } } as const
      t.match(await call(app, admin, { ...input, ...(key && { key }) }), { status: 200 })
      await app.settled()
      return app.roundTrips.map((sent) => sent.map(({ text }) => text))
    }
    await tripsOf(8)
    const [bare, keyed, repeated] = [await tripsOf(9), await tripsOf(10, 'k1'), await tripsOf(10, 'k1')]
    t.equal(keyed.length, bare.length)
    t.same(repeated.at(-1), ['rollback'])
    t.equal(repeated.at(-2)?.[0], 'begin')
  })
})
