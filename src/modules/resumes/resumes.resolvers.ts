import type { Scope } from '../../db/scope.ts'
import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
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
