import type { Reader } from '../../db/scope.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'

export type NodeType =
  | 'Institution'
  | 'Person'
  | 'MeetingRequest'
  | 'CounterProposal'
  | 'Meeting'
  | 'Outcome'
  | 'TrustedDocument'
  | 'ResearchNote'
  | 'Pitch'
  | 'MockSession'
  | 'GuidanceItem'
  | 'Review'
  | 'ExplorationPlan'
  | 'CounselorAssignment'
  | 'CounselingSession'
  | 'ContactCard'
  | 'CardExchange'
  | 'Resume'
  | 'ResumeShare'
  | 'Contact'
  | 'Touchpoint'
  | 'Milestone'
  | 'Relationship'
  | 'UpdateCadence'
  | 'Question'
  | 'QuestionList'
  | 'FollowUp'
  | 'Commitment'
  | 'Notification'
  | 'Offer'
  | 'Landing'
  | 'MentorInvitation'
  | 'AccountabilityPair'
  | 'CheckIn'
  | 'Lead'
  | 'SkillTask'

const tables: [NodeType, string][] = [
  ['Person', 'persons'],
  ['MeetingRequest', 'meeting_requests'],
  ['CounterProposal', 'counter_proposals'],
  ['Meeting', 'meetings'],
  ['Outcome', 'outcomes'],
  ['TrustedDocument', 'trusted_documents'],
  ['ResearchNote', 'research_notes'],
  ['Pitch', 'pitches'],
  ['MockSession', 'mock_sessions'],
  ['GuidanceItem', 'guidance_items'],
  ['Review', 'reviews'],
  ['ExplorationPlan', 'exploration_plans'],
  ['CounselorAssignment', 'counselor_assignments'],
  ['CounselingSession', 'counseling_sessions'],
  ['ContactCard', 'contact_cards'],
  ['CardExchange', 'card_exchanges'],
  ['Resume', 'resumes'],
  ['ResumeShare', 'resume_shares'],
  ['Contact', 'contacts'],
  ['Touchpoint', 'touchpoints'],
  ['Milestone', 'milestones'],
  ['Relationship', 'relationships'],
  ['UpdateCadence', 'update_cadences'],
  ['Question', 'questions'],
  ['QuestionList', 'question_lists'],
  ['FollowUp', 'follow_ups'],
  ['Commitment', 'commitments'],
  ['Notification', 'notifications'],
  ['Offer', 'offers'],
  ['Landing', 'landings'],
  ['MentorInvitation', 'mentor_invitations'],
  ['AccountabilityPair', 'accountability_pairs'],
  ['CheckIn', 'check_ins'],
  ['Lead', 'leads'],
  ['SkillTask', 'skill_tasks']
]

/** Which of these ids are what. Ids are unique across types, so one statement over the primary keys tells. */
export function typesOf(reader: Reader, ids: readonly string[]): Promise<{ type: NodeType; id: string }[]> {
  const parts: Sql[] = tables.map(
    ([type, table]) =>
      sql`select ${raw(`'${type}'`)} as type, id from ${raw(table)} where tenant_id = ${tenant} and id = any(${ids})`
  )
  // A shipped item that the campus has changed is in both tables, under one id.
  parts.push(sql`select 'GuidanceItem' as type, id from shipped_guidance where id = any(${ids})`)
  // A shipped question that the campus has changed is in both tables, under one id.
  parts.push(sql`select 'Question' as type, id from shipped_questions where id = any(${ids})`)
  parts.push(sql`select 'Institution' as type, id from institutions where id = ${tenant} and id = any(${ids})`)
  return reader.rows(join(parts, ' union all '))
}
