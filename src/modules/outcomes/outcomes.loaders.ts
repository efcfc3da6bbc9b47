import type { Scope } from '../../db/scope.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { referralReachesOf } from '../requests/referral-reach.service.ts'
import { referralsByIds, referralsByOutcomeIds } from '../requests/referrals.service.ts'
import type { ReferralRow } from '../requests/requests.types.ts'
import { resumeVersionsByIds } from '../resumes/resumes.service.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import {
  completenessOfOutcomes,
  feedbackOfOutcomes,
  feedbackOfVersions,
  networkAddedBy,
  referralGoalsOf,
  resourcesOfOutcomes
} from './depth.service.ts'
import { leadsOfOutcomes } from './leads.service.ts'
import { outcomesByIds, outcomesByMeetingIds } from './outcomes.service.ts'
import type { LeadRow, OccupationVerdict, Outcome, ResourceRow, ResumeFeedback } from './outcomes.types.ts'
import { skillTasksOfOutcomes } from './skill-tasks.service.ts'
import type { CompetencyDeltas, SkillTaskRow } from './skill-tasks.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

const byId = (lookUp: (scope: Scope, ids: string[]) => Promise<unknown[]>): Loader<{ id: string }> =>
  byKey(lookUp, ({ id }) => id)

/** The occupations of several lists of codes, in one look-up. */
const careersDiscovered: Loader<Outcome> = async (queries, { scope }) => {
  const lists = queries.map(({ obj }) => obj.careersDiscovered)
  const found = (await occupationsByCodes(scope, lists.flat())).values()
  return lists.map((list) => list.map(() => found.next().value).filter(Boolean))
}

const itself = (outcome: Outcome) => outcome
const student = byKey(personsByIds, ({ studentId }: { studentId: string }) => studentId)
const outcome = byKey(outcomesByIds, ({ outcomeId }: { outcomeId: string }) => outcomeId)

export const loaders = {
  Meeting: { outcome: byId(outcomesByMeetingIds) },
  Outcome: {
    meeting: byKey(meetingsByIds, ({ meetingId }: Outcome) => meetingId),
    student,
    mentor: byKey(personsByIds, ({ mentorId }: Outcome) => mentorId),
    careersDiscovered,
    referrals: byId(referralsByOutcomeIds),
    referralGoal: byId(referralGoalsOf),
    ledTo: byId(referralReachesOf),
    networkAdded: byKey(networkAddedBy, itself),
    resources: byId(resourcesOfOutcomes),
    leads: byId(leadsOfOutcomes),
    skillsToAcquire: byId(skillTasksOfOutcomes),
    resumeFeedback: byId(feedbackOfOutcomes),
    completeness: byKey(completenessOfOutcomes, itself)
  },
  OccupationVerdict: { occupation: byKey(occupationsByCodes, ({ occupation }: OccupationVerdict) => occupation) },
  Resource: { referral: byKey(referralsByIds, ({ referralId }: ResourceRow) => referralId) },
  // It came with the way that led to it.
  ReachedReferral: {
    referral: byKey(
      async (_, referrals: ReferralRow[]) => referrals,
      (reached: { referral: ReferralRow }) => reached.referral
    )
  },
  Lead: { outcome, student } as Record<string, Loader<LeadRow>>,
  SkillTask: { outcome, student } as Record<string, Loader<SkillTaskRow>>,
  ResumeFeedback: {
    outcome,
    resumeVersion: byKey(resumeVersionsByIds, ({ resumeVersionId }: ResumeFeedback) => resumeVersionId)
  },
  ResumeVersion: { feedback: byId(feedbackOfVersions) },
  CompetencyDeltas: { student } as Record<string, Loader<CompetencyDeltas>>
}
