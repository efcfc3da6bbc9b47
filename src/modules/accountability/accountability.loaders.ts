import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import type { PairRow } from './accountability.types.ts'
import type { CheckInRow } from './check-ins.types.ts'
import { accountabilityPairsByIds, progressOfPairs } from './pairs.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  AccountabilityPair: {
    inviter: byKey(personsByIds, (pair: PairRow) => pair.inviterId),
    partner: byKey(personsByIds, (pair: PairRow) => pair.partnerId),
    progress: byKey(progressOfPairs, (pair: PairRow) => pair.id)
  },
  CheckIn: {
    pair: byKey(accountabilityPairsByIds, (checkIn: CheckInRow) => checkIn.pairId),
    person: byKey(personsByIds, (checkIn: CheckInRow) => checkIn.personId)
  }
}
