import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import type { ReactInput, Said } from './check-ins.types.ts'

const invalid = (path: string, message: string): Problem => problem('INVALID_INPUT', { path: [path], message })

/**
 * What is wrong with a check-in (S#76): an intention says what somebody will do, and only a completion whether they did.
 * What it is about (S#81) is somebody's own, so a partner from outside has nothing to name.
 */
export function saidProblems({ kind, text, isDone, smallStep }: Said, hasObjects: boolean): Problem[] {
  const isIntention = kind === 'INTENTION'
  return [
    ...(isIntention && text == null ? [invalid('text', 'An intention says what you will do.')] : []),
    ...textProblems(text, ['text'], 1_000, 1),
    ...(isIntention && isDone != null ? [invalid('isDone', 'Only a completion says whether it is done.')] : []),
    ...(!isIntention && smallStep ? [invalid('smallStep', 'An intention is about something, not a completion.')] : []),
    ...(!hasObjects && smallStep ? [invalid('smallStep', 'Only somebody of the campus has objects to name.')] : [])
  ]
}

/** What is wrong with the words of an answer (S#78). */
export const reactionProblems = ({ text }: ReactInput): Problem[] => textProblems(text, ['text'], 500, 1)
