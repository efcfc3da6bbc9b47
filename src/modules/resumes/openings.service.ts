import { newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { raw } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import { Last, write } from '../../db/write.ts'
import { refuse } from '../../errors.ts'
import { openingPage } from './openings.queries.ts'
import { visibleOpenings, visibleShares } from './resumes.policy.ts'
import type { OpeningFilter, OpeningRow, OrderBy, ShareRow } from './resumes.types.ts'
import { lockShare } from './shares.queries.ts'

/**
 * Where the file of a share is, for its mentor, who is recorded as having looked before being told (FERPA 99.32, and S#50).
 * In ASCII, as a header has it. Throws NOT_FOUND for what is not in force, FORBIDDEN for others who see the share.
 */
export const openResumeShare = (scope: Scope, { id }: { id: string }): Promise<string> =>
  write(
    scope,
    async (tx, [shares]) => {
      const share = shares?.[0] as unknown as ShareRow | undefined
      if (!share) throw refuse('NOT_FOUND', { path: ['id'] })
      const message = 'Only the mentor follows the link; the versions of the resume tell where the file is.'
      if (tx.actor.id !== share.mentorId) throw refuse('FORBIDDEN', { message })
      const { id: shareId, requestId, studentId, mentorId: openedById, resumeVersion } = share
      const opening = { id: newId(), shareId, studentId, openedById, openedAt: tx.now }
      const payload = { requestId, studentId, mentorId: openedById }
      const action = 'resume_share.opened'
      tx.record({ action, subjectType: 'ResumeShare', subjectId: shareId, changes: { openedAt: tx.now }, payload })
      return new Last(insertRow('resume_openings', opening, raw('id')), () => new URL(resumeVersion.url as string).href)
    },
    [lockShare(id, visibleShares(scope.actor, scope.clock.now()))],
    { needsKey: false }
  )

interface ListArgs extends PageArgs {
  filter?: OpeningFilter | null
  orderBy?: OrderBy<'OPENED_AT'> | null
}

/** Who followed the links of which shares, as far as the actor may see, latest first unless ordered otherwise. */
export const listResumeOpenings = (scope: Scope, args: ListArgs): Promise<Connection<OpeningRow>> =>
  openingPage(scope, visibleOpenings(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)
