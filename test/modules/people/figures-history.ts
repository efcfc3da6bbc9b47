import { newId } from '../../../src/db/ids.ts'
import { raw } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { addMinutes } from '../../../src/ports/clock.ts'
import type { Chance } from '../../../src/sample/chance.ts'
import { requestRow } from '../../permissions/filled.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import type { History } from './figures-oracle.ts'

const day = 24 * 60

/** Requests to a mentor as chance makes them, in the database and as the oracle reads them. */
export async function historyOf(
  home: Campus,
  mentor: Someone,
  students: Someone[],
  { chance, now, size }: { chance: Chance; now: string; size: number }
): Promise<History> {
  const history: History = { requests: [] }
  const statuses = ['ACCEPTED', 'DECLINED', 'EXPIRED', 'SENT', 'NEEDS_INFO', 'WITHDRAWN', 'CLOSED_BY_MENTOR']
  const slow = chance.pick([6, 20, 60, 150, 400])
  for (let n = 0; n < size; n++) {
    const status = chance.pick([...statuses, 'ACCEPTED', 'DECLINED'])
    const sentAt = addMinutes(now, -chance.int(1, 500) * day - chance.int(0, 1_439))
    const at = (hours: number) => addMinutes(sentAt, Math.round(hours * 60))
    const answeredAt = status === 'ACCEPTED' || status === 'DECLINED' ? at(slow * 2 * chance.next() + 2) : null
    const infoAskedAt = status === 'NEEDS_INFO' || chance.is(0.2) ? at(slow * chance.next()) : null
    const expiresAt = addMinutes(now, chance.int(-20, 20) * day)
    const info = infoAskedAt && { infoAskedAt, infoQuestion: 'Which?', replySecondsLeft: 60 }
    const request = { status, sentAt, answeredAt, expiresAt }
    const proposedAt = status !== 'DECLINED' && chance.is(0.2) ? at(slow * chance.next()) : null
    history.requests.push({ ...request, infoAskedAt, proposedAt })
    const id = newId()
    const terms = proposedAt && { counterCount: 1, counteredBy: 'MENTOR' }
    await home.run(requestRow({ id, studentId: students[n]?.id, mentorId: mentor.id, ...request, ...info, ...terms }))
    const proposed = { id: newId(), requestId: id, ordinal: 1, proposedById: mentor.id, proposedTimes: [expiresAt] }
    const counter = { ...proposed, channel: 'PHONE', durationMinutes: 20, createdAt: proposedAt }
    if (proposedAt) await home.run(insertRow('counter_proposals', counter, raw('id')))
  }
  return history
}
