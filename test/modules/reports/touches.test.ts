import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { requestRow } from '../../permissions/filled.ts'
import { contactRow, touchpointRow } from '../../permissions/filled-contacts.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'

const day = (n: number) => `2026-02-${String(n).padStart(2, '0')}T09:00:00.000Z`

t.test('touches before the first ask', async (t) => {
  const app = await testApp(t)
  // Every figure is told here; what is left out of small ones has tests of its own below.
  const home = await campus(app, { reports: { smallNumber: 1 } })
  const counselor = await home.counselor()
  /** A student with so many touchpoints before they asked a mentor on the tenth, and what became of it. */
  async function asked(before: number, status: string, more: object = {}, through: 'CONTACT' | 'MENTOR' = 'MENTOR') {
    const [{ id: ownerId }, { id: mentorId }] = [await home.student(), await home.mentor()]
    const contactId = newId()
    const subject = through === 'MENTOR' ? { mentorId } : { contactId }
    const send = { sentAt: day(10), expiresAt: day(24), status, type: 'COMPANY_INSIDER' }
    await home.run(
      contactRow({ id: contactId, ownerId, personId: mentorId, occupationCode: null }),
      requestRow({ id: newId(), studentId: ownerId, mentorId, ...send, targetOccupationCode: null, ...more }),
      ...Array.from({ length: before }, (_, n) =>
        touchpointRow({ id: newId(), ownerId, ...subject, occurredAt: day(n + 1) })
      ),
      touchpointRow({ id: newId(), ownerId, ...subject, occurredAt: day(11) })
    )
    return { studentId: ownerId, mentorId }
  }
  const report = async (query = '') =>
    (await rest(app, counselor, 'GET', `/v1/reports/touches-before-first-ask${query}`)).body.rows
  const none = [0, 1, 2, 3].map((touches) => ({
    touches,
    asks: 0,
    accepted: 0,
    rate: null as number | null,
    isSuppressed: false
  }))

  t.test('are all nought, without a rate, while nobody has asked', async (t) => {
    await home.run(
      requestRow({
        id: newId(),
        studentId: (await home.student()).id,
        mentorId: (await home.mentor()).id,
        status: 'DRAFT',
        targetOccupationCode: null
      })
    )
    t.same(await report(), none)
  })

  t.test('group the first asks by what came before, directly or by the contact that the mentor is', async (t) => {
    await asked(0, 'DECLINED')
    await asked(0, 'ACCEPTED')
    await asked(1, 'SENT')
    await asked(1, 'ACCEPTED', {}, 'CONTACT')
    await asked(3, 'ACCEPTED')
    await asked(5, 'ACCEPTED', {}, 'CONTACT')
    const expected = [
      { touches: 0, asks: 2, accepted: 1, rate: 0.5 },
      { touches: 1, asks: 2, accepted: 1, rate: 0.5 },
      { touches: 2, asks: 0, accepted: 0, rate: null },
      { touches: 3, asks: 2, accepted: 2, rate: 1 }
    ].map((row) => ({ ...row, isSuppressed: false }))
    t.same(await report(), expected)
    const { data } = await graphql(
      app,
      counselor,
      '{ touchesBeforeFirstAsk { rows { touches asks accepted rate isSuppressed } } }'
    )
    t.same(data.touchesBeforeFirstAsk.rows, expected)
  })

  t.test('count a pair once, by the request that was sent first', async (t) => {
    const before = await report()
    const pair = await asked(2, 'DECLINED')
    const again = { sentAt: day(20), expiresAt: day(28), status: 'ACCEPTED', targetOccupationCode: null }
    await home.run(requestRow({ id: newId(), ...pair, ...again }))
    const row = { touches: 2, asks: 1, accepted: 0, rate: 0, isSuppressed: false }
    t.same(await report(), before.with(2, row))
  })

  t.test('touchpoints of others with the same mentor count for nobody', async (t) => {
    const [{ mentorId }, { id: ownerId }] = [await asked(0, 'SENT'), await home.student()]
    const [zero] = await report()
    await home.run(touchpointRow({ id: newId(), ownerId, mentorId, occurredAt: day(2) }))
    t.same((await report())[0], zero)
  })

  t.test('are narrowed by type and by when the first ask was sent', async (t) => {
    // Sent after the touchpoint that the others had only when they had asked.
    await asked(2, 'ACCEPTED', { type: 'HIRING_MANAGER', sentAt: day(15) })
    const one = { touches: 3, asks: 1, accepted: 1, rate: 1, isSuppressed: false }
    t.same(await report('?type=HIRING_MANAGER'), none.with(3, one))
    t.same(await report(`?sentFrom=${day(15)}`), none.with(3, one))
    t.same(await report(`?sentBefore=${day(10)}`), none)
  })

  t.test('tell nothing of few asks, nor what the others and the sum would tell of them', async (t) => {
    const admin = await home.admin()
    const nothing = { asks: null, accepted: null, rate: null, isSuppressed: true }
    const hidden = none.map(({ touches }) => ({ touches, ...nothing }))
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { smallNumber: 5 })
    t.same(await report(`?sentFrom=${day(15)}`), hidden, 'one ask: all that is told of it would be of its student')
    for (let n = 0; n < 5; n++) await asked(0, n < 3 ? 'ACCEPTED' : 'DECLINED')
    // 8, 2, 1 and 3 asks by now: six of the latter are enough to stand for each other.
    const [zero, ...few] = await report()
    t.match(zero, { touches: 0, asks: 8, isSuppressed: true, accepted: null, rate: null }, 'nor few of the accepted')
    t.same(few, hidden.slice(1))
    t.same(await report(`?sentBefore=${day(10)}`), none, 'while nobody has asked there is nobody to tell of')
  })

  t.test('are for counselors and admins, and of their own campus', async (t) => {
    const neighbour = await campus(app)
    const there = await rest(app, await neighbour.admin(), 'GET', '/v1/reports/touches-before-first-ask')
    t.same(there.body.rows, none)
    for (const who of [await home.student(), await home.mentor(), await home.machine()])
      t.equal((await rest(app, who, 'GET', '/v1/reports/touches-before-first-ask')).status, 403)
  })
})
