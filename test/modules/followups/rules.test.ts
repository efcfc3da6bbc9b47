import fc from 'fast-check'
import t from 'tap'
import { figuresOf, instantsOfDay } from '../../../src/modules/followups/commitments.rules.ts'
import { statusWhenDone, thankYouDueAt } from '../../../src/modules/followups/followups.rules.ts'
import { letterOf, slotsOf, unedited } from '../../../src/modules/followups/letters.rules.ts'
import { instantOfLocal, localDay } from '../../../src/modules/notifications/local-time.rules.ts'

const zones = ['America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu']
// The days on which each of these put its clocks forward or back, and some between.
const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-06-15']
const zone = fc.constantFrom(...zones)
const time = fc
  .nat(24 * 60 - 1)
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const plus = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()

t.test('thanks are due the window after the end in elapsed time, whatever the clocks do (S#64)', async (t) => {
  const minutes = fc.option(fc.integer({ min: 1, max: 480 }), { nil: null })
  const window = fc.integer({ min: 15, max: 10_080 })
  fc.assert(
    fc.property(
      zone,
      fc.constantFrom(...changes),
      time,
      minutes,
      window,
      (timeZone, day, at, actualMinutes, window) => {
        const startsAt = instantOfLocal(day, at, timeZone)
        const meeting = { startsAt, durationMinutes: 30, actualMinutes, completedAt: null }
        const ended = plus(startsAt, (actualMinutes ?? 30) * 60_000)
        return thankYouDueAt(meeting, window) === plus(ended, window * 60_000)
      }
    )
  )
  const saturday = { startsAt: '2026-03-08T07:00:00.000Z', durationMinutes: 30, actualMinutes: null, completedAt: null }
  t.equal(thankYouDueAt(saturday, 120), '2026-03-08T09:30:00.000Z', 'from 01:30 to 04:30 on the wall in Chicago')
  const early = { ...saturday, completedAt: '2026-03-07T20:00:00.000Z' }
  t.equal(thankYouDueAt(early, 120), '2026-03-07T22:00:00.000Z', 'a conversation that was held earlier ended earlier')
})

t.test('what is done is on time at the due instant and before it, and late from the next millisecond on', async (t) => {
  const due = '2026-11-01T07:00:00.000Z'
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
      (ms) => (statusWhenDone(plus(due, ms), due) === 'DONE_ON_TIME') === ms <= 0
    )
  )
  const ended = plus(due, -120 * 60_000)
  const after = (minutes: number, seconds: number) =>
    statusWhenDone(plus(ended, minutes * 60_000 + seconds * 1_000), due)
  t.same([after(119, 59), after(120, 0), after(120, 1)], ['DONE_ON_TIME', 'DONE_ON_TIME', 'DONE_LATE'])
})

t.test('a draft is no mail before each slot is replaced, and never as it is (S#24)', async (t) => {
  const kind = fc.constantFrom('THANK_YOU' as const, 'UPDATE' as const, 'LANDING_NOTICE' as const)
  const names = { other: 'Ruth Nakamura', own: 'Mateo Rivera' }
  const word = fc.stringMatching(/^[a-z]{4,9} [0-9]{3}$/)
  fc.assert(
    fc.property(kind, fc.constantFrom('en-US', 'es-MX', 'fr'), fc.nat(5), word, (kind, locale, kept, own) => {
      const { subject, text } = letterOf(kind, locale, names)
      const slots = slotsOf(text)
      const isEdited = (edited: string) => unedited(kind, { subject, text: edited }, names).length === 0
      const all = slots.reduce((left, slot) => left.replace(slot, own), text)
      const oneLeft = slots.reduce(
        (left, slot, at) => (at === kept % slots.length ? left : left.replace(slot, own)),
        text
      )
      const none = slots.reduce((left, slot) => left.replace(slot, ''), text)
      const wrapped = oneLeft.replaceAll(' ', '\n').toUpperCase()
      return isEdited(all) && !isEdited(oneLeft) && !isEdited(wrapped) && !isEdited(none) && !isEdited(text)
    })
  )
  const { text } = letterOf('THANK_YOU', 'en', names)
  t.match(unedited('THANK_YOU', { subject: '[what you learned]', text: 'My own words.' }, names), [
    { path: ['subject'] }
  ])
  t.match(unedited('UPDATE', { subject: 'Hello', text }, names), [{ path: ['text'], message: /still to be replaced/ }])
})

t.test('a promise is on time until the end of its day where its student is', async (t) => {
  fc.assert(
    fc.property(zone, fc.constantFrom(...changes), (timeZone, day) => {
      const { remindAt, overdueAt } = instantsOfDay(day, '2026-01-01T00:00:00.000Z', timeZone)
      const hours = (Date.parse(overdueAt) - Date.parse(instantOfLocal(day, '00:00', timeZone))) / 3_600_000
      const isEnd = localDay(plus(overdueAt, -1), timeZone) === day && localDay(overdueAt, timeZone) > day
      return isEnd && hours >= 23 && hours <= 25 && localDay(String(remindAt), timeZone) === day
    })
  )
  const noon = '2026-03-02T18:00:00.000Z'
  t.equal(
    instantsOfDay('2026-03-02', noon, 'America/Chicago').remindAt,
    null,
    'nobody is reminded of what they just said'
  )
})

t.test('rates are shares of what was kept or is overdue', async (t) => {
  const counts = { made: 9, kept: 6, keptOnTime: 4, dropped: 1, overdue: 2 }
  t.match(figuresOf(counts), { keptRate: 0.75, keptOnTimeRate: 0.5 })
  t.match(figuresOf({ ...counts, kept: 0, keptOnTime: 0, overdue: 0 }), { keptRate: null, keptOnTimeRate: null })
})
