import { inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { allowedActions } from '../state-machine.ts'
import { asSeenBy, canSeeFollowUp, partiesOf, visibleFollowUps } from './followups.policy.ts'
import { followUpPage, followUpRows, thankYouRows } from './followups.queries.ts'
import { followUpMachine, isOverdue } from './followups.rules.ts'
import type { FollowUpRow, ListFollowUpsArgs } from './followups.types.ts'

const seen = (scope: Scope, rows: FollowUpRow[]) => rows.map((row) => asSeenBy(scope.actor, row))

/**
 * The follow-ups that the actor may see, those due first before the others unless ordered otherwise; at most 100 a page, in
 * one statement. Officials see how all of them stand, and nothing of what their owners wrote. Throws INVALID_PAGING, INVALID_CURSOR.
 */
export async function listFollowUps(scope: Scope, args: ListFollowUpsArgs): Promise<Connection<FollowUpRow>> {
  const asked = { filter: args.filter ?? {}, now: scope.clock.now() }
  const direction = args.orderBy?.direction ?? 'ASC'
  const found = await followUpPage(scope, visibleFollowUps(scope.actor), asked, direction, args)
  // In place, because a connection makes its edges from the same list.
  found.nodes.splice(0, found.nodes.length, ...seen(scope, found.nodes))
  return found
}

/** Follow-ups by id in their order; null for what is missing or not for the actor to see. */
export const followUpsByIds = async (scope: Scope, ids: readonly string[]): Promise<(FollowUpRow | null)[]> =>
  inOrder(ids, seen(scope, await followUpRows(scope, visibleFollowUps(scope.actor), ids)), (row) => row.id)

/** The thank-you of each meeting in their order; null where none is owed, and for everybody but its owner and officials. */
export const thankYousOfMeetings = async (scope: Scope, ids: readonly string[]): Promise<(FollowUpRow | null)[]> =>
  inOrder(ids, seen(scope, await thankYouRows(scope, visibleFollowUps(scope.actor), ids)), (row) =>
    String(row.meetingId)
  )

/** One follow-up, or null. */
export const findFollowUp = async (scope: Scope, { id }: { id: string }): Promise<FollowUpRow | null> =>
  (await followUpsByIds(scope, [id]))[0] ?? null

/** One follow-up. Throws NOT_FOUND. */
export async function getFollowUp(scope: Scope, args: { id: string }): Promise<FollowUpRow> {
  const followUp = await findFollowUp(scope, args)
  if (!followUp) throw refuse('NOT_FOUND', { path: ['id'] })
  return followUp
}

/** What both doors show of a follow-up beside its columns, for the actor and at this instant. */
export function shownFollowUp({ actor, clock }: Scope, row: FollowUpRow) {
  const { mailSubject: subject, mailText: text, mailState: state, mailSettledAt: settledAt = null } = row
  return {
    isOverdue: isOverdue(row, clock.now()),
    mail: state ? { subject, text, state, settledAt } : null,
    allowedActions: canSeeFollowUp(actor, row) ? allowedActions(followUpMachine, row.status, partiesOf(actor, row)) : []
  }
}
