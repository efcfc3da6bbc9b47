import t from 'tap'
import { decisionOn } from '../../../src/modules/notifications/deliveries.rules.ts'
import { isBetween, nextLocal } from '../../../src/modules/notifications/local-time.rules.ts'
import { defaultPreferences } from '../../../src/modules/notifications/preferences.rules.ts'

const chicago = 'America/Chicago'

t.test('a time of the day comes next', async (t) => {
  t.equal(nextLocal('08:00', '2026-03-02T13:59:59.000Z', chicago), '2026-03-02T14:00:00.000Z', 'today')
  t.equal(nextLocal('08:00', '2026-03-02T14:00:00.000Z', chicago), '2026-03-02T14:00:00.000Z', 'now')
  t.equal(nextLocal('08:00', '2026-03-02T14:00:00.001Z', chicago), '2026-03-03T14:00:00.000Z', 'tomorrow')
  t.equal(nextLocal('08:00', '2026-03-03T05:00:00.000Z', chicago), '2026-03-03T14:00:00.000Z', 'of the local day')
  t.equal(nextLocal('00:00', '2026-06-01T00:00:00.000Z', 'Asia/Kathmandu'), '2026-06-01T18:15:00.000Z')
})

t.test('a time of the day comes when the clocks are changed', async (t) => {
  t.equal(
    nextLocal('08:00', '2026-03-08T00:00:00.000Z', chicago),
    '2026-03-08T13:00:00.000Z',
    'an hour sooner in spring'
  )
  t.equal(
    nextLocal('08:00', '2026-11-01T00:00:00.000Z', chicago),
    '2026-11-01T14:00:00.000Z',
    'an hour later in autumn'
  )
  t.equal(
    nextLocal('02:30', '2026-03-08T06:00:00.000Z', chicago),
    '2026-03-08T08:30:00.000Z',
    'there is no 02:30: at 03:30'
  )
  t.equal(nextLocal('01:30', '2026-11-01T05:00:00.000Z', chicago), '2026-11-01T06:30:00.000Z', 'the first of two')
  t.equal(nextLocal('01:30', '2026-11-01T06:31:00.000Z', chicago), '2026-11-02T07:30:00.000Z', 'once a day')
  t.equal(nextLocal('23:30', '2026-10-25T12:00:00.000Z', 'Europe/Berlin'), '2026-10-25T22:30:00.000Z')
})

t.test('quiet hours are those of the clock on the wall, past midnight too', async (t) => {
  const isQuiet = (at: string) => isBetween('22:00', '07:00', at, chicago)
  t.equal(isQuiet('2026-03-03T03:59:59.000Z'), false, '21:59')
  t.equal(isQuiet('2026-03-03T04:00:00.000Z'), true, '22:00')
  t.equal(isQuiet('2026-03-03T12:59:59.000Z'), true, '06:59')
  t.equal(isQuiet('2026-03-03T13:00:00.000Z'), false, '07:00')
  t.equal(isQuiet('2026-03-08T12:00:00.000Z'), false, '07:00 is an hour sooner on this day')
  t.equal(isBetween('12:00', '13:00', '2026-03-03T18:30:00.000Z', chicago), true)
  t.equal(isBetween('12:00', '13:00', '2026-03-03T19:00:00.000Z', chicago), false)
})

t.test('what becomes of a mail', async (t) => {
  const due = {
    ...defaultPreferences,
    ...{ id: '1', attempts: 0, recipientId: '2', recipientName: 'Ada', email: 'ada@campus.example', isActive: true },
    ...{
      kind: 'REQUEST_RECEIVED' as const,
      aboutName: null,
      at: null,
      by: null,
      ownTitle: null,
      ownText: null,
      locale: 'en-US',
      timeZone: chicago
    },
    ...{ pact: null, isOwn: false },
    ...{ requestStatus: null, counteredBy: null, isStudent: null, reviewStatus: null, isOutdated: false },
    createdAt: '2026-03-08T05:00:00.000Z'
  }
  const at = (now: string, more: object = {}, isOn = true) => decisionOn({ ...due, ...more }, now, isOn)
  const night = '2026-03-08T05:00:00.000Z'
  const quiet = { quietFrom: '22:00', quietUntil: '07:00' }
  const daily = { digest: 'DAILY' as const, digestHour: 6 }
  t.same(at(night), { to: 'SEND' })
  t.same(at(night, quiet), { to: 'WAIT', until: '2026-03-08T12:00:00.000Z' }, 'seven in the morning, by summer time')
  t.same(at(night, daily), { to: 'WAIT', until: '2026-03-08T11:00:00.000Z' })
  t.same(at('2026-03-08T11:00:00.000Z', daily), { to: 'SEND' })
  t.same(at('2026-03-08T11:00:00.000Z', { ...daily, ...quiet }), { to: 'WAIT', until: '2026-03-08T12:00:00.000Z' })
  t.same(at(night, {}, false), { to: 'SUPPRESS', reason: 'MAIL_OFF' })
  t.same(at(night, { isActive: false }), { to: 'SUPPRESS', reason: 'INACTIVE' })
  t.same(at(night, { isMailOn: false }), { to: 'SUPPRESS', reason: 'OPTED_OUT' })
  t.same(at(night, { unmailedKinds: ['REQUEST_RECEIVED'] }), { to: 'SUPPRESS', reason: 'OPTED_OUT' })
  for (const email of [
    null,
    'ada',
    'ada@campus.example, eve@evil.example',
    'ada@campus.example\r\nBcc: eve@evil.example'
  ])
    t.same(at(night, { email }), { to: 'SUPPRESS', reason: 'NO_ADDRESS' })
})
