import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { answered, requestRow } from './filled.ts'
import { cardRow, exchangeRow, openingRow, resumeRows, shareRow } from './filled-cards.ts'

interface People {
  there: Campus
  subject: Someone
  student: Someone
  mentor: Someone
}

/** What two people have of each other's cards and resumes. */
export interface CardCast {
  card: string
  exchange: string
  resume: string
  shares: string[]
}

/** Their cards, exchanged at a meeting; a resume, shared with an open request, and a share that was ended. */
export async function cardsOf(
  { there, subject, student, mentor }: People,
  { meetingId, requestIds }: { meetingId?: string; requestIds: readonly string[] }
): Promise<CardCast> {
  const [studentId, mentorId] = [student.id, mentor.id]
  const [card, other, exchange, resumeId, resumeVersionId] = [newId(), newId(), newId(), newId(), newId()]
  const shares = [newId(), newId()] as const
  const share = { resumeId, resumeVersionId, studentId, mentorId }
  const asker = await there.student()
  await there.run(
    ...[student, mentor].map(({ id: personId }) => cardRow({ id: personId === subject.id ? card : other, personId })),
    exchangeRow({ id: exchange, meetingId, studentId, mentorId }),
    ...resumeRows({ id: resumeId, studentId, archivedAt: '2026-02-20T09:00:00.000Z' }, resumeVersionId),
    shareRow({ id: shares[0], requestId: requestIds[0], ...share }),
    shareRow({ id: shares[1], requestId: requestIds[1], ...share, revokedAt: '2026-02-21T09:00:00.000Z' }),
    ...shares.map((shareId) => openingRow({ shareId, studentId, openedById: mentorId })),
    // As many answers as it takes for the figures of a mentor to be shown, of whomever the cast is about.
    ...Array.from({ length: 5 }, () =>
      requestRow({ id: newId(), studentId: asker.id, mentorId: subject.id, status: 'DECLINED', ...answered })
    )
  )
  return { card, exchange, resume: resumeId, shares: [...shares] }
}
