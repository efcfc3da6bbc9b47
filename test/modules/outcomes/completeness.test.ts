import fc from 'fast-check'
import t from 'tap'
import { completenessOf } from '../../../src/modules/outcomes/completeness.rules.ts'

const closing = { hasThanked: true, interestLevel: null, keepInMind: null, isKeepInMindShared: false }
const rating = { competency: 'TEAMWORK', before: 1, after: 2 }
const count = fc.nat(3)
const confidence = fc.option(fc.integer({ min: 1, max: 5 }))
const outcomes = fc.record({
  nextSteps: fc.array(fc.string(), { maxLength: 2 }),
  confidenceBefore: confidence,
  confidenceAfter: confidence,
  purposesMet: fc.array(fc.constant({ purpose: 'MORE_NAMES', met: 'NO' as const }), { maxLength: 3 }),
  closing: fc.constantFrom(null, closing),
  competencies: fc.array(fc.constant(rating), { maxLength: 2 })
})
const counts = fc.record({
  purposeCount: count,
  referralCount: count,
  resourceCount: count,
  skillCount: count,
  hasShown: fc.boolean(),
  hasFeedback: fc.boolean()
})
const full = {
  nextSteps: ['Read'],
  confidenceBefore: 1,
  confidenceAfter: 2,
  purposesMet: Array(3).fill({ purpose: 'MORE_NAMES', met: 'NO' as const }),
  closing,
  competencies: [rating]
}

t.test('completeness asks for nothing that can not be, and is whole exactly when nothing is missing', async (t) => {
  fc.assert(
    fc.property(outcomes, counts, (outcome, parts) => {
      const { percent, missing } = completenessOf(outcome, parts)
      t.equal(percent === 100, missing.length === 0)
      t.ok(percent >= 18 && percent <= 100, 'a verdict and a sentence are two of eleven at least')
      t.notOk(missing.includes('PURPOSES_MET') && parts.purposeCount === 0)
      t.notOk(missing.includes('RESUME_FEEDBACK') && !parts.hasShown)
      t.equal(new Set(missing).size, missing.length)
    }),
    { numRuns: 300 }
  )
})

t.test('saying more never makes an outcome less complete', async (t) => {
  const parts = ['nextSteps', 'confidenceBefore', 'purposesMet', 'closing', 'competencies'] as const
  fc.assert(
    fc.property(outcomes, counts, fc.constantFrom(...parts), (outcome, has, part) => {
      const more = completenessOf({ ...outcome, [part]: full[part] }, has)
      t.ok(more.percent >= completenessOf(outcome, has).percent, part)
    })
  )
  t.same(
    completenessOf(full, {
      purposeCount: 3,
      referralCount: 1,
      resourceCount: 1,
      skillCount: 1,
      hasShown: true,
      hasFeedback: true
    }),
    { percent: 100, missing: [] }
  )
})
