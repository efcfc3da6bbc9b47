import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { activeRow, checkInRow, linkedPair, missedRow, proposed } from './filled-accountability.ts'

export interface Accountability {
  /** With the mentor of the cast, with somebody from outside, and one that has ended. */
  pairs: string[]
  checkIns: string[]
}

const at = '2026-02-21T09:00:00.000Z'

/** Whom the student of a cast has as accountability partners: the mentor, who did not ask, and others. */
export async function accountabilityOf({
  there,
  student,
  mentor
}: {
  there: Campus
  student: Someone
  mentor: Someone
}): Promise<Accountability> {
  const pairs = [newId(), newId(), newId()] as const
  const checkIns = [newId(), newId(), newId()] as const
  const [withMentor, outside, over] = pairs
  const both = { inviterId: student.id, partnerId: mentor.id }
  const done = { kind: 'COMPLETION', isDone: true, isAutomatic: true, onDate: '2026-03-01' }
  await there.run(
    activeRow({ id: withMentor, ...both, ...proposed }),
    activeRow({
      ...{ id: outside, inviterId: student.id, partnerName: 'Sam Rivera', partnerEmail: 'sam@lab.example' },
      ...linkedPair()
    }),
    activeRow({ id: over, ...both, status: 'ENDED', endedAt: at }),
    missedRow({ id: checkIns[0], pairId: withMentor }),
    missedRow({ id: newId(), pairId: withMentor, onDate: '2026-03-01' }),
    checkInRow({ id: newId(), pairId: withMentor, ...done }),
    checkInRow({ id: checkIns[1], pairId: withMentor, side: 'PARTNER', ...done }),
    checkInRow({ id: checkIns[2], pairId: outside, ...done })
  )
  return { pairs: [...pairs], checkIns: [...checkIns] }
}
