import { newId } from '../../../src/db/ids.ts'
import { type Sql, sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { answered, meetingRow, requestRow } from '../../permissions/filled.ts'
import type { Someone } from '../../support/campus.ts'

const ignored = sql`1`

interface Told {
  student: Someone
  mentor: Someone
  target?: string | null
  type?: string
  verdict: string
  verdicts?: object[]
  ratings?: object[]
  names?: number
  loggedAt?: string
}

/** The rows of a conversation and what came of it. */
export function told({
  student,
  mentor,
  target = null,
  type = 'CAREER_EXPLORATION',
  verdict,
  verdicts = [],
  ratings = [],
  names = 0,
  loggedAt = '2026-02-20T09:00:00.000Z'
}: Told): Sql[] {
  const [requestId, meetingId, id] = [newId(), newId(), newId()]
  const people = { studentId: student.id, mentorId: mentor.id }
  const said = {
    fitVerdict: verdict,
    learned: 'x',
    nextSteps: [],
    qualificationsLearned: [],
    careersDiscovered: [],
    fitVerdicts: JSON.stringify(verdicts),
    competencies: JSON.stringify(ratings)
  }
  const named = {
    studentId: student.id,
    referredById: mentor.id,
    outcomeId: id,
    externalName: 'Sam',
    createdAt: loggedAt
  }
  return [
    requestRow({ id: requestId, ...people, type, targetOccupationCode: target, status: 'ACCEPTED', ...answered }),
    meetingRow({ id: meetingId, requestId, ...people, status: 'COMPLETED', completedAt: loggedAt }),
    insertRow('outcomes', { id, meetingId, ...people, ...said, version: 1, loggedAt, updatedAt: loggedAt }, ignored),
    ...Array.from({ length: names }, () => insertRow('referrals', { id: newId(), ...named }, ignored))
  ]
}

/** A degree in computer science. */
export const degree = (personId: string): Sql =>
  insertRow('degrees', { id: newId(), personId, programCode: '11.0701', level: 'BACHELOR' }, ignored)
