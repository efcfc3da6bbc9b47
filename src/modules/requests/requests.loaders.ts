import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { referralsByRequestIds } from './referrals.service.ts'
import { requestsByIds } from './requests.service.ts'
import type { ReferralRow, RequestRow } from './requests.types.ts'

/** A batched field that holds a person, by the parent's column. */
const person =
  <Row>(idOf: (row: Row) => string | null): Loader<Row> =>
  (queries, { scope }) =>
    personsByIds(
      scope,
      queries.map(({ obj }) => idOf(obj))
    )

export const loaders = {
  MeetingRequest: {
    student: person<RequestRow>((request) => request.studentId),
    mentor: person<RequestRow>((request) => request.mentorId),
    via: person<RequestRow>((request) => request.viaPersonId),
    targetOccupation: ((queries, { scope }) =>
      occupationsByCodes(
        scope,
        queries.map(({ obj }) => obj.targetOccupationCode)
      )) as Loader<RequestRow>,
    referrals: ((queries, { scope }) =>
      referralsByRequestIds(
        scope,
        queries.map(({ obj }) => obj.id)
      )) as Loader<RequestRow>
  },
  Referral: {
    referredBy: person<ReferralRow>((referral) => referral.referredById),
    mentor: person<ReferralRow>((referral) => referral.mentorId),
    draftRequest: ((queries, { scope }) =>
      requestsByIds(
        scope,
        queries.map(({ obj }) => obj.draftRequestId)
      )) as Loader<ReferralRow>
  }
}
