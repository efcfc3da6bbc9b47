import fc from 'fast-check'
import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { warmthOf } from '../../../src/modules/relationships/warmth.rules.ts'
import { addMinutes } from '../../../src/ports/clock.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { outcomeOf } from '../meetings/meeting-seed.ts'
import { age, relationshipOf } from './related.ts'

const now = '2026-03-02T15:00:00.000Z'
const ago = (minutes: number) => addMinutes(now, -minutes)
const count = fc.integer({ min: 0, max: 50 })
const minutes = fc.integer({ min: 0, max: 3_000_000 })
const helped = fc.record({ meetings: count, referrals: count, introductions: count })

t.test('warmth is the sum of its points, from 0 to 100, and more of anything never lowers it (S#69)', async () => {
  fc.assert(
    fc.property(helped, helped, minutes, minutes, (some, more, one, other) => {
      const warmth = warmthOf({ lastTouchAt: ago(one), ...some }, now)
      const sum = warmth.factors.reduce((total, { points }) => total + points, 0)
      const newer = warmthOf({ lastTouchAt: ago(Math.min(one, other)), ...some }, now)
      const both = {
        meetings: some.meetings + more.meetings,
        referrals: some.referrals + more.referrals,
        introductions: some.introductions + more.introductions
      }
      const helpful = warmthOf({ lastTouchAt: ago(one), ...both }, now)
      const isWithin = warmth.score >= 0 && warmth.score <= 100 && warmth.score === sum
      return isWithin && newer.score >= warmth.score && helpful.score >= warmth.score
    })
  )
})

t.test('the most and the least', async (t) => {
  const much = { meetings: 2, referrals: 3, introductions: 3 }
  t.equal(warmthOf({ lastTouchAt: now, ...much }, now).score, 100)
  t.equal(warmthOf({ lastTouchAt: null, ...much }, now).score, 0, 'who was never in touch is cold, helpful or not')
  t.match(warmthOf({ lastTouchAt: ago(90 * 24 * 60), ...much }, now).factors[0], { value: 90, points: 20 })
})

t.test('whoever keeps somebody warm reads how warm, and nobody else', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'ALUM' }
  const contactOf = async (more: object) =>
    (await mutate(app, student, 'createContact', { ...jan, ...more }, 'contact { id }')).contact.id as string
  const contactId = await contactOf({ personId: mentor.id })
  await contactOf({ introducedById: contactId })
  const { id: outcomeId } = await outcomeOf(home, { student, mentor })
  const name = { externalName: 'Sam', createdAt: now, outcomeId, referredById: mentor.id, studentId: student.id }
  await home.run(insertRow('referrals', { id: newId(), ...name }, sql`1`))
  await age(app)
  const { id } = await relationshipOf(app, home, { student, mentor })
  const expected = [
    ['RECENCY', 0, 40],
    ['MEETINGS', 1, 10],
    ['REFERRALS', 1, 8],
    ['INTRODUCTIONS', 1, 5]
  ].map(([name, value, points]) => ({ name, value, points }))
  const words = 'warmth { score factors { name value points } }'
  const query = `query ($id: ID!, $contactId: ID!) { relationship(id: $id) { ${words} } contact(id: $contactId) { ${words} }
    contactWarmth(contactId: $contactId) { score } }`
  const read = async (who: typeof student) => (await graphql(app, who, query, { id, contactId })).data
  const warmth = { score: 63, factors: expected }
  t.same(await read(student), { relationship: { warmth }, contact: { warmth }, contactWarmth: { score: 63 } })
  const none = { relationship: { warmth: null }, contact: null, contactWarmth: null }
  for (const other of [mentor, await home.counselor(), await home.admin()]) t.same(await read(other), none)
  t.match(await rest(app, student, 'GET', `/v1/contacts/${contactId}/warmth`), { status: 200, body: { score: 63 } })
  t.equal((await rest(app, mentor, 'GET', `/v1/contacts/${contactId}/warmth`)).status, 404)
  await mutate(app, student, 'logTouchpoint', { mentorId: mentor.id, kind: 'UPDATE', occurredAt: now }, '')
  t.match((await read(student)).relationship, { warmth: { score: 63 } })
})
