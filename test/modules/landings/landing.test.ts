import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { degree, graduate, job, record, refusals } from './graduate.ts'

const salary = { amount: 72_000.5, currency: 'USD', period: 'YEAR' }

t.test('where somebody landed', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin, machine] = [await home.counselor(), await home.admin(), await home.machine()]
  const update = (who: { id: string; token: string }, input: object) =>
    mutate(
      app,
      who,
      'updateLanding',
      input,
      'landing { category employmentType title salary { amount } isCurrent version }'
    )

  t.test('its class is that of the latest graduation, from July to June', async (t) => {
    const ofClass = async (graduatesOn: string) =>
      (await record(app, await graduate(home, graduatesOn))).landing.classYear
    t.same([await ofClass('2026-06-30'), await ofClass('2026-07-01')], [2026, 2027])
    t.equal((await record(app, await home.student())).landing.classYear, null)
    const twice = await graduate(home, '2022-05-20')
    await degree(home, twice, '2026-05-20', 'MASTER')
    t.equal((await record(app, twice)).landing.classYear, 2026)
    t.equal((await record(app, twice, { ...job, classYear: 2022 })).landing.classYear, 2022)
    t.same(refusals(await record(app, twice, { ...job, classYear: 2024 })), ['INVALID_INPUT classYear'])
  })

  t.test("a category has what NACE's two levels give it, and nothing else", async (t) => {
    const student = await graduate(home)
    const tried = async (input: object) => refusals(await record(app, student, input))
    t.same(await tried({ ...job, employmentType: null }), ['INVALID_INPUT employmentType'])
    t.same(await tried({ ...job, organization: null }), ['INVALID_INPUT organization'])
    t.same(await tried({ ...job, employmentType: 'FACULTY_TENURE_TRACK' }), ['INVALID_INPUT employmentType'])
    t.same(await tried({ category: 'SERVICE', employmentType: 'ORGANIZATION' }), ['INVALID_INPUT employmentType'])
    t.same(await tried({ category: 'NOT_SEEKING', salary, title: 'x' }), [
      'INVALID_INPUT title',
      'INVALID_INPUT salary'
    ])
    t.same(await tried({ ...job, program: '11.0701' }), ['INVALID_INPUT program'])
    t.same(await tried({ ...job, occupation: '99-9999.99', industry: '0' }), [
      'UNKNOWN_OCCUPATION occupation',
      'UNKNOWN_INDUSTRY industry'
    ])
    t.same(
      await tried({ ...job, country: 'XX', city: '\u0000', salary: { ...salary, amount: 0.001, currency: 'usd' } }),
      ['INVALID_INPUT city', 'INVALID_INPUT country', 'INVALID_INPUT salary.amount', 'INVALID_INPUT salary.currency']
    )
    t.same(await tried({ ...job, offerId: newId() }), ['NOT_FOUND offerId'])
    t.same(await tried({ category: 'CONTINUING_EDUCATION', organization: 'Northfield', program: '11.0701' }), [])
    const doctor = await graduate(home, '2026-05-20', 'DOCTORATE')
    t.same(refusals(await record(app, doctor, { ...job, employmentType: 'FACULTY_TENURE_TRACK' })), [])
    t.same(
      refusals(
        await record(app, await graduate(home), { category: 'EMPLOYED_PART_TIME', employmentType: 'FREELANCE' })
      ),
      []
    )
  })

  t.test('it is corrected by whoever keeps it, and a category takes along what it does not have', async (t) => {
    const student = await graduate(home)
    const { landing } = await record(app, student, { ...job, salary })
    for (const who of [counselor, machine])
      t.same(refusals(await update(who, { id: landing.id, title: 'x' })), ['FORBIDDEN'])
    t.same(refusals(await update(student, { id: landing.id, title: 'x', expectedVersion: 7 })), [
      'VERSION_CONFLICT expectedVersion'
    ])
    t.match((await update(admin, { id: landing.id, title: 'Tester' })).landing, { title: 'Tester', version: 2 })
    const { body } = await rest(app, student, 'PATCH', `/v1/landings/${landing.id}`, { category: 'SEEKING_EMPLOYMENT' })
    t.match(body, { employmentType: null, organization: null, title: null, salary: null, version: 3, isCurrent: true })
    const ofOffice = await record(app, counselor, { ...job, studentId: student.id, source: 'FACULTY' })
    t.same(refusals(await update(student, { id: ofOffice.landing.id, title: 'x' })), ['FORBIDDEN'])
    const gone = await rest(app, student, 'POST', `/v1/landings/${landing.id}/withdraw`, { reason: 'A mistake.' })
    t.match(gone, { status: 200, body: { isCurrent: false, withdrawReason: 'A mistake.' } })
    const again = await mutate(app, student, 'withdrawLanding', { id: landing.id, reason: 'Again.' }, '')
    t.same(
      [...refusals(again), ...refusals(await update(student, { id: landing.id, title: 'x' }))],
      ['INVALID_TRANSITION', 'INVALID_TRANSITION']
    )
    t.equal((await rest(app, student, 'GET', `/v1/landings/${ofOffice.landing.id}`)).body.isCurrent, true)
  })

  t.test('it comes of an accepted offer of the same student', async (t) => {
    const [student, other] = [await graduate(home), await graduate(home)]
    const offer = async (who: typeof student, stage: string) =>
      (
        await mutate(
          app,
          who,
          'recordOffer',
          { kind: 'JOB', organization: 'Foxglove', title: 'x', stage },
          'offer { id }'
        )
      ).offer.id
    const [open, accepted, foreign] = [
      await offer(student, 'OFFERED'),
      await offer(student, 'ACCEPTED'),
      await offer(other, 'ACCEPTED')
    ]
    const tried = async (offerId: string) =>
      refusals(await record(app, admin, { ...job, studentId: student.id, offerId }))
    t.same(await tried(open), ['OFFER_NOT_ACCEPTED offerId'])
    t.same(await tried(foreign), ['NOT_FOUND offerId'])
    const { landing } = await record(app, student, { ...job, offerId: accepted })
    t.equal(landing.offer.id, accepted)
    const seen = await graphql(app, counselor, `{ landing(id: "${landing.id}") { offer { id } } }`)
    t.equal(seen.data.landing.offer, null, 'a counselor of others does not see the offer')
    t.equal((await rest(app, counselor, 'GET', `/v1/landings/${landing.id}`)).body.offerId, null)
  })
})
