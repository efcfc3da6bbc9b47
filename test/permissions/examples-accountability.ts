import { newId } from '../../src/db/ids.ts'
import type { Sql } from '../../src/db/sql.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import type { Values } from './filled.ts'
import { activeRow, checkInRow, invitedRow, linkedPair, proposed } from './filled-accountability.ts'

type Row = (values: Values) => Sql

// Two people are one pair at a time, so each call has a pair of its own, between the reader and somebody new as far as it can be.
async function freshPair({ there, student, mentor, isMentor }: Cast, row: Row, values: Values = {}): Promise<string> {
  const id = newId()
  const inviterId = isMentor ? (await there.student()).id : student.id
  const partnerId = isMentor ? mentor.id : (await there.mentor()).id
  await there.run(row({ id, inviterId, ...('partnerName' in values ? {} : { partnerId }), ...values }))
  return id
}

const onPair = (more: Arguments = {}, row: Row = activeRow, values: Values = {}) =>
  change('conversation', async (cast) => ({ id: await freshPair(cast, row, values), ...more }))

/** For every operation of accountability a call. */
export const accountabilityQueries: Record<string, Example> = {
  accountabilityPair: example('conversation', ({ pairs }) => ({ id: pairs[0] })),
  accountabilityPairs: none,
  pairProgress: example('conversation', ({ pairs }) => ({ id: pairs[0] })),
  checkIn: example('conversation', ({ checkIns }) => ({ id: checkIns[0] })),
  checkIns: none
}

const outside = { partnerName: 'Sam Rivera' }

export const accountabilityMutations: Record<string, Example> = {
  inviteAccountabilityPartner: change('anybody', async ({ home }) => ({
    personId: (await home.student()).id,
    platform: 'PHONE',
    pact: 'I call you.'
  })),
  updateAccountabilityPair: onPair({ platformNote: 'By the lake.' }),
  acceptAccountabilityInvitation: onPair({ pactVersion: 1 }, invitedRow),
  declineAccountabilityInvitation: onPair({}, invitedRow),
  proposePact: onPair({ pact: 'I write to you.' }),
  acceptPact: change('conversation', async (cast) => {
    const byOther = { ...proposed, pactProposedBy: cast.isMentor ? 'INVITER' : 'PARTNER' }
    return { id: await freshPair(cast, activeRow, byOther), pactVersion: 2 }
  }),
  endAccountabilityPair: onPair(),
  renewAccountabilityLink: onPair({}, activeRow, outside),
  revokeAccountabilityLink: change('conversation', async (cast) => ({
    id: await freshPair(cast, activeRow, { ...outside, ...linkedPair() })
  })),
  logCheckIn: change('conversation', async (cast) => ({
    pairId: await freshPair(cast, activeRow),
    kind: 'INTENTION',
    text: 'I write one mail.'
  })),
  reactToCheckIn: change('conversation', async (cast) => {
    const id = newId()
    const side = cast.isMentor ? 'INVITER' : 'PARTNER'
    await cast.there.run(checkInRow({ id, pairId: await freshPair(cast, activeRow), side, kind: 'INTENTION' }))
    return { id, reaction: 'CHEER' }
  })
}
