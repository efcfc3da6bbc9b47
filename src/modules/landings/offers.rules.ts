import { type Problem, problem } from '../../errors.ts'
import { dayProblems, missingProblems } from '../people/value.rules.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import { pastDayProblems } from './landings.rules.ts'
import type { OfferStage, OfferValues, UpdateOfferInput } from './landings.types.ts'

const to = <Stage extends OfferStage>(stage: Stage) => ({ [stage]: { to: stage, by: ['STUDENT'] } }) as const

/**
 * The ladder from a conversation to a job or an internship (S#60): each move is named by the stage that it leads to. What was
 * declined or lost may be offered anew, and what was accepted may still come to nothing.
 */
export const offerMachine: StateMachine<OfferStage, OfferStage> = Object.freeze({
  INTERVIEWING: { ...to('OFFERED'), ...to('DECLINED'), ...to('LOST') },
  OFFERED: { ...to('ACCEPTED'), ...to('DECLINED'), ...to('LOST') },
  ACCEPTED: { ...to('DECLINED'), ...to('LOST') },
  DECLINED: to('OFFERED'),
  LOST: to('OFFERED')
})

const decided: readonly OfferStage[] = ['ACCEPTED', 'DECLINED', 'LOST']

/** What is wrong with the fields of an offer as they were given, each on its own. */
export const offerFieldProblems = (fields: Omit<UpdateOfferInput, 'id'>, now: string): Problem[] => [
  ...(['kind', 'stage', 'organization', 'title'] as const).flatMap((name) =>
    missingProblems(fields[name] === null, [name])
  ),
  ...textProblems(fields.organization, ['organization'], 200, 1),
  ...textProblems(fields.title, ['title'], 200, 1),
  ...textProblems(fields.note, ['note'], 1_000, 1),
  ...(['receivedOn', 'decidedOn'] as const).flatMap((name) => [
    ...dayProblems(fields[name], [name]),
    ...pastDayProblems(fields[name], [name], now)
  ])
]

/** What is wrong with an offer as a whole: days that its stage has not come to, or in the wrong order. */
export function offerProblems({ stage, receivedOn, decidedOn }: OfferValues): Problem[] {
  const invalid = (path: string, message: string) => [problem('INVALID_INPUT', { path: [path], message })]
  if (receivedOn !== null && stage === 'INTERVIEWING') return invalid('receivedOn', 'There is no offer yet.')
  if (decidedOn !== null && !decided.includes(stage)) return invalid('decidedOn', 'The offer is not decided yet.')
  if (receivedOn !== null && decidedOn !== null && decidedOn < receivedOn && stage !== 'LOST')
    return invalid('decidedOn', 'The decision lies before the offer.')
  return []
}

/** The values of an offer that moves to a stage: what was decided is open again once it is offered anew. */
export const atStage = (values: OfferValues, given: { decidedOn?: string | null }): OfferValues =>
  decided.includes(values.stage) ? values : { ...values, decidedOn: given.decidedOn ?? null }
