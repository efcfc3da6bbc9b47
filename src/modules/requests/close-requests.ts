import type { Sql } from '../../db/sql.ts'
import type { Tx } from '../../db/write.ts'
import { move, type Party } from '../state-machine.ts'
import { closeRowsOfMentors, withdrawRowsOfStudents } from './requests.queries.ts'
import { type RequestAction, requestMachine } from './requests.rules.ts'
import type { RequestRow } from './requests.types.ts'

/**
 * Closes what waits for the answer of these mentors, who pause or leave, with an event each; drafts and meetings stay.
 * Part of the change that makes them unavailable, so that nobody is left waiting for somebody who is gone.
 */
export const closeRequestsOfMentors = (tx: Tx, mentorIds: readonly string[]): Promise<void> =>
  end(tx, closeRowsOfMentors(mentorIds, tx.now), 'meeting_request.closed_by_mentor', ['CLOSE', 'SYSTEM'])

/**
 * Takes back what these people wait for an answer to, because they leave, with an event each: their mentors' places are
 * free at once, and nobody answers somebody who is gone. Drafts stay.
 */
export const withdrawRequestsOfStudents = (tx: Tx, studentIds: readonly string[]): Promise<void> =>
  end(tx, withdrawRowsOfStudents(studentIds, tx.now), 'meeting_request.withdrawn', ['WITHDRAW', 'ADMIN'])

async function end(tx: Tx, rows: Sql, action: string, [verb, by]: [RequestAction, Party]): Promise<void> {
  for (const { id: subjectId, studentId, mentorId, wasAsked } of await tx.rows<RequestRow & { wasAsked: boolean }>(
    rows
  )) {
    const from = wasAsked ? 'NEEDS_INFO' : 'SENT'
    const status = move(requestMachine, from, verb, [by])
    const payload = { from, status, studentId, mentorId, by }
    tx.record({ action, subjectType: 'MeetingRequest', subjectId, changes: { from, status }, payload })
  }
}
