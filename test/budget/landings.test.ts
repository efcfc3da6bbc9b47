import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { degree, job } from '../modules/landings/graduate.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { attributionRow, invitationRow, landingRow, offerRow } from '../permissions/filled-landings.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A campus with so many who have landed, each after an offer and a conversation; one of them has helpers in that number. */
async function landedOf(app: TestApp, count: number) {
  const home = await campus(app)
  for (let n = 0; n < count; n++) {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const studentId = student.id
    const [offerId, landingId] = [newId(), newId()]
    const meetingId = await meetingOf(home, { student, mentor }, { status: 'COMPLETED' })
    await home.run(
      offerRow({ id: offerId, studentId }),
      landingRow({ id: landingId, studentId, offerId }),
      attributionRow({ studentId, meetingId, offerId }),
      attributionRow({ studentId, meetingId, landingId }),
      invitationRow({ id: newId(), personId: studentId, landingId })
    )
  }
  const helped = await home.student()
  await degree(home, helped, '2026-05-20')
  const meetings: string[] = []
  for (let n = 0; n < count; n++)
    meetings.push(await meetingOf(home, { student: helped, mentor: await home.mentor() }, { status: 'COMPLETED' }))
  return { admin: await home.admin(), helped, meetings }
}

const queries: Record<string, { query: string; statements: number }> = {
  offers: { query: '{ offers(first: 50) { nodes { organization stage allowedStages } } }', statements: 1 },
  'offers with all about each': {
    query:
      '{ offers(first: 50) { nodes { student { name } occupation { title } attribution { attribution meeting { id } } } } }',
    statements: 5
  },
  landings: { query: '{ landings(first: 50) { nodes { category isCurrent salary { amount } } } }', statements: 1 },
  'landings with all about each': {
    query: `{ landings(first: 50) { nodes { student { name } recordedBy { name } offer { id } program { title }
      attribution { attribution } landedNotified { percent } } } }`,
    statements: 7
  },
  invitations: {
    query: '{ mentorInvitations(first: 50) { nodes { status person { name } landing { category } } } }',
    statements: 3
  },
  conversion: { query: '{ conversionReport { rate lower upper references { lift } } }', statements: 1 },
  'seekers who mentor': { query: '{ seekerToMentorReport { share } }', statements: 1 }
}

t.test('what landings cost is the same with 5 and with 50', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await landedOf(app, 5), await landedOf(app, 50)]
  const entering = /^(begin|commit|select set_config)/
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { status, statements }
  }

  for (const [name, { query, statements }] of Object.entries(queries)) {
    t.test(name, async (t) => {
      for (const { admin } of [few, many])
        t.same(await cost(() => graphql(app, admin, query)), { status: 200, statements })
    })
  }

  t.test('a page by REST is one statement', async (t) => {
    for (const path of ['offers', 'landings', 'mentor-invitations'])
      for (const { admin } of [few, many])
        t.same(await cost(() => rest(app, admin, 'GET', `/v1/${path}?first=50`)), { status: 200, statements: 1 })
  })

  t.test('a change is at most three round trips, a landing with all its notices too', async (t) => {
    for (const { helped, meetings } of [few, many]) {
      const tripsOf = async (who: Someone, verb: string, input: object, fields = '') => {
        await app.settled()
        app.forget()
        const done = await mutate(app, who, verb, input, fields)
        await app.settled()
        t.same(done.problems, [], verb)
        return { trips: app.roundTrips.length, ...done }
      }
      await graphql(app, helped, '{ viewer { id } }')
      const links = meetings.map((meetingId) => ({ meetingId, attribution: 'DIRECT' }))
      const place = { organization: 'Foxglove', title: 'Developer' }
      const { offer, trips } = await tripsOf(helped, 'recordOffer', { kind: 'JOB', ...place }, 'offer { id }')
      t.equal(trips, 2)
      t.equal((await tripsOf(helped, 'updateOffer', { id: offer.id, stage: 'OFFERED' })).trips, 2)
      t.equal((await tripsOf(helped, 'setOfferAttribution', { id: offer.id, links })).trips, 3)
      const coded = { ...job, occupation: '15-1252.00', industry: '541511' }
      const made = await tripsOf(helped, 'recordLanding', coded, 'landing { id }')
      t.equal(made.trips, 3)
      const { id } = made.landing
      const { data } = await graphql(app, helped, `{ landing(id: "${id}") { landedNotified { total } } }`)
      t.equal(data.landing.landedNotified.total, meetings.length)
      t.equal((await tripsOf(helped, 'setLandingAttribution', { id, links })).trips, 3)
      t.equal((await tripsOf(helped, 'updateLanding', { id, category: 'SEEKING_EMPLOYMENT' })).trips, 2)
      t.equal((await tripsOf(helped, 'withdrawLanding', { id, reason: 'A mistake.' })).trips, 2)
    }
  })
})
