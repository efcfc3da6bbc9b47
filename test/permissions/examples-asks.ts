import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { change, type Example, example } from './example.ts'
import { declined, requestRow, sent } from './filled.ts'
import { counteredBy, counterProposalRow } from './filled-asks.ts'

/** A request of its own in a state, as the cast's people have it; a mentor reads as its mentor, everybody else as its student. */
async function freshRequest({ there, student, mentor, isMentor }: Cast, values: Record<string, unknown>) {
  const id = newId()
  const studentId = isMentor ? (await there.student()).id : student.id
  const mentorId = isMentor ? mentor.id : (await there.mentor()).id
  await there.run(requestRow({ id, studentId, mentorId, ...values }))
  return { id, studentId, mentorId }
}

const times = ['2026-03-11T16:00:00.000Z']

/** One that the other side can counter: after the student's word for a mentor, after the mentor's for the student. */
const countered = (cast: Cast) =>
  freshRequest(cast, { status: 'SENT', ...sent, ...counteredBy(cast.isMentor ? 'STUDENT' : 'MENTOR') })

async function openProposal(cast: Cast) {
  const { id: requestId, studentId, mentorId } = await countered(cast)
  const id = newId()
  await cast.there.run(
    counterProposalRow({ id, requestId, proposedById: cast.isMentor ? studentId : mentorId, proposedTimes: times })
  )
  return { id, startsAt: times[0] }
}

export const ofAsks: Record<string, Example> = {
  counterProposal: example('conversation', ({ counterProposals }) => ({ id: counterProposals[0] })),
  counterProposals: example('conversation', ({ requests }) => ({ requestId: requests[1] })),
  suggestedNext: example('conversation', ({ requests }) => ({ requestId: requests[0] })),
  counterPropose: change('conversation', async (cast) => ({
    id: (await countered(cast)).id,
    proposedTimes: times,
    channel: 'PHONE'
  })),
  acceptCounterProposal: change('conversation', openProposal),
  addDeclineReferral: change('conversation', async (cast) => ({
    id: (await freshRequest(cast, { ...declined, asksForReferral: true })).id,
    referral: { externalName: 'Sam' }
  }))
}
