import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { depth, everything, heldConversation } from './held-conversation.ts'

t.test('who reads what of a conversation', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const { meetingId, shown, resumeId } = await heldConversation(home, pair)
  const said = everything((await home.mentor()).id, shown)
  const { outcome } = await mutate(app, student, 'logOutcome', { meetingId, ...said }, `outcome { ${depth} }`)
  const read = async (who: typeof student) =>
    (await graphql(app, who, `{ meeting(id: "${meetingId}") { keepInMind outcome { ${depth} } } }`)).data.meeting
  const byRest = async (who: typeof student) => (await rest(app, who, 'GET', `/v1/outcomes/${outcome.id}`)).body

  t.test('what the student noticed is theirs, not even counselors read it, unless they share it (S#56)', async (t) => {
    t.equal((await read(student)).outcome.observations.length, 2)
    for (const official of [await home.counselor(), await home.admin(), await home.machine()]) {
      t.same((await read(official)).outcome.observations, [said.observations[0]])
      t.same((await byRest(official)).observations, [said.observations[0]])
      const listed = await rest(app, official, 'GET', '/v1/outcomes')
      t.same(listed.body.items[0].observations, [said.observations[0]])
    }
    t.same(
      await home.run(sql`select 1 from audit_events where tenant_id = ${tenant} and changes::text like '%shouts%'`),
      []
    )
  })

  t.test('somebody outside the campus is named to the student alone, as a resource too', async (t) => {
    const [, outside] = (await read(await home.counselor())).outcome.resources
    t.match(outside, { kind: 'PERSON', title: null, note: null, referral: { externalName: null } })
  })

  t.test(
    'the mentor learns that they may be thought of, if the student says so, and nothing else (S#57)',
    async (t) => {
      const keepInMind = async (who: typeof student) =>
        (await rest(app, who, 'GET', `/v1/meetings/${meetingId}`)).body.keepInMind
      t.same(await read(mentor), { keepInMind: true, outcome: null })
      t.same(
        [await keepInMind(mentor), await keepInMind(student), await keepInMind(await home.counselor())],
        [true, true, true]
      )
      const { items } = (await rest(app, mentor, 'GET', '/v1/meetings')).body
      t.equal(items[0].keepInMind, true)
      await mutate(app, student, 'updateOutcome', { id: outcome.id, closing: { keepInMind: true } }, '')
      t.same(await read(mentor), { keepInMind: null, outcome: null })
      t.equal(await keepInMind(mentor), null)
      t.match((await read(student)).outcome.closing, { hasThanked: null, keepInMind: true, isKeepInMindShared: false })
    }
  )

  t.test(
    'of people who come of it, each counts once: names, and contacts of the mentor or through them (S#7)',
    async (t) => {
      const make = async (input: object) =>
        (await mutate(app, student, 'createContact', { kind: 'EXISTING', source: 'OTHER', ...input }, 'contact { id }'))
          .contact.id
      const introducedById = await make({ givenName: 'The', familyName: 'Mentor', personId: mentor.id })
      await make({ givenName: 'sam', familyName: 'rivera', introducedById })
      await make({ givenName: 'New', familyName: 'Person', introducedById })
      await make({ givenName: 'Someone', familyName: 'Else' })
      t.equal((await read(student)).outcome.networkAdded, 5, 'three names, the mentor, one more')
      t.equal((await byRest(await home.machine())).networkAdded, null)
    }
  )

  t.test(
    'feedback is tied to the version that the request showed, and stands there for who sees outcomes (S#50)',
    async (t) => {
      t.match(outcome.resumeFeedback, { resumeVersion: { id: shown }, marketability: 3, outcome: { id: outcome.id } })
      const query = `{ resume(id: "${resumeId}") { versions { feedback { gaps } } } }`
      for (const who of [student, await home.counselor()])
        t.same((await graphql(app, who, query)).data.resume.versions, [{ feedback: [{ gaps: ['Statistics'] }] }])
      const toMachine = (await byRest(await home.machine())).resumeFeedback
      t.match(toMachine, { resumeVersionId: null, gaps: ['Statistics'] }, 'resumes are not for machines')
      const found = await rest(app, student, 'GET', `/v1/outcomes?resumeVersionId=${shown}`)
      t.same(
        found.body.items.map(({ id }: { id: string }) => id),
        [outcome.id]
      )
    }
  )
})
