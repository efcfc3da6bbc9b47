import { hash } from 'node:crypto'
import t from 'tap'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import { call } from '../support/keyed.ts'

const text = 'query Mine($first: Int = 3) { viewer { id } mentors(first: $first) { nodes { id } } }'
const idOf = (document: string) => `sha256:${hash('sha256', document, 'hex')}`
const strict = { api: { ...defaultInstitutionPolicy.api, isTrustedDocumentRequired: true } }

t.test('a document that the campus has registered', async (t) => {
  const app = await testApp(t)
  const register = (who: Someone, ...texts: string[]) =>
    rest(app, who, 'POST', '/v1/trusted-documents', { documents: texts.map((text) => ({ text })) })
  const post = (who: Someone, body: object) => call(app, who, { url: '/graphql', body })

  t.test('runs by its id as it would by its text, by POST and by GET, for everybody of the campus', async (t) => {
    const home = await campus(app)
    await register(await home.admin(), text)
    const student = await home.student()
    const variables = { first: 1 }
    const sent = await post(student, { query: text, variables })
    const named = await post(student, { documentId: idOf(text), variables })
    t.same({ status: named.status, body: named.body }, { status: 200, body: sent.body })
    t.equal(named.body.data.viewer.id, student.id)
    const query = new URLSearchParams({ documentId: idOf(text), variables: JSON.stringify(variables) })
    const got = await call(app, student, { method: 'GET', url: `/graphql?${query}` })
    t.same({ status: got.status, body: got.body }, { status: 200, body: sent.body })
    t.ok(got.headers.etag)
    const persistedQuery = { version: 1, sha256Hash: hash('sha256', text, 'hex') }
    t.same(
      (await post(student, { extensions: { persistedQuery }, variables })).body,
      sent.body,
      "as Apollo's clients ask"
    )
  })

  t.test('is found at its own campus only, and an id that is none is a problem', async (t) => {
    const [home, other] = [await campus(app), await campus(app)]
    await register(await other.admin(), text)
    const student = await home.student()
    for (const documentId of [idOf(text), idOf('{ viewer { id } }'), 'sha256:', 'Mine', '']) {
      const { status, body } = await post(student, { documentId })
      t.match({ status, body }, { status: 404, body: { errors: [{ extensions: { code: 'DOCUMENT_NOT_FOUND' } }] } })
    }
    for (const body of [{ documentId: 7 }, { documentId: idOf(text), query: text }]) {
      const answer = await post(student, body)
      t.match(answer.body.errors[0].extensions, { code: 'OPERATION_NOT_ALLOWED', inputPath: ['documentId'] })
      t.equal(answer.status, 400)
    }
  })

  t.test('with a mutation is refused by GET', async (t) => {
    const home = await campus(app)
    const change =
      'mutation M($input: SendMeetingRequestInput!) { sendMeetingRequest(input: $input) { problems { code } } }'
    await register(await home.admin(), change)
    const url = `/graphql?documentId=${idOf(change)}`
    t.equal((await call(app, await home.student(), { method: 'GET', url })).status, 405)
  })

  t.test(
    'is the only thing that a strict campus runs, from the next request on and until it says otherwise',
    async (t) => {
      const home = await campus(app)
      const admin = await home.admin()
      const student = await home.student()
      await register(admin, text)
      const policy = (body: object) => rest(app, admin, 'PATCH', '/v1/institution/policy', body)
      t.match((await policy({ isTrustedDocumentRequired: true })).body.policy, { isTrustedDocumentRequired: true })
      const foreign = `${text} `
      for (const who of [student, admin]) {
        for (const query of [foreign, '{ __schema { queryType { name } } }', '{ broken']) {
          const { status, body } = await post(who, { query })
          t.match(
            { status, body },
            { status: 403, body: { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] } }
          )
        }
        const url = `/graphql?query=${encodeURIComponent(foreign)}`
        t.equal((await call(app, who, { method: 'GET', url })).status, 403)
        t.equal((await post(who, { documentId: idOf(text) })).status, 200)
        t.equal((await post(who, { query: text })).status, 200, 'a registered text may be sent whole')
      }
      await policy({ isTrustedDocumentRequired: false })
      t.equal((await post(student, { query: foreign })).status, 200)
    }
  )

  t.test('is refused once it has been removed', async (t) => {
    const home = await campus(app, strict)
    const admin = await home.admin()
    const { body } = await register(admin, text)
    t.equal((await post(admin, { documentId: idOf(text) })).status, 200)
    await rest(app, admin, 'DELETE', `/v1/trusted-documents/${body.items[0].id}`)
    t.equal((await post(admin, { documentId: idOf(text) })).status, 404)
    t.equal((await post(admin, { query: text })).status, 403)
  })
})

t.test('a hot document costs no statement, whoever of the campus asks', async (t) => {
  const app = await testApp(t, { actorTtlMs: 5_000 })
  const home = await campus(app, strict)
  const [admin, student, stranger] = [await home.admin(), await home.student(), await (await campus(app)).student()]
  const query = 'query Me { institution { name } }'
  await rest(app, admin, 'POST', '/v1/trusted-documents', { documents: [{ text: query }] })
  const statementsOf = async () => {
    app.forget()
    await call(app, student, { url: '/graphql', body: { documentId: idOf(query) } })
    return app.roundTrips.flat().filter(({ text }) => text.includes('trusted_documents')).length
  }
  t.same([await statementsOf(), await statementsOf()], [1, 0])
  const foreign = await call(app, stranger, { url: '/graphql', body: { documentId: idOf(query) } })
  t.equal(foreign.status, 404, 'what is remembered is remembered for its campus')
  app.clock.travel(1)
  t.equal(await statementsOf(), 1, 'and is asked for again later on')
})
