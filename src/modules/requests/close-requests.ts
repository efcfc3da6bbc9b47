import type { Tx } from '../../db/write.ts'
import { move } from '../state-machine.ts'
import { closeRowsOfMentors, withdrawRowsOfStudents } from './requests.queries.ts'
import { requestMachine } from './requests.rules.ts'
import type { RequestRow } from './requests.types.ts'

/**
 * Closes what waits for the answer of these mentors, who pause or leave, with an event each; drafts and meetings stay.
 * Part of the change that makes them unavailable, so that nobody is left waiting for somebody who is gone.
 */
export async function closeRequestsOfMentors(tx: Tx, mentorIds: readonly string[]): Promise<void> {
  const closed = await tx.rows<RequestRow & { wasAsked: boolean }>(closeRowsOfMentors(mentorIds, tx.now))
  for (const { id: subjectId, studentId, mentorId, wasAsked } of closed) {
    const from = wasAsked ? 'NEEDS_INFO' : 'SENT'
    const status = move(requestMachine, from, 'CLOSE', ['SYSTEM'])
    const action = 'meeting_request.closed_by_mentor'
    const payload = { from, status, studentId, mentorId }
    tx.record({ action, subjectType: 'MeetingRequest', subjectId, changes: { from, status }, payload })
  }
}

/**
 * Takes back what these people wait for an answer to, because they leave, with an event each: their mentors' places are
 * free at once, and nobody answers somebody who is gone. Drafts stay.
 */
export async function withdrawRequestsOfStudents(tx: Tx, studentIds: readonly string[]): Promise<void> {
  const taken = await tx.rows<RequestRow & { wasAsked: boolean }>(withdrawRowsOfStudents(studentIds, tx.now))
  for (const { id: subjectId, studentId, mentorId, wasAsked } of taken) {
    const from = wasAsked ? 'NEEDS_INFO' : 'SENT'
    const status = move(requestMachine, from, 'WITHDRAW', ['ADMIN'])
    const payload = { from, status, studentId, mentorId }
    tx.record({
      action: 'meeting_request.withdrawn',
      subjectType: 'MeetingRequest',
      subjectId,
      changes: { from, status },
      payload
    })
  }
}
