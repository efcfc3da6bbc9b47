import type { Settled } from './answers.ts'
import type { Ask, History } from './history.ts'
import { light } from './outcome-depth.ts'
import { refer } from './referrals.ts'
import { day, hour, iso, personActor } from './rows.ts'
import { learnedText, nextSteps, qualificationsLearned } from './texts.ts'

const verdicts = ['FITS', 'FITS', 'FITS', 'UNSURE', 'UNSURE', 'DOES_NOT_FIT', 'DOES_NOT_FIT']

/** What a student wrote down within three days of a conversation, and whom the mentor named. */
export function addOutcome(history: History, ask: Ask, meeting: Settled): void {
  const { rows, chance } = history
  const { id: studentId } = ask.seeker
  const { id: mentorId } = ask.mentor
  const at = meeting.at + hour + chance.next() * 3 * day
  const before = chance.int(1, 4)
  const outcome = rows.add('outcomes', {
    id: chance.id(at),
    meeting_id: meeting.meetingId,
    student_id: studentId,
    mentor_id: mentorId,
    fit_verdict: chance.pick(verdicts),
    learned: learnedText(chance),
    next_steps: nextSteps(chance),
    qualifications_learned: qualificationsLearned(chance),
    careers_discovered: chance.is(0.3) ? [chance.pick(history.people.mentors).job.occupationCode] : [],
    confidence_before: before,
    confidence_after: Math.min(5, before + chance.int(0, 2)),
    ...light,
    version: 1,
    logged_at: iso(at),
    updated_at: iso(at)
  })
  const payload = { meetingId: meeting.meetingId, studentId, mentorId, fitVerdict: outcome.fit_verdict }
  rows.record('outcome.logged', 'Outcome', outcome.id, at, personActor(studentId), payload)
  const names = chance.pick([0, 0, 0, 1, 1, 2])
  for (let i = 0; i < names; i++) refer(history, ask, at, { request_id: null, outcome_id: outcome.id })
}
