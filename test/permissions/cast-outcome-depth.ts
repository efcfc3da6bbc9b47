import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { depthRows, feedbackOn } from './filled-outcome-depth.ts'

const rare = ['15-1251.00', '15-1253.00', '15-1254.00', '15-1255.00', '15-1211.00']

/** What a student took away from a conversation. */
export interface DepthCast {
  lead: string
  skillTask: string
  doneTask: string
}

/** A task that is open and one that is done, an opening, things to look at, and feedback on the resume that was shown. */
export async function depthOf(
  { there, student, mentor, classYear }: { there: Campus; student: Someone; mentor: Someone; classYear: number },
  { outcome, request }: { outcome: string; request: string | undefined }
): Promise<DepthCast> {
  const [lead, skillTask, doneTask] = [newId(), newId(), newId()]
  const of = { outcomeId: outcome, studentId: student.id, mentorId: mentor.id }
  await there.run(
    ...depthRows(of, { lead, skillTask }),
    ...depthRows(of, { lead: newId(), skillTask: doneTask }),
    sql`update skill_tasks set status = 'DONE', closed_at = '2026-02-21T09:00:00.000Z'
      where tenant_id = ${tenant} and id = ${doneTask}`,
    // Few students each, and together enough to be told of.
    sql`update outcomes set fit_verdicts = fit_verdicts || ${JSON.stringify([{ occupation: rare[classYear % 5], verdict: 'FITS' }])}
      where tenant_id = ${tenant} and id = ${outcome}`,
    feedbackOn(outcome, request ?? '')
  )
  return { lead, skillTask, doneTask }
}
