import type { ProblemCode } from '../../src/errors.ts'
import { invite, pairedAt, say } from '../modules/accountability/paired.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const asked = { platform: 'PHONE', pact: 'I call you.' }

/** What pairs and check-ins are refused with. */
export const ofAccountability = {
  TOO_MANY_PAIRS: async ({ app, home }) => {
    const student = await home.student()
    for (let n = 0; n < 3; n++) await invite(app, student, { personId: (await home.student()).id })
    const more = { ...asked, personId: (await home.student()).id }
    return change(app, student, 'inviteAccountabilityPartner', more)
  },
  PAIR_EXISTS: async ({ app, home }) => {
    const { inviter, partner } = await pairedAt(app, home)
    return change(app, inviter, 'inviteAccountabilityPartner', { ...asked, personId: partner.id })
  },
  PACT_CHANGED: async ({ app, home }) => {
    const [inviter, partner] = [await home.student(), await home.student()]
    const { id } = (await invite(app, inviter, { personId: partner.id })).accountabilityPair
    return change(app, partner, 'acceptAccountabilityInvitation', { id, pactVersion: 2 })
  },
  ALREADY_CHECKED_IN: async ({ app, home }) => {
    const { inviter, id: pairId } = await pairedAt(app, home)
    await say(app, home, inviter, pairId, 'INTENTION')
    return change(app, inviter, 'logCheckIn', { pairId, kind: 'INTENTION', text: 'Again.' })
  },
  INTENTION_MISSING: async ({ app, home }) => {
    const { inviter, id: pairId } = await pairedAt(app, home)
    return change(app, inviter, 'logCheckIn', { pairId, kind: 'COMPLETION' })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
