import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { listResumeOpenings } from './openings.service.ts'
import { addResumeVersion, archiveResume, createResume, findResume, listResumes } from './resumes.service.ts'
import type { ShareRow } from './resumes.types.ts'
import {
  findResumeShare,
  listResumeShares,
  openUrlOf,
  revokeResumeShare,
  shareResume,
  shareStatus
} from './shares.service.ts'

type Verb<Input> = (scope: Scope, input: Input) => Promise<unknown>

const mutation =
  <Input>(noun: string, verb: Verb<Input>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))

const query =
  <Args>(verb: Verb<Args>) =>
  (_: unknown, args: Args, { scope }: GraphqlContext) =>
    verb(scope, args)

const ofShare =
  (read: (scope: Scope, share: ShareRow) => unknown) =>
  (share: ShareRow, _: unknown, { scope }: GraphqlContext) =>
    read(scope, share)

export const resolvers = {
  Query: {
    resume: query(findResume),
    resumes: query(listResumes),
    resumeShare: query(findResumeShare),
    resumeShares: query(listResumeShares),
    resumeOpenings: query(listResumeOpenings)
  },
  Mutation: {
    createResume: mutation('resume', createResume),
    addResumeVersion: mutation('resume', addResumeVersion),
    archiveResume: mutation('resume', archiveResume),
    shareResume: mutation('resumeShare', shareResume),
    revokeResumeShare: mutation('resumeShare', revokeResumeShare)
  },
  ResumeShare: { status: ofShare(shareStatus), openUrl: ofShare(openUrlOf) }
}
