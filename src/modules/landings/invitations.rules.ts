import type { StateMachine } from '../state-machine.ts'
import type { InvitationStatus } from './invitations.types.ts'

/** The answers to an invitation to become a mentor. Who said no is not asked again, and may still change their mind. */
export const invitationMachine: StateMachine<InvitationStatus, 'ACCEPT' | 'DECLINE'> = Object.freeze({
  OPEN: { ACCEPT: { to: 'ACCEPTED', by: ['STUDENT'] }, DECLINE: { to: 'DECLINED', by: ['STUDENT'] } },
  ACCEPTED: {},
  DECLINED: { ACCEPT: { to: 'ACCEPTED', by: ['STUDENT'] } }
})
