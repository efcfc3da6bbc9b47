import fc from 'fast-check'
import t from 'tap'
import {
  endOfLocalDay,
  healthOf,
  localDay,
  plusDays,
  streakOf
} from '../../../src/modules/accountability/local-days.rules.ts'

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom(...zones)
const instant = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

// By another way through Intl: a locale that writes days as ISO does, on a date that is shifted by nothing of ours.
const dayByIntl = (at: string, timeZone: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone })

t.test('a local day is the one that the zone has, wherever and whenever (S#76)', async () => {
  fc.assert(fc.property(instant, zone, (at, timeZone) => localDay(at, timeZone) === dayByIntl(at, timeZone)))
})

t.test('a local day ends at the first instant of the next one, on the days of clock changes too', async (t) => {
  const endsRightly = (at: string, timeZone: string) => {
    const end = endOfLocalDay(at, timeZone)
    const before = new Date(Date.parse(end) - 1).toISOString()
    const hours = (Date.parse(end) - Date.parse(at)) / 3_600_000
    return (
      end > at &&
      hours <= 25 &&
      dayByIntl(before, timeZone) === dayByIntl(at, timeZone) &&
      dayByIntl(end, timeZone) > dayByIntl(at, timeZone)
    )
  }
  fc.assert(fc.property(instant, zone, endsRightly))
  for (const [at, timeZone, end] of [
    ['2026-03-08T06:00:00.000Z', 'America/Chicago', '2026-03-09T05:00:00.000Z'],
    ['2026-11-01T05:00:00.000Z', 'America/Chicago', '2026-11-02T06:00:00.000Z'],
    ['2026-09-06T03:59:59.999Z', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['2026-11-01T04:30:00.000Z', 'America/Havana', '2026-11-02T05:00:00.000Z'],
    ['2026-05-01T10:00:00.000Z', 'Pacific/Kiritimati', '2026-05-02T10:00:00.000Z']
  ] as const)
    t.equal(endOfLocalDay(at, timeZone), end, `${at} in ${timeZone}`)
})

const today = '2026-03-10'
// Days of the last weeks, by how long ago they were.
const ago = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 40 })
const datesOf = (days: readonly number[]) => days.map((n) => plusDays(today, -n)).toSorted()

t.test('a streak is what counting day by day finds (S#78)', async () => {
  const counted = (done: ReadonlySet<string>) => {
    let current = 0
    for (let n = done.has(today) ? 0 : 1; done.has(plusDays(today, -n)); n++) current++
    const runFrom = (n: number): number => (done.has(plusDays(today, -n)) ? 1 + runFrom(n + 1) : 0)
    return { current, longest: Math.max(...Array.from({ length: 42 }, (_, n) => runFrom(n))) }
  }
  fc.assert(
    fc.property(ago, (days) => {
      const dates = datesOf(days)
      const [found, expected] = [streakOf(dates, today), counted(new Set(dates))]
      return found.current === expected.current && found.longest === expected.longest
    })
  )
})

t.test('health is the share of the last 14 days that both kept, of those on which one meant to (S#80)', async (t) => {
  const now = '2026-03-10T18:00:00.000Z'
  const chicago = { inviterTimeZone: 'America/Chicago', partnerTimeZone: 'America/Chicago' }
  fc.assert(
    fc.property(ago, ago, ago, (meant, inviter, partner) => {
      const days = { inviterDoneOn: datesOf(inviter), partnerDoneOn: datesOf(partner), intendedOn: datesOf(meant) }
      const over = meant.filter((n) => n >= 1 && n <= 14)
      const kept = over.filter((n) => inviter.includes(n) && partner.includes(n))
      const found = healthOf({ ...chicago, ...days }, now)
      if (over.length === 0) return found === null
      return (
        found?.days === over.length && found.bothDoneDays === kept.length && found.rate === kept.length / over.length
      )
    })
  )
  // For Auckland the tenth is over already, for Chicago it is not.
  const apart = { inviterTimeZone: 'America/Chicago', partnerTimeZone: 'Pacific/Auckland' }
  const days = { inviterDoneOn: [today], partnerDoneOn: [today], intendedOn: [today] }
  t.equal(healthOf({ ...apart, ...days }, now), null, 'a day counts once it is over for both')
})
