import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }
const words = 'I call you now.'

/** What one of the two proposes, and what both have agreed to. */
export const proposed = {
  proposedPact: words,
  proposedPactVersion: 2,
  pactProposedBy: 'PARTNER',
  pactProposedAt: at
}
const agreed = { pact: words, pactVersion: 1, pactAgreedAt: at }

/** An invitation under these words, by whoever asks. */
export const invitedRow = (values: Values): Sql =>
  pairRow({ status: 'INVITED', ...proposed, proposedPactVersion: 1, pactProposedBy: 'INVITER', ...values })

/** A pair that both have agreed to. */
export const activeRow = (values: Values): Sql =>
  pairRow({ status: 'ACTIVE', ...agreed, partnerTimeZone: 'Europe/Madrid', acceptedAt: at, ...values })

const pairRow = (values: Values): Sql =>
  insertRow(
    'accountability_pairs',
    { platform: 'OTHER', platformNote: 'At the gym.', inviterTimeZone: 'America/Chicago', ...stamps, ...values },
    ignored
  )

/** A link that can be used. */
export const linkedPair = () => ({
  partnerLinkId: newId(),
  partnerLinkSha256: 'f'.repeat(64),
  partnerLinkExpiresAt: '2026-12-31T09:00:00.000Z'
})

/** An intention with everything that can become of it. */
export const missedRow = (values: Values): Sql =>
  checkInRow({
    ...{ kind: 'INTENTION', linkedType: 'PITCH', linkedId: newId(), settledAt: at, missedAt: at, missedPact: words },
    ...{ reaction: 'CHEER', reactionText: 'Go!', reactedAt: at },
    ...values
  })

export const checkInRow = (values: Values): Sql =>
  insertRow(
    'check_ins',
    {
      ...{ side: 'INVITER', onDate: '2026-02-20', text: 'I write one mail.', isAutomatic: false },
      ...{ dayEndsAt: '2026-02-21T06:00:00.000Z', ...stamps },
      ...values
    },
    ignored
  )
