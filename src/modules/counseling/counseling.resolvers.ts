import { mutation, query } from '../verb-fields.ts'
import { assignCounselor, endCounselorAssignment } from './assign-counselor.ts'
import {
  findCounselingSession,
  findCounselorAssignment,
  listCounselingSessions,
  listCounselorAssignments
} from './counseling.service.ts'
import { logCounselingSession, updateCounselingSession } from './log-session.ts'

export const resolvers = {
  Query: {
    counselorAssignment: query(findCounselorAssignment),
    counselorAssignments: query(listCounselorAssignments),
    counselingSession: query(findCounselingSession),
    counselingSessions: query(listCounselingSessions)
  },
  Mutation: {
    assignCounselor: mutation('counselorAssignment', assignCounselor),
    endCounselorAssignment: mutation('counselorAssignment', endCounselorAssignment),
    logCounselingSession: mutation('counselingSession', logCounselingSession),
    updateCounselingSession: mutation('counselingSession', updateCounselingSession)
  }
}
