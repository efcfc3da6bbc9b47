import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { assignCounselor, endCounselorAssignment } from './assign-counselor.ts'
import {
  findCounselingSession,
  findCounselorAssignment,
  listCounselingSessions,
  listCounselorAssignments
} from './counseling.service.ts'
import { logCounselingSession, updateCounselingSession } from './log-session.ts'

type Verb<Input> = (scope: Scope, input: Input) => Promise<unknown>

const mutation =
  <Input>(noun: string, verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))

const query =
  <Args>(verb: Verb<Args>) =>
  (_: unknown, args: Args, { scope }: GraphqlContext) =>
    verb(scope, args)

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
