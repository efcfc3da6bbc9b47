import { type Problem, problem } from '../../errors.ts'
import { emailProblems, timeZoneProblems } from '../people/value.rules.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type { InvitePartnerInput, PairRow, PairStatus, Side, UpdatePairInput } from './accountability.types.ts'

export type PairAction =
  | 'UPDATE'
  | 'ACCEPT'
  | 'DECLINE'
  | 'PROPOSE_PACT'
  | 'ACCEPT_PACT'
  | 'END'
  | 'RENEW_LINK'
  | 'REVOKE_LINK'
  | 'CHECK_IN'
  | 'REACT'

const both = ['INVITER', 'PARTNER'] as const
const inviter = ['INVITER'] as const
const partner = ['PARTNER'] as const

/** Every move of a pair. Either of the two ends it, and nobody asks why (S#80); what has ended stays so. */
export const pairMachine: StateMachine<PairStatus, PairAction> = Object.freeze({
  INVITED: {
    UPDATE: { to: 'INVITED', by: inviter },
    ACCEPT: { to: 'ACTIVE', by: partner },
    DECLINE: { to: 'DECLINED', by: partner },
    PROPOSE_PACT: { to: 'INVITED', by: both },
    ACCEPT_PACT: { to: 'INVITED', by: inviter },
    END: { to: 'ENDED', by: inviter },
    RENEW_LINK: { to: 'INVITED', by: inviter },
    REVOKE_LINK: { to: 'INVITED', by: inviter }
  },
  ACTIVE: {
    UPDATE: { to: 'ACTIVE', by: both },
    PROPOSE_PACT: { to: 'ACTIVE', by: both },
    ACCEPT_PACT: { to: 'ACTIVE', by: both },
    END: { to: 'ENDED', by: both },
    RENEW_LINK: { to: 'ACTIVE', by: inviter },
    REVOKE_LINK: { to: 'ACTIVE', by: inviter },
    CHECK_IN: { to: 'ACTIVE', by: both },
    REACT: { to: 'ACTIVE', by: both }
  },
  ENDED: {},
  DECLINED: {}
})

/** The other one of the two. */
export const otherSide = (side: Side): Side => (side === 'INVITER' ? 'PARTNER' : 'INVITER')

/** Who of the campus stands on a side; null for a partner from outside. */
export const personOn = (side: Side, { inviterId, partnerId }: Pick<PairRow, 'inviterId' | 'partnerId'>) =>
  side === 'INVITER' ? inviterId : partnerId

/** Whether the link of a pair can be used: in time, and for a pair that is still one. */
export const isLinkOpen = (pair: PairRow, now: string): boolean =>
  pair.partnerLinkId !== null &&
  (pair.partnerLinkExpiresAt ?? '') > now &&
  (pair.status === 'INVITED' || pair.status === 'ACTIVE')

/**
 * What more than its state stands against a move of this side: nobody agrees to their own words (S#77), an invitation is
 * accepted once its words are the inviter's too, and only partners from outside have links (S#10).
 */
export const isPossible =
  (pair: PairRow, side: Side | null, now: string) =>
  (action: PairAction): boolean => {
    if (action === 'ACCEPT') return pair.pactProposedBy !== 'PARTNER'
    if (action === 'ACCEPT_PACT') return pair.pactProposedBy !== null && pair.pactProposedBy !== side
    if (action === 'RENEW_LINK') return pair.partnerId === null
    if (action === 'REVOKE_LINK') return isLinkOpen(pair, now)
    return true
  }

const invalid = (path: string, message: string): Problem => problem('INVALID_INPUT', { path: [path], message })

/** What is wrong with the words of a pact (S#77). */
export const pactProblems = (pact: string): Problem[] => textProblems(pact, ['pact'], 500, 1)

const noteProblems = (note: string | null | undefined): Problem[] => textProblems(note, ['platformNote'], 200, 1)

/** What is wrong with an invitation: there is one partner (S#10, S#75), and another platform is named (S#79). */
export function invitationProblems(input: InvitePartnerInput): Problem[] {
  const { personId, partner, platform, platformNote, pact, timeZone } = input
  const isOne = (personId == null) !== (partner == null)
  return [
    ...(isOne ? [] : [invalid('personId', 'Name one partner: personId, or partner for somebody from outside.')]),
    ...textProblems(partner?.name, ['partner', 'name'], 200, 1),
    ...emailProblems(partner?.email, ['partner', 'email']),
    ...platformProblems(platform, platformNote),
    ...pactProblems(pact),
    ...timeZoneProblems(timeZone, ['timeZone'])
  ]
}

function platformProblems(platform: string, note: string | null | undefined): Problem[] {
  const isUnsaid = platform === 'OTHER' && note == null
  return [...noteProblems(note), ...(isUnsaid ? [invalid('platformNote', 'OTHER needs a word on what it is.')] : [])]
}

/** What is wrong with a change of a pair as it is now. */
export function updateProblems(pair: PairRow, { platform, platformNote, timeZone }: UpdatePairInput): Problem[] {
  const note = platformNote === undefined ? pair.platformNote : platformNote
  return [...platformProblems(platform ?? pair.platform, note), ...timeZoneProblems(timeZone, ['timeZone'])]
}
