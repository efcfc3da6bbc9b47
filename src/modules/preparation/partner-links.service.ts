import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import type { ById } from '../requests/requests.types.ts'
import { lockSession, lockSessionOfLink, viewOfLink } from './mock-sessions.queries.ts'
import { changeSession, feedbackIn, feedbackOf, movableSession } from './mock-sessions.service.ts'
import { newPartnerToken, readPartnerToken } from './partner-token.ts'
import { feedbackProblems, isLinkOpen } from './practice.rules.ts'
import type { MockFeedbackInput, MockSessionRow, PartnerLinkView } from './practice.types.ts'

const minutesPerDay = 24 * 60

/**
 * Makes the link by which a partner from outside sees this session and gives feedback, once (S#10, S#47). A link that was
 * open closes. The token is in this answer and nowhere else: only its digest is kept, so a repeated answer lacks it too.
 * Throws what `movableSession` throws, PARTNER_ON_CAMPUS for a partner who signs in.
 */
export async function inviteMockPartner(scope: Scope, input: ById): Promise<MockSessionRow> {
  const made = newPartnerToken(scope.tenantId)
  const session = await write(
    scope,
    async (tx, [sessions]) => {
      const { session } = movableSession(tx, sessions, 'INVITE', input)
      if (session.partnerId !== null) throw refuse('PARTNER_ON_CAMPUS', { path: ['id'] })
      return changeSession(tx, session, 'mock_session.partner_invited', {
        partnerLinkId: made.linkId,
        partnerLinkSha256: made.sha256,
        partnerLinkExpiresAt: addMinutes(tx.now, tx.policy.preparation.partnerLinkDays * minutesPerDay),
        partnerLinkUsedAt: null
      })
    },
    [lockSession(input.id)]
  )
  return session.partnerLinkSha256 === made.sha256 ? { ...session, partnerLinkToken: made.token } : session
}

/** Closes the link of a session, if there is one that is open. Throws what `movableSession` throws. */
export const revokePartnerLink = (scope: Scope, input: ById): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [sessions]) => {
      const { session } = movableSession(tx, sessions, 'REVOKE', input)
      if (!isLinkOpen(session, tx.now)) throw refuse('PARTNER_LINK_CLOSED', { path: ['id'] })
      const nothing = { partnerLinkId: null, partnerLinkSha256: null, partnerLinkExpiresAt: null }
      return changeSession(tx, session, 'mock_session.partner_link_revoked', nothing)
    },
    [lockSession(input.id)]
  )

// One answer for every link that does not open: whoever tries learns nothing of why.
const closed = () => refuse('NOT_FOUND', { path: ['token'] })

/** What a partner from outside may see by their link. Throws NOT_FOUND for every link that is not open. */
export async function getPartnerLink(scope: Scope, { token }: { token: string }): Promise<PartnerLinkView> {
  const link = readPartnerToken(token)
  const view = link && (await viewOfLink(scope, link, scope.clock.now()))
  if (!view) throw closed()
  return view
}

/**
 * Feedback of a partner from outside, by their link, which it closes (S#47).
 * Throws NOT_FOUND for every link that is not open, INVALID_INPUT.
 */
export async function givePartnerFeedback(
  scope: Scope,
  input: MockFeedbackInput & { token: string }
): Promise<ReturnType<typeof feedbackIn>> {
  const link = readPartnerToken(input.token)
  if (!link) throw closed()
  const session = await write(
    scope,
    async (tx, [sessions]) => {
      const session = sessions?.[0] as unknown as MockSessionRow | undefined
      if (!session || !isLinkOpen(session, tx.now)) throw closed()
      refuseAll(feedbackProblems(input))
      const values = { ...feedbackOf(input, tx.now), partnerLinkUsedAt: tx.now }
      return changeSession(tx, session, 'mock_session.feedback_given', values)
    },
    [lockSessionOfLink(link)]
  )
  return feedbackIn(session)
}
