import fc from 'fast-check'
import t from 'tap'
import { suppressed } from '../../../src/modules/reports/small-numbers.rules.ts'

const given = fc.record({
  counts: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }),
  least: fc.integer({ min: 1, max: 8 })
})
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

t.test('no few are told, and none is found from what is told and the sum', async () => {
  fc.assert(
    fc.property(given, ({ counts, least }) => {
      const hidden = suppressed(counts, least)
      const left = counts.filter((_, index) => hidden[index])
      const told = counts.filter((_, index) => !hidden[index])
      const isNobodyFew = told.every((count) => count === 0 || count >= least)
      const isCovered = left.length === 0 || told.length === 0 || (left.length > 1 && sum(left) >= least)
      return isNobodyFew && isCovered
    })
  )
})

t.test('nothing is left out where nobody is few, and no more than is needed otherwise', async (t) => {
  t.same(suppressed([0, 5, 9, 0], 5), [false, false, false, false])
  t.same(suppressed([8, 2, 4, 0], 5), [false, true, true, false])
  t.same(suppressed([8, 2, 20, 0], 5), [true, true, false, false], 'the next smallest beside a single one')
  t.same(suppressed([30, 1, 1, 7], 5), [false, true, true, true])
  t.same(suppressed([0, 0, 1, 0], 5), [true, true, true, true])
  t.same(suppressed([0, 0, 1, 0], 1), [false, false, false, false])
})
