import { type Problem, problem } from '../../errors.ts'
import type { Party } from '../state-machine.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { textProblems } from '../text.rules.ts'
import type {
  AcceptCounterProposalInput,
  CounterProposalRow,
  CounterProposeInput,
  Terms
} from './counter-proposals.types.ts'
import { durationProblems, proposedTimesMax, type RequestAction } from './requests.rules.ts'
import type { AcceptMeetingRequestInput, InterviewType, RequestRow, Side } from './requests.types.ts'

type Standing = Pick<RequestRow, 'status' | 'counteredBy' | 'asksForReferral'>
type Ended = Pick<RequestRow, 'counteredBy' | 'infoAskedAt' | 'infoAnsweredAt'>

/** The side on which somebody with these parts stands; null for who only looks on. */
export const sideOf = (parties: readonly Party[]): Side | null =>
  parties.includes('STUDENT') ? 'STUDENT' : parties.includes('MENTOR') ? 'MENTOR' : null

/**
 * Whose move a request waits for: the student's while the mentor's question or the mentor's terms stand, else the
 * mentor's; null when it waits for nobody's answer (S#27).
 */
export function waitsFor({ status, counteredBy }: Standing): Side | null {
  if (status === 'NEEDS_INFO') return 'STUDENT'
  if (status !== 'SENT') return null
  return counteredBy === 'MENTOR' ? 'STUDENT' : 'MENTOR'
}

/**
 * Who kept silent when a request's time ran out: the student where the mentor's question or the mentor's terms waited for
 * them, else the mentor (S#27, S#52).
 */
export const silentSide = ({ counteredBy, infoAskedAt, infoAnsweredAt }: Ended): Side =>
  counteredBy === 'MENTOR' || (infoAskedAt !== null && infoAnsweredAt === null) ? 'STUDENT' : 'MENTOR'

/**
 * Which actions the terms that stand leave to a side (S#27). The request's own terms are the student's, and nobody
 * proposes or accepts against themselves, so the sides take turns. After a decline a referral is asked for once (S#31).
 */
export function isPossible(request: Standing, parties: readonly Party[]): (action: RequestAction) => boolean {
  const side = sideOf(parties)
  const { counteredBy } = request
  return (action) => {
    if (action === 'COUNTER_PROPOSE') return (counteredBy ?? 'STUDENT') !== side
    if (action === 'ACCEPT_COUNTER_PROPOSAL') return counteredBy !== null && counteredBy !== side
    if (action === 'ACCEPT') return counteredBy === null
    if (action === 'ADD_REFERRAL') return request.asksForReferral
    return true
  }
}

/** The terms that an input amounts to, where those that stand hold for what it leaves out. */
export const termsOf = (input: CounterProposeInput, standing: Terms): Terms => ({
  proposedTimes: input.proposedTimes ?? standing.proposedTimes,
  channel: input.channel ?? standing.channel,
  durationMinutes: input.durationMinutes ?? standing.durationMinutes
})

const invalid = (path: (string | number)[], message: string) => problem('INVALID_INPUT', { path, message })
const sameTimes = (some: readonly string[], others: readonly string[]) =>
  some.toSorted().join() === others.toSorted().join()

/**
 * What is wrong with a counter-proposal: times that are past, too many or none, a length outside the campus's bounds
 * for the type, nothing that differs from the terms that stand, a note too long (S#27, S#28).
 */
export function counterProblems(
  input: CounterProposeInput,
  standing: Terms,
  { type, policy, now }: { type: InterviewType; policy: InstitutionPolicy; now: string }
): Problem[] {
  const terms = termsOf(input, standing)
  const given = input.proposedTimes ?? []
  const past = given.flatMap((time, index) => (time <= now ? [index] : []))
  const isSame =
    terms.channel === standing.channel &&
    terms.durationMinutes === standing.durationMinutes &&
    sameTimes(terms.proposedTimes, standing.proposedTimes)
  return [
    ...textProblems(input.note, ['note'], 500),
    ...durationProblems(terms.durationMinutes, type, policy),
    ...past.map((index) => invalid(['proposedTimes', index], 'The time has to be in the future.')),
    ...(given.length > proposedTimesMax
      ? [invalid(['proposedTimes'], `At most ${proposedTimesMax} times can be proposed.`)]
      : []),
    ...(past.length === 0 && !terms.proposedTimes.some((time) => time > now)
      ? [invalid(['proposedTimes'], 'At least one time in the future is needed.')]
      : []),
    ...(isSame ? [invalid([], 'Another time, technology or length is needed: these are the terms that stand.')] : [])
  ]
}

/**
 * What stands against accepting a request for an instant and a technology: the instant is past, or the student asked for
 * others. A student whose times are over, or who named none, leaves the time to the mentor; one who said OTHER, the
 * technology. Anything else is a counter-proposal, to which the student has to agree (S#27).
 */
export function askedTermsProblems(
  { startsAt, channel }: Pick<AcceptMeetingRequestInput, 'startsAt' | 'channel'>,
  asked: Pick<RequestRow, 'proposedTimes' | 'channel'>,
  now: string
): Problem[] {
  const ahead = asked.proposedTimes.filter((time) => time > now)
  const isOther = ahead.length > 0 && !ahead.includes(startsAt)
  const isElsewhere = channel != null && channel !== asked.channel && asked.channel !== 'OTHER'
  return [
    ...(startsAt <= now ? [invalid(['startsAt'], 'The conversation has to begin in the future.')] : []),
    ...(startsAt > now && isOther
      ? [invalid(['startsAt'], 'This is none of the times asked for. Propose it instead: the student can accept it.')]
      : []),
    ...(isElsewhere ? [invalid(['channel'], `${asked.channel} was asked for. Propose another instead.`)] : [])
  ]
}

/** What stands against meeting at an instant: it is none of those proposed, or it is past by now. */
export function acceptanceProblems(
  { startsAt, location }: AcceptCounterProposalInput,
  { proposedTimes }: Pick<CounterProposalRow, 'proposedTimes'>,
  now: string
): Problem[] {
  const isPast = startsAt <= now
  return [
    ...textProblems(location, ['location'], 500),
    ...(proposedTimes.includes(startsAt) ? [] : [invalid(['startsAt'], 'This is none of the proposed times.')]),
    ...(isPast ? [invalid(['startsAt'], 'The conversation has to begin in the future.')] : [])
  ]
}
