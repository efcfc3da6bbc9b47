import { type Problem, problem } from '../../errors.ts'
import type { Link } from './landings.types.ts'

const linksMax = 50

interface OwnMeeting {
  id: string
  status: string
}

/**
 * What is wrong with what is said of conversations (S#61): too many, one of them twice, one that the student did not have, or
 * that did not take place.
 */
export function linkProblems(links: readonly Link[], meetings: readonly OwnMeeting[]): Problem[] {
  if (links.length > linksMax)
    return [problem('INVALID_INPUT', { path: ['links'], message: `At most ${linksMax} conversations.` })]
  const ids = links.map(({ meetingId }) => meetingId.toLowerCase())
  return ids.flatMap((id, index) => {
    const path = ['links', index, 'meetingId']
    if (ids.indexOf(id) < index)
      return [problem('INVALID_INPUT', { path, message: 'The conversation is given twice.' })]
    const meeting = meetings.find((own) => own.id === id)
    if (!meeting) return [problem('NOT_FOUND', { path })]
    return meeting.status === 'COMPLETED' ? [] : [problem('MEETING_NOT_COMPLETED', { path })]
  })
}
