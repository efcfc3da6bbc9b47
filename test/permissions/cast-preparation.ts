import { newId } from '../../src/db/ids.ts'
import { type Sql, sql, tenant } from '../../src/db/sql.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { heldSessionRow, linked, noteRow, outside, pitchRows, sessionRow } from './filled-preparation.ts'

export interface Preparation {
  notes: string[]
  pitch: string
  /** With a partner of the campus, with one from outside, one called off, and one whose partner can be invited. */
  sessions: string[]
}

/** How the student of a cast prepares for one of their requests; the mentor is nobody's partner in it. */
export async function preparationOf(
  there: Campus,
  student: Someone,
  { requestId, questionListId }: { requestId: string; questionListId: string }
): Promise<Preparation> {
  const studentId = student.id
  const [notes, pitch, textId, sessions] = [
    [newId(), newId(), newId()],
    newId(),
    newId(),
    [newId(), newId(), newId(), newId()]
  ] as const
  const partner = await there.student()
  const of = { studentId, requestId, pitchId: pitch, questionListId }
  const cancelled = { status: 'CANCELLED', cancelledAt: '2026-02-21T09:00:00.000Z' }
  const rows: Sql[] = [
    noteRow({ id: notes[0], studentId, requestId }),
    noteRow({ id: notes[1], studentId, occupationCode: '15-1252.00' }),
    noteRow({ id: notes[2], studentId, kind: 'ORGANIZATION', organization: 'Foxglove Software' }),
    ...pitchRows({ id: pitch, studentId, archivedAt: '2026-02-21T09:00:00.000Z' }, textId),
    heldSessionRow({ id: sessions[0], ...of, partnerId: partner.id }),
    heldSessionRow({
      id: sessions[1],
      ...of,
      ...outside,
      ...linked(),
      partnerLinkUsedAt: '2026-02-21T09:00:00.000Z'
    }),
    sessionRow({ id: sessions[2], ...of, ...outside, ...cancelled }),
    sessionRow({ id: sessions[3], ...of, ...outside }),
    sql`update meeting_requests set pitch_version_id = ${textId} where tenant_id = ${tenant} and id = ${requestId}`
  ]
  await there.run(...rows)
  return { notes: [...notes], pitch, sessions: [...sessions] }
}
