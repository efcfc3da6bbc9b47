import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { listResumeOpenings, openResumeShare } from './openings.service.ts'
import {
  addResumeVersion,
  archiveResume,
  createResume,
  getResume,
  listResumes,
  versionsOfResumes
} from './resumes.service.ts'
import type { OpeningFilter, ResumeFilter, ResumeRow, ShareFilter, ShareRow } from './resumes.types.ts'
import {
  getResumeShare,
  listResumeShares,
  openUrlOf,
  revokeResumeShare,
  shareResume,
  shareStatus,
  sharesOfResumes
} from './shares.service.ts'

/** A resume of a list; its versions and shares are statements of their own, and stand with the resume alone. */
const listedResumeJson = ({ versionCount: _, ...resume }: ResumeRow) => resume

const shareJson = (scope: Scope) => (share: ShareRow) => ({
  ...share,
  status: shareStatus(scope, share),
  openUrl: openUrlOf(scope, share)
})

async function resumeJson(scope: Scope, resume: ResumeRow) {
  const found = await Promise.all([versionsOfResumes(scope, [resume.id]), sharesOfResumes(scope, [resume.id])])
  const [[versions = []], [shares = []]] = found
  return { ...listedResumeJson(resume), versions, shares: shares.map(shareJson(scope)) }
}

type Path = { id: string }

const resumeRoute =
  (verb: (scope: Scope, input: never) => Promise<ResumeRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    resumeJson(scope, await verb(scope, { ...(body as object), ...(params as Path) } as never))

export const routes: Record<string, RouteHandler> = {
  listResumes: async (request, reply) => {
    const args = pageArgs<ResumeFilter, 'CREATED_AT' | 'UPDATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listResumes(request.scope, args), listedResumeJson)
  },
  getResume: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return resumeJson(scope, await getResume(scope, params as Path))
  },
  createResume: async ({ scope, body }, reply) => {
    const created = await createResume(scope, body as never)
    reply.code(201).header('location', `/v1/resumes/${created.id}`)
    return resumeJson(scope, created)
  },
  addResumeVersion: resumeRoute(addResumeVersion),
  archiveResume: resumeRoute(archiveResume),
  listResumeShares: async (request, reply) => {
    const args = pageArgs<ShareFilter, 'CREATED_AT' | 'EXPIRES_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listResumeShares(request.scope, args), shareJson(request.scope))
  },
  getResumeShare: async ({ scope, params }) => shareJson(scope)(await getResumeShare(scope, params as Path)),
  shareResume: async ({ scope, body, params }, reply) => {
    const share = await shareResume(scope, { ...(body as object), requestId: (params as Path).id } as never)
    reply.code(201).header('location', `/v1/resume-shares/${share.id}`)
    return shareJson(scope)(share)
  },
  revokeResumeShare: async ({ scope, body, params }) =>
    shareJson(scope)(await revokeResumeShare(scope, { ...(body as object), ...(params as Path) })),
  openResumeShare: async ({ scope, params }, reply) => {
    const url = await openResumeShare(scope, params as Path)
    // To be asked for each time, so that each time is recorded, and refused once it is over.
    return reply.header('cache-control', 'no-store').redirect(url, 302)
  },
  listResumeOpenings: async (request, reply) => {
    const args = pageArgs<OpeningFilter, 'OPENED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listResumeOpenings(request.scope, args), (opening) => opening)
  }
}
