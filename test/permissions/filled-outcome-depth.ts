import { newId } from '../../src/db/ids.ts'
import { type Sql, sql, tenant } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'

type Values = Record<string, unknown>

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'

/** What there is to say of a conversation that has no identity of its own, as an outcome's columns hold it. */
export const saidInDepth = {
  fitVerdicts: JSON.stringify([
    { occupation: '15-2051.00', verdict: 'UNSURE' },
    { occupation: '11-1021.00', verdict: 'DOES_NOT_FIT' }
  ]),
  purposesMet: JSON.stringify([{ purpose: 'MORE_NAMES', met: 'YES' }]),
  observations: JSON.stringify([
    { tag: 'CULTURE', text: 'They eat together.', isShared: true },
    { tag: 'OTHER', text: 'It is loud.', isShared: false }
  ]),
  competencies: JSON.stringify([{ competency: 'TEAMWORK', before: 2, after: 4 }]),
  hasThanked: true,
  interestLevel: 4,
  keepInMind: true,
  isKeepInMindShared: true
}

interface Of {
  outcomeId: string
  studentId: string
  mentorId: string
}

interface Ids {
  lead: string
  skillTask: string
}

/** A site, a person from outside, an opening and a skill, with this text in each. */
export function depthRows(
  { outcomeId, studentId, mentorId }: Of,
  { lead, skillTask }: Ids,
  text = 'Field trials'
): Sql[] {
  const referralId = newId()
  const resource = (values: Values) =>
    insertRow(
      'resources',
      { id: newId(), outcomeId, title: text, url: 'https://trials.example', note: text, createdAt: at, ...values },
      ignored
    )
  const outside = { externalName: text, note: text }
  const stamps = { version: 1, createdAt: at, updatedAt: at }
  return [
    insertRow(
      'referrals',
      { id: referralId, studentId, referredById: mentorId, outcomeId, ...outside, createdAt: at },
      ignored
    ),
    resource({ kind: 'WEBSITE' }),
    resource({ kind: 'PERSON', referralId }),
    insertRow(
      'leads',
      {
        id: lead,
        outcomeId,
        studentId,
        organization: text,
        title: text,
        url: 'https://jobs.example/1',
        closesOn: '2026-12-31',
        createdAt: at
      },
      ignored
    ),
    insertRow(
      'skill_tasks',
      { id: skillTask, outcomeId, studentId, name: text, dueOn: '2026-12-31', status: 'OPEN', ...stamps },
      ignored
    )
  ]
}

/** What the mentor said of the resume that the request showed. */
export const feedbackOn = (outcomeId: string, requestId: string, text = 'Field trials'): Sql => sql`
  insert into resume_feedback (tenant_id, outcome_id, resume_version_id, strengths, gaps, marketability)
  select ${tenant}, ${outcomeId}, s.resume_version_id, ${[text]}, ${[text]}, 4
  from resume_shares s where s.tenant_id = ${tenant} and s.request_id = ${requestId}`
