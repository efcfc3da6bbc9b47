import type { Cast } from './cast.ts'
import { alone, both, byIds, list, plain, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const followUp = byIds('conversation', 'FollowUp', (cast) => cast.followUps)
const commitment = byIds('conversation', 'Commitment', (cast) => cast.commitments)
const followUps = list('conversation', 'followUps', ['ownerId', 'ID'], ofStudent)
const commitments = list('conversation', 'commitments', ['studentId', 'ID'], ofStudent)
const meeting = byIds('conversation', 'Meeting', ({ meetings }) => meetings)
const oneOf = alone('followUp', followUp, (cast) => cast.followUps[0])

/** How to come to follow-ups and promises. */
export const followUpReaches: Record<string, Reach> = {
  FollowUp: both(followUp, oneOf, within(followUps, 'nodes'), within(meeting, 'thankYou')),
  FollowUpMail: both(within(followUp, 'mail'), within(oneOf, 'mail')),
  FollowUpDraft: alone('followUpDraft', followUp, ({ owed }) => owed),
  Commitment: both(
    commitment,
    alone('commitment', commitment, (cast) => cast.commitments[0]),
    within(commitments, 'nodes')
  ),
  CommitmentFigures: {
    circle: 'conversation',
    ways: ({ student }) => [
      { steps: ['commitmentFigures(personId: $id)'], declared: '($id: ID!)', variables: { id: student.id } }
    ]
  },
  ThankYouReport: plain('anybody', 'thankYouReport'),
  PromisesReport: plain('anybody', 'promisesReport'),
  FollowUpConnection: followUps,
  FollowUpEdge: within(followUps, 'edges'),
  CommitmentConnection: commitments,
  CommitmentEdge: within(commitments, 'edges')
}
