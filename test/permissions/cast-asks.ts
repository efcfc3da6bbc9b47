import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { counterProposalRow, leadingReferral } from './filled-asks.ts'

interface Conversation {
  there: Campus
  student: Someone
  mentor: Someone
  via: Someone
  /** Requests of the two: one that was declined, one that waits, one that was accepted. */
  declined: string
  waiting: string
  accepted: string
}

/** The counter-proposals of two conversations, one that stands and one that was accepted; and a name that led to the first. */
export async function asksOf({ there, student, mentor, via, declined, waiting, accepted }: Conversation) {
  const [open, done] = [newId(), newId()]
  const named = { studentId: student.id, referredById: via.id, mentorId: mentor.id }
  await there.run(
    counterProposalRow({ id: open, requestId: waiting, proposedById: mentor.id }),
    counterProposalRow({
      id: done,
      requestId: accepted,
      proposedById: mentor.id,
      acceptedAt: '2026-02-21T09:00:00.000Z'
    }),
    leadingReferral({ ...named, requestId: declined, draftRequestId: waiting })
  )
  return { counterProposals: [open, done] }
}
