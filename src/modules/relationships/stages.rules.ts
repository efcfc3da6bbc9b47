import { addMinutes } from '../../ports/clock.ts'
import type { Stage, StageCause } from './relationships.types.ts'

/**
 * What can happen between two people, in the order in which it is told where it was at the same instant. WROTE is what
 * the other one has read; TOUCHED is every other touchpoint, which keeps a relationship awake and no more.
 */
export const factKinds = ['ACCEPTED', 'MET', 'PROPOSED', 'AGREED', 'TOUCHED', 'WROTE', 'ENDED'] as const

export type FactKind = (typeof factKinds)[number]

export interface Fact {
  kind: FactKind
  at: string
}

type Awake = Exclude<Stage, 'DORMANT'>

/**
 * What a fact makes of a stage (S#72). A fact that is not named leaves it as it is. What has ended stays so until the two
 * agree on another conversation. Sleep is not in it: it is no fact, but the lack of facts.
 */
export const stageAfter: Readonly<Record<Awake | 'NONE', Readonly<Partial<Record<FactKind, Awake>>>>> = Object.freeze({
  NONE: { ACCEPTED: 'CONTACT', MET: 'INTERVIEWED' },
  CONTACT: { MET: 'INTERVIEWED', AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  INTERVIEWED: { MET: 'ONGOING', WROTE: 'ONGOING', AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  ONGOING: { AGREED: 'MENTORSHIP', ENDED: 'ENDED' },
  MENTORSHIP: { ENDED: 'ENDED' },
  ENDED: { ACCEPTED: 'CONTACT' }
})

const causes: Readonly<Record<FactKind, StageCause>> = {
  ACCEPTED: 'REQUEST_ACCEPTED',
  MET: 'MEETING_COMPLETED',
  PROPOSED: 'STAYED_IN_TOUCH',
  AGREED: 'MENTORSHIP_AGREED',
  TOUCHED: 'STAYED_IN_TOUCH',
  WROTE: 'STAYED_IN_TOUCH',
  ENDED: 'ENDED_BY_ONE'
}

export interface Step {
  stage: Stage
  cause: StageCause
  since: string
}

/** What the facts of two people amount to. */
export interface Course {
  steps: Step[]
  /** The last time that they had to do with each other; null before they had. */
  lastContactAt: string | null
  /** The stage without regard to sleep; null before there was any. */
  awakeStage: Stage | null
}

const rank = new Map<string, number>(factKinds.map((kind, index) => [kind, index]))
const inTime = (a: Fact, b: Fact) =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : (rank.get(a.kind) as number) - (rank.get(b.kind) as number)

/** When two people who were last in touch at an instant have not been for so many days of 24 hours. */
export const dormantFrom = (lastContactAt: string, days: number): string => addMinutes(lastContactAt, days * 24 * 60)

/**
 * The stages of two people from their facts, whatever order these are given in: the same facts come to the same course,
 * however often and by whomever it is worked out (S#72). DORMANT after more than `dormantAfterDays` without any fact,
 * until the next one, which takes up the stage that was left.
 */
export function courseOf(facts: readonly Fact[], dormantAfterDays: number, now: string): Course {
  const course: Course = { steps: [], lastContactAt: null, awakeStage: null }
  let awake: Awake | 'NONE' = 'NONE'
  const enter = (stage: Stage, cause: StageCause, since: string) => {
    if (course.steps.at(-1)?.stage !== stage) course.steps.push({ stage, cause, since })
  }
  const fallAsleepBy = (instant: string) => {
    if (awake === 'NONE' || awake === 'ENDED' || course.lastContactAt === null) return
    const from = dormantFrom(course.lastContactAt, dormantAfterDays)
    if (instant > from) enter('DORMANT', 'SILENCE', from)
  }
  for (const { kind, at } of facts.toSorted(inTime)) {
    fallAsleepBy(at)
    const next: Awake | undefined = stageAfter[awake][kind]
    const isOver: boolean = awake === 'NONE' || awake === 'ENDED'
    if (next === undefined && isOver) continue
    awake = next ?? awake
    course.awakeStage = awake as Awake
    if (kind !== 'ENDED') course.lastContactAt = at
    enter(course.awakeStage, causes[kind], at)
  }
  fallAsleepBy(now)
  return course
}
