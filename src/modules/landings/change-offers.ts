import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion, move } from '../state-machine.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { linkProblems } from './attribution.rules.ts'
import { deleteLinksOfOffer, holdMeetings, replaceLinks } from './attributions.queries.ts'
import { assertMayKeepOffers, assertOwn, visibleOffers } from './landings.policy.ts'
import { folded } from './landings.rules.ts'
import type {
  OfferRow,
  OfferValues,
  RecordOfferInput,
  RemoveOfferInput,
  SetAttributionInput,
  UpdateOfferInput
} from './landings.types.ts'
import { deleteOffer, landingsOfOffer, lockOffer, returning } from './offers.queries.ts'
import { atStage, offerFieldProblems, offerMachine, offerProblems } from './offers.rules.ts'

const lastOf = (statement: Last<OfferRow>['statement']) => new Last(statement, ([row]) => row as unknown as OfferRow)

const nothing = { occupationCode: null, industryCode: null, receivedOn: null, decidedOn: null, note: null }

/**
 * Writes down that the actor interviews for a job or an internship, or what has come of it since (S#60). It is theirs alone to
 * tell. Throws FORBIDDEN, unknown codes, INVALID_INPUT.
 */
export const recordOffer = (scope: Scope, input: RecordOfferInput): Promise<OfferRow> =>
  write(scope, async (tx) => {
    assertMayKeepOffers(tx.actor)
    const { kind, organization, title, stage } = input
    const said = { ...nothing, ...given(input), kind, organization, title, stage: stage ?? 'INTERVIEWING' }
    const values = atStage(said, input)
    await refuseBad(tx, input, values)
    const own = { id: newId(), studentId: tx.actor.id as string, stageSince: tx.now, attributedAt: null }
    const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
    const row = { ...own, ...values, destination: folded(values.organization), ...stamps }
    record(tx, 'offer.recorded', row, { kind, stage: values.stage })
    return lastOf(insertRow('offers', row, returning))
  })

/**
 * Changes an offer, and moves it where a stage is given. What was decided is open again when it is offered anew.
 * Throws NOT_FOUND, FORBIDDEN for anybody else's, VERSION_CONFLICT, INVALID_TRANSITION, unknown codes, INVALID_INPUT.
 */
export const updateOffer = (scope: Scope, input: UpdateOfferInput): Promise<OfferRow> =>
  write(
    scope,
    async (tx, [offers]) => {
      const offer = own(tx, offers, input)
      const stage = moved(offer, input)
      const before = pick(offer)
      const values = atStage({ ...before, ...given(input), stage }, input)
      await refuseBad(tx, input, values)
      const changes = differences(before, values)
      if (Object.keys(changes).length === 0) return offer
      const since = stage === offer.stage ? {} : { stageSince: tx.now }
      record(tx, 'offer.updated', { ...offer, stage }, told(changes))
      const row = { ...changes, ...since, destination: folded(values.organization) }
      return lastOf(updateRow('offers', offer.id, row, tx.now, returning))
    },
    [lockOffer(input.id, visibleOffers(scope.actor))]
  )

/**
 * Deletes an offer that was written down by mistake, with what was said of conversations; it is given back as it was.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, OFFER_HAS_LANDING.
 */
export const removeOffer = (scope: Scope, input: RemoveOfferInput): Promise<OfferRow> =>
  write(
    scope,
    async (tx, [offers, landings]) => {
      const offer = own(tx, offers, input)
      if (landings?.length) throw refuse('OFFER_HAS_LANDING', { path: ['id'] })
      record(tx, 'offer.removed', offer, {})
      await tx.rows(deleteLinksOfOffer(offer.id))
      return new Last(deleteOffer(offer.id), () => offer)
    },
    [lockOffer(input.id, visibleOffers(scope.actor)), landingsOfOffer(input.id)]
  )

/**
 * Says which of the student's completed conversations an offer came of, directly or by contributing, in place of what was
 * said before (S#61). Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, MEETING_NOT_COMPLETED, INVALID_INPUT.
 */
export const setOfferAttribution = (scope: Scope, input: SetAttributionInput): Promise<OfferRow> =>
  write(
    scope,
    async (tx, [offers, meetings]) => {
      const offer = own(tx, offers, input)
      refuseAll(linkProblems(input.links, (meetings ?? []) as never))
      record(tx, 'offer.attributed', offer, { links: input.links })
      await tx.batch(replaceLinks('offer_id', offer, input.links, tx.now))
      return lastOf(updateRow('offers', offer.id, { attributedAt: tx.now }, tx.now, returning))
    },
    [
      lockOffer(input.id, visibleOffers(scope.actor)),
      holdMeetings(
        scope.actor.id,
        input.links.map(({ meetingId }) => meetingId)
      )
    ]
  )

function own(tx: Tx, offers: Rows | undefined, { expectedVersion }: { expectedVersion?: number | null }): OfferRow {
  const offer = offers?.[0] as unknown as OfferRow | undefined
  if (!offer) throw refuse('NOT_FOUND', { path: ['id'] })
  assertOwn(tx.actor, offer)
  checkVersion(offer, expectedVersion)
  return offer
}

function moved(offer: OfferRow, { stage }: UpdateOfferInput) {
  return stage == null || stage === offer.stage ? offer.stage : move(offerMachine, offer.stage, stage, ['STUDENT'])
}

// What may not be empty is left as it is by null, which its rule refuses.
function given({ organization, title, kind, ...more }: Omit<UpdateOfferInput, 'id'>): Partial<OfferValues> {
  const { occupation, industry, receivedOn, decidedOn, note } = more
  const values = {
    ...{ kind: kind ?? undefined, organization: organization?.trim(), title: title?.trim() },
    ...{ occupationCode: occupation, industryCode: industry, receivedOn, decidedOn, note }
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function pick(offer: OfferRow): OfferValues {
  const { kind, stage, organization, title, occupationCode, industryCode, receivedOn, decidedOn, note } = offer
  return { kind, stage, organization, title, occupationCode, industryCode, receivedOn, decidedOn, note }
}

const differences = (before: OfferValues, after: OfferValues): Partial<OfferValues> =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name as keyof OfferValues]))

// The note is the student's own: the audit trail says that it changed.
const told = ({ note, ...changes }: Partial<OfferValues>) => ({ ...changes, ...(note !== undefined && { note: '…' }) })

async function refuseBad(tx: Tx, input: Omit<UpdateOfferInput, 'id'>, values: OfferValues): Promise<void> {
  const fields = offerFieldProblems(input, tx.now)
  const codes = await codeProblems(tx, {
    occupations: input.occupation == null ? [] : [{ code: input.occupation, path: ['occupation'] }],
    industries: input.industry == null ? [] : [{ code: input.industry, path: ['industry'] }]
  })
  refuseAll([...fields, ...(fields.length > 0 ? [] : offerProblems(values)), ...codes])
}

function record(tx: Tx, action: string, offer: { id: string; studentId: string; stage: string }, changes: object) {
  const payload = { studentId: offer.studentId, stage: offer.stage }
  tx.record({ action, subjectType: 'Offer', subjectId: offer.id, changes: { ...changes }, payload })
}
