import { inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse } from '../../errors.ts'
import { leadOfPerson, saveMentorProfile } from '../people/change-people.ts'
import { checkVersion, move } from '../state-machine.ts'
import { assertInvited, visibleInvitations } from './invitations.policy.ts'
import { invitationPage, invitationReturning, invitationRows, lockInvitation } from './invitations.queries.ts'
import { invitationMachine } from './invitations.rules.ts'
import type {
  AcceptMentorInvitationInput,
  DeclineMentorInvitationInput,
  InvitationRow,
  ListInvitationsArgs
} from './invitations.types.ts'

/** The invitations that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listMentorInvitations = (scope: Scope, args: ListInvitationsArgs): Promise<Connection<InvitationRow>> =>
  invitationPage(scope, visibleInvitations(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Invitations by id in their order; null for what is missing or not for the actor to see. */
export const mentorInvitationsByIds = async (scope: Scope, ids: readonly string[]): Promise<(InvitationRow | null)[]> =>
  inOrder(ids, await invitationRows(scope, visibleInvitations(scope.actor), ids), (row) => row.id)

/** One invitation, or null. */
export const findMentorInvitation = async (scope: Scope, { id }: { id: string }): Promise<InvitationRow | null> =>
  (await mentorInvitationsByIds(scope, [id]))[0] ?? null

/** One invitation. Throws NOT_FOUND. */
export async function getMentorInvitation(scope: Scope, args: { id: string }): Promise<InvitationRow> {
  const invitation = await findMentorInvitation(scope, args)
  if (!invitation) throw refuse('NOT_FOUND', { path: ['id'] })
  return invitation
}

/**
 * Returns the favour (S#17): the invited person becomes a mentor, with a profile made or changed in the same commit. A no
 * may still be turned into a yes.
 * Throws NOT_FOUND, FORBIDDEN for anybody else, INVALID_TRANSITION, VERSION_CONFLICT, and what updateMentorProfile throws.
 */
export const acceptMentorInvitation = (scope: Scope, input: AcceptMentorInvitationInput): Promise<InvitationRow> =>
  write(
    scope,
    async (tx, [invitations, ...person]) => {
      const invitation = answerable(tx, invitations, 'ACCEPT', input)
      const { id: _id, expectedVersion: _expectedVersion, ...profile } = input
      await saveMentorProfile(tx, person, { ...profile, personId: invitation.personId })
      return answered(tx, invitation, 'ACCEPTED')
    },
    [lockInvitation(input.id, visibleInvitations(scope.actor)), ...leadOfPerson(scope.actor.id ?? '')]
  )

/**
 * Says no, which needs no reason. Throws NOT_FOUND, FORBIDDEN for anybody else, INVALID_TRANSITION, VERSION_CONFLICT.
 */
export const declineMentorInvitation = (scope: Scope, input: DeclineMentorInvitationInput): Promise<InvitationRow> =>
  write(scope, async (tx, [invitations]) => answered(tx, answerable(tx, invitations, 'DECLINE', input), 'DECLINED'), [
    lockInvitation(input.id, visibleInvitations(scope.actor))
  ])

function answerable(
  tx: Tx,
  invitations: Rows | undefined,
  answer: 'ACCEPT' | 'DECLINE',
  { expectedVersion }: { expectedVersion?: number | null }
): InvitationRow {
  const invitation = invitations?.[0] as unknown as InvitationRow | undefined
  if (!invitation) throw refuse('NOT_FOUND', { path: ['id'] })
  assertInvited(tx.actor, invitation)
  move(invitationMachine, invitation.status, answer, ['STUDENT'])
  checkVersion(invitation, expectedVersion)
  return invitation
}

function answered(tx: Tx, { id, personId }: InvitationRow, status: 'ACCEPTED' | 'DECLINED'): Last<InvitationRow> {
  const payload = { personId, status }
  const action = `mentor_invitation.${status.toLowerCase()}`
  tx.record({ action, subjectType: 'MentorInvitation', subjectId: id, changes: payload, payload })
  const update = updateRow('mentor_invitations', id, { status, answeredAt: tx.now }, tx.now, invitationReturning)
  return new Last(update, ([row]) => row as unknown as InvitationRow)
}
