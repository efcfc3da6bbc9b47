import fc from 'fast-check'
import t from 'tap'
import { conversionOf } from '../../../src/modules/reports/conversion.rules.ts'
import { wilsonInterval } from '../../../src/modules/reports/wilson.rules.ts'

const shares = fc
  .integer({ min: 1, max: 100_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
const close = (a: number, b: number) => Math.abs(a - b) < 1e-9

t.test('the Wilson interval of a share', async (t) => {
  t.test('holds the share and stays within 0 and 1', async () => {
    fc.assert(
      fc.property(shares, ([k, n]) => {
        const found = wilsonInterval(k, n)
        return found !== null && 0 <= found.lower && found.lower <= k / n && k / n <= found.upper && found.upper <= 1
      })
    )
  })

  t.test('is mirrored when what counted and what did not change places', async () => {
    fc.assert(
      fc.property(shares, ([k, n]) => {
        const [one, other] = [wilsonInterval(k, n), wilsonInterval(n - k, n)]
        return close(one?.lower ?? -1, 1 - (other?.upper ?? -1)) && close(one?.upper ?? -1, 1 - (other?.lower ?? -1))
      })
    )
  })

  t.test('narrows as the same share is seen more often', async () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 2, max: 50 }), ([k, n], times) => {
        const width = (found: ReturnType<typeof wilsonInterval>) => (found ? found.upper - found.lower : Number.NaN)
        return width(wilsonInterval(k * times, n * times)) < width(wilsonInterval(k, n))
      })
    )
  })

  t.test('is known where it can be worked out by hand, and not where nothing was counted', async (t) => {
    // By (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96 to four places.
    const byHand: [number, number, number, number][] = [
      [0, 10, 0, 0.2775],
      [1, 12, 0.0149, 0.3539],
      [5, 10, 0.2366, 0.7634],
      [10, 10, 0.7225, 1],
      [4, 48, 0.0329, 0.1955],
      [50, 100, 0.4038, 0.5962]
    ]
    for (const [k, n, lower, upper] of byHand) {
      const found = wilsonInterval(k, n)
      t.same([found?.lower.toFixed(4), found?.upper.toFixed(4)], [lower.toFixed(4), upper.toFixed(4)], `${k} of ${n}`)
    }
    t.equal(wilsonInterval(0, 0), null)
  })
})

t.test('what is shown of a conversion (S#60)', async (t) => {
  t.test('is nothing where no conversation was held, and a share with its lift where some were', async (t) => {
    const nothing = conversionOf({ meetings: 0, students: 0, jobs: 0, smallNumber: 5 })
    t.match(nothing, {
      isSuppressed: false,
      completedMeetings: 0,
      attributedJobs: 0,
      rate: null,
      lower: null,
      upper: null
    })
    t.same(
      nothing.references.map(({ lift }) => lift),
      [null, null]
    )
    const some = conversionOf({ meetings: 48, students: 20, jobs: 6, smallNumber: 5 })
    t.match(some, {
      rate: 0.125,
      references: [
        { rate: 0.0833, lift: 0.125 / 0.0833 },
        { rate: 0.005, lift: 25 }
      ]
    })
    for (const { label, source } of some.references)
      t.match(`${label} ${source}`, /estimate.*without a source.*not a target/i)
  })

  t.test('is no share of more than all, and nothing of few students', async () => {
    const counts = fc.record({
      meetings: fc.nat(50),
      students: fc.nat(50),
      jobs: fc.nat(80),
      smallNumber: fc.integer({ min: 1, max: 20 })
    })
    fc.assert(
      fc.property(counts, (given) => {
        const { isSuppressed, rate, completedMeetings, attributedJobs, references } = conversionOf(given)
        if (!isSuppressed) return rate === null ? given.meetings === 0 : rate >= 0 && rate <= 1
        const figures = [rate, completedMeetings, attributedJobs, ...references.map(({ lift }) => lift)]
        return given.students < given.smallNumber && figures.every((figure) => figure === null)
      })
    )
  })
})
