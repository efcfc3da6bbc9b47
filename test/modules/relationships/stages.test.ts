import fc from 'fast-check'
import t from 'tap'
import { courseOf, type Fact, type FactKind, factKinds } from '../../../src/modules/relationships/stages.rules.ts'
import { addMinutes } from '../../../src/ports/clock.ts'

const day = 24 * 60
const start = '2026-01-01T09:00:00.000Z'
const on = (days: number, kind: FactKind): Fact => ({ kind, at: addMinutes(start, days * day) })
const at = (days: number) => addMinutes(start, days * day)
const stagesOf = (facts: Fact[], now = at(100), days = 180) =>
  courseOf(facts, days, now).steps.map(({ stage }) => stage)

// One way to each stage, and what each fact makes of it the day after; a blank leaves it as it is.
const ways: Record<string, FactKind[]> = {
  NONE: [],
  CONTACT: ['ACCEPTED'],
  INTERVIEWED: ['ACCEPTED', 'MET'],
  ONGOING: ['ACCEPTED', 'MET', 'MET'],
  MENTORSHIP: ['ACCEPTED', 'MET', 'AGREED'],
  ENDED: ['ACCEPTED', 'MET', 'ENDED']
}
const matrix: Record<string, Partial<Record<FactKind, string>>> = {
  NONE: { ACCEPTED: 'CONTACT', MET: 'INTERVIEWED' },
  CONTACT: { MET: 'INTERVIEWED', AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  INTERVIEWED: { MET: 'ONGOING', WROTE: 'ONGOING', AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  ONGOING: { AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  MENTORSHIP: { ENDED: 'ENDED' },
  ENDED: { ACCEPTED: 'CONTACT' }
}

t.test('every fact makes of every stage what the field says (S#72)', async (t) => {
  for (const [stage, way] of Object.entries(ways))
    for (const kind of factKinds) {
      const before = way.map((each, index) => on(index, each))
      const then = stagesOf([...before, on(way.length, kind)]).at(-1) ?? 'NONE'
      t.equal(then, matrix[stage]?.[kind] ?? stage, `${stage} and ${kind}`)
    }
})

t.test('out of sleep every fact leads where it would have without it, but for an end', async (t) => {
  for (const [stage, way] of Object.entries(ways).filter(([name]) => name !== 'NONE' && name !== 'ENDED'))
    for (const kind of factKinds) {
      const before = way.map((each, index) => on(index, each))
      const asleep = [...before, on(400, kind)]
      t.same(stagesOf(asleep, at(400)).slice(-2), ['DORMANT', matrix[stage]?.[kind] ?? stage], `${stage} and ${kind}`)
    }
  const { steps } = courseOf([on(0, 'ACCEPTED')], 30, addMinutes(at(30), 1))
  t.match(steps.at(-1), { stage: 'DORMANT', cause: 'SILENCE', since: at(30) })
  t.same(stagesOf([on(0, 'ACCEPTED')], at(30), 30), ['CONTACT'], 'not a minute before the days are over')
  t.same(stagesOf([on(0, 'ACCEPTED'), on(1, 'ENDED')], at(900)), ['CONTACT', 'ENDED'], 'what has ended does not sleep')
})

const fact = fc.record({ kind: fc.constantFrom(...factKinds), days: fc.integer({ min: 0, max: 900 }) })
const history = fc.array(
  fact.map(({ kind, days }) => on(days, kind)),
  { maxLength: 25 }
)
const dormantAfter = fc.integer({ min: 30, max: 730 })

t.test('in whatever order facts are heard of, and however often, they come to one course', async () => {
  const shuffled = history.chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))
  )
  fc.assert(
    fc.property(shuffled, dormantAfter, ([facts, heard], days) => {
      const told: Fact[] = []
      let course = courseOf([], days, at(1000))
      for (const each of heard) {
        told.push(each)
        course = courseOf(told, days, at(1000))
      }
      return JSON.stringify(course) === JSON.stringify(courseOf(facts, days, at(1000)))
    })
  )
})

/** The same told day by day, as somebody would who keeps a diary: no sorting, no look ahead. */
function diary(facts: readonly Fact[], dormantAfterDays: number): string {
  let [stage, awake, silent] = ['NONE', 'NONE', 0]
  for (let today = 0; today <= 1000; today++) {
    silent++
    if (silent > dormantAfterDays && !['NONE', 'ENDED'].includes(awake)) stage = 'DORMANT'
    for (const kind of factKinds)
      for (const _ of facts.filter((each) => each.kind === kind && each.at === at(today))) {
        const next = matrix[awake]?.[kind]
        if (next === undefined && ['NONE', 'ENDED'].includes(awake)) continue
        awake = next ?? awake
        stage = awake
        if (kind !== 'ENDED') silent = 0
      }
  }
  return stage
}

t.test(
  'the stage is what a diary would have come to, and the history has no gap, no repetition, no mentorship of one',
  async () => {
    fc.assert(
      fc.property(history, dormantAfter, (facts, days) => {
        const { steps } = courseOf(facts, days, at(1000))
        const inOrder = steps.every(({ since, stage }, i) => {
          const before = steps[i - 1]
          return before === undefined || (before.since <= since && before.stage !== stage)
        })
        const agreed = facts.some(({ kind }) => kind === 'AGREED') || !steps.some(({ stage }) => stage === 'MENTORSHIP')
        return inOrder && agreed && (steps.at(-1)?.stage ?? 'NONE') === diary(facts, days)
      })
    )
  }
)
