import type { Scope } from '../../db/scope.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { isMailAddress } from '../notifications/deliveries.service.ts'
import { allowedActions } from '../state-machine.ts'
import { done, type LockedFollowUp, leadOf, movable } from './complete-follow-up.ts'
import { partiesOf } from './followups.policy.ts'
import { draftFacts } from './followups.queries.ts'
import { followUpMachine } from './followups.rules.ts'
import type { FollowUpRow, SendFollowUpInput } from './followups.types.ts'
import type { Letter, Names } from './letters/letter.ts'
import { letterOf, letterProblems, slotsOf, unedited } from './letters.rules.ts'
import { insertMail } from './mails.queries.ts'

type WithNames = Pick<LockedFollowUp, 'kind' | 'ownerGivenName' | 'ownerFamilyName' | 'ownerLocale' | 'otherName'>

const namesOf = ({ otherName, ownerGivenName, ownerFamilyName }: WithNames): Names => ({
  other: otherName,
  own: `${ownerGivenName} ${ownerFamilyName}`
})

/**
 * What the mail of a follow-up can begin with, in the language of its owner, with slots for what only they can say (S#24);
 * null for everybody else, and where nothing is owed any more.
 */
export async function findFollowUpDraft(
  scope: Scope,
  { id }: { id: string }
): Promise<(Letter & { slots: string[] }) | null> {
  const [facts] = await draftFacts<WithNames & Pick<FollowUpRow, 'ownerId' | 'status'>>(scope, id)
  const isTheirs =
    facts && allowedActions(followUpMachine, facts.status, partiesOf(scope.actor, facts)).includes('SEND')
  if (!isTheirs) return null
  const letter = letterOf(facts.kind, facts.ownerLocale, namesOf(facts))
  return { ...letter, slots: slotsOf(letter.text) }
}

/** The same. Throws NOT_FOUND. */
export async function getFollowUpDraft(scope: Scope, args: { id: string }): Promise<Letter & { slots: string[] }> {
  const draft = await findFollowUpDraft(scope, args)
  if (!draft) throw refuse('NOT_FOUND', { path: ['id'] })
  return draft
}

// One answer for every reason: whether somebody reads no mail, has left or has no address is not the sender's to know.
function assertMailable({ isActive, isMailOn, otherEmail, ownerEmail }: LockedFollowUp): void {
  if (!isActive || !isMailOn || !isMailAddress(otherEmail)) throw refuse('FOLLOW_UP_NOT_MAILABLE', { path: ['id'] })
  if (!isMailAddress(ownerEmail))
    throw refuse('FOLLOW_UP_NOT_MAILABLE', {
      path: ['id'],
      message: 'Whoever owes this has no mail address to be answered at.'
    })
}

function mailOf(tx: Tx, { id }: LockedFollowUp, letter: Letter) {
  const { subject, text } = letter
  return insertMail({ followUpId: id, subject, text, state: 'PENDING', attempts: 0, dueAt: tx.now, createdAt: tx.now })
}

/**
 * Sends the mail of a follow-up in its owner's own words and completes it: both, and the touchpoint, in one commit; the mail is
 * queued with it and goes out at least once (docs/decisions/0018). The sender never sees the other one's address, and the other
 * one answers to the sender's. Never sent unedited (S#24).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT, FOLLOW_UP_NOT_EDITED, and
 * FOLLOW_UP_NOT_MAILABLE when the other one gets no mail from here.
 */
export const sendFollowUp = (scope: Scope, input: SendFollowUpInput): Promise<FollowUpRow> =>
  write(
    scope,
    async (tx, [, rows]) => {
      const followUp = movable(tx, rows, 'SEND', input.expectedVersion)
      const letter = { subject: input.subject, text: input.text.replace(/\r\n?/g, '\n') }
      refuseAll(letterProblems(letter))
      refuseAll(unedited(followUp.kind, letter, namesOf(followUp)))
      assertMailable(followUp)
      const mail = { mailSubject: letter.subject, mailText: letter.text, mailState: 'PENDING', mailSettledAt: null }
      return done(tx, followUp, { doneAt: tx.now, channel: 'MAIL', also: [mailOf(tx, followUp, letter)], mail })
    },
    leadOf(input.id)
  )
