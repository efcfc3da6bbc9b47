import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import { findUpdateCadence, setUpdateCadence, snoozeUpdate } from './cadences.service.ts'
import { listDuePeople } from './due-people.service.ts'
import {
  acceptMentorship,
  declineMentorship,
  endRelationship,
  proposeMentorship,
  withdrawMentorshipProposal
} from './move-relationship.ts'
import { allowedRelationshipActions, findRelationship, listRelationships } from './relationships.service.ts'
import type { RelationshipRow } from './relationships.types.ts'
import { startUpdate } from './start-update.ts'
import { findContactWarmth } from './warmth.service.ts'

export const resolvers = {
  Query: {
    relationship: query(findRelationship),
    relationships: query(listRelationships),
    duePeople: query(listDuePeople),
    updateCadence: query(findUpdateCadence),
    contactWarmth: query(findContactWarmth)
  },
  Mutation: {
    proposeMentorship: mutation('relationship', proposeMentorship),
    acceptMentorship: mutation('relationship', acceptMentorship),
    declineMentorship: mutation('relationship', declineMentorship),
    withdrawMentorshipProposal: mutation('relationship', withdrawMentorshipProposal),
    endRelationship: mutation('relationship', endRelationship),
    setUpdateCadence: mutation('updateCadence', setUpdateCadence),
    snoozeUpdate: mutation('updateCadence', snoozeUpdate),
    startUpdate: mutation('followUp', startUpdate)
  },
  Relationship: {
    allowedActions: (row: RelationshipRow, _: unknown, { scope }: GraphqlContext) =>
      allowedRelationshipActions(scope, row)
  }
}
