import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import { dropCommitment, makeCommitment, reportBack, updateCommitment } from './change-commitments.ts'
import { findCommitment, findCommitmentFigures, listCommitments, shownCommitment } from './commitments.service.ts'
import type { CommitmentRow } from './commitments.types.ts'
import { completeFollowUp, waiveFollowUp } from './complete-follow-up.ts'
import { findFollowUp, listFollowUps, shownFollowUp } from './followups.service.ts'
import type { FollowUpRow } from './followups.types.ts'
import { findFollowUpDraft, sendFollowUp } from './send-follow-up.ts'

const ofFollowUp =
  (name: keyof ReturnType<typeof shownFollowUp>) => (row: FollowUpRow, _: unknown, on: GraphqlContext) =>
    shownFollowUp(on.scope, row)[name]

const ofCommitment =
  (name: keyof ReturnType<typeof shownCommitment>) => (row: CommitmentRow, _: unknown, on: GraphqlContext) =>
    shownCommitment(on.scope, row)[name]

export const resolvers = {
  Query: {
    followUp: query(findFollowUp),
    followUps: query(listFollowUps),
    followUpDraft: query(findFollowUpDraft),
    commitment: query(findCommitment),
    commitments: query(listCommitments),
    commitmentFigures: query(findCommitmentFigures)
  },
  Mutation: {
    completeFollowUp: mutation('followUp', completeFollowUp),
    sendFollowUp: mutation('followUp', sendFollowUp),
    waiveFollowUp: mutation('followUp', waiveFollowUp),
    makeCommitment: mutation('commitment', makeCommitment),
    updateCommitment: mutation('commitment', updateCommitment),
    reportBack: mutation('commitment', reportBack),
    dropCommitment: mutation('commitment', dropCommitment)
  },
  FollowUp: {
    isOverdue: ofFollowUp('isOverdue'),
    mail: ofFollowUp('mail'),
    allowedActions: ofFollowUp('allowedActions')
  },
  Commitment: { isOverdue: ofCommitment('isOverdue'), allowedActions: ofCommitment('allowedActions') }
}
