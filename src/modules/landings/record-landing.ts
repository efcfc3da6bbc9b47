import { type Actor, hasRole } from '../../actor.ts'
import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { alongWith, insertRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { type KnownNotice, noticesOf } from '../followups/landing-notices.service.ts'
import {
  type Degree,
  degreesOf,
  type EarlierLanding,
  earlierLandings,
  type Graduate,
  type Helper,
  helpersOf,
  lockGraduate,
  studentWith
} from './graduate.queries.ts'
import { codesOf, emptyLanding, problemsOf, valuesGiven } from './landing-input.ts'
import { landed, recordChange } from './landing-record.ts'
import { assertMayRecord, visibleOffers } from './landings.policy.ts'
import { returning } from './landings.queries.ts'
import { classOf, destinationOf, precedenceOf } from './landings.rules.ts'
import type { LandingRow, LandingSource, LandingValues, RecordLandingInput } from './landings.types.ts'
import { holdOffer } from './offers.queries.ts'
import { tellOfLanding } from './tell-of-landing.ts'

/** What has to be known of a graduate before a landing of theirs is written: their lock first, so that the rest is as after it. */
export const leadOfGraduate = (student: Sql): Sql[] => [
  lockGraduate(student),
  degreesOf(student),
  earlierLandings(student),
  noticesOf(student),
  helpersOf(student)
]

/** The answers of that lead. */
export const graduateIn = ([graduates, degrees, earlier, told, helpers]: Rows[]) => ({
  graduate: graduates?.[0] as unknown as Graduate | undefined,
  degrees: degrees as unknown as Degree[],
  known: {
    earlier: earlier as unknown as EarlierLanding[],
    told: told as unknown as KnownNotice[],
    helpers: helpers as unknown as Helper[]
  }
})

/**
 * Records where somebody landed, as one source tells it (S#70), in NACE's categories; the class is that of their graduation.
 * Good news makes, in the same commit, a notice to write for each helpful contact who has not been told of this destination,
 * and invites to mentor (S#17).
 * Throws FORBIDDEN, NOT_FOUND, NOT_A_STUDENT, LANDING_ALREADY_RECORDED, OFFER_NOT_ACCEPTED, unknown codes, INVALID_INPUT.
 */
export function recordLanding(scope: Scope, input: RecordLandingInput): Promise<LandingRow> {
  const studentId = input.studentId ?? selfOf(scope.actor)
  const source = input.source ?? 'STUDENT'
  return write(
    scope,
    async (tx, [offers, ...rows]) => {
      assertMayRecord(tx.actor, studentId ?? '', source)
      if (studentId === null) throw refuse('INVALID_INPUT', { path: ['studentId'], message: 'Say who landed.' })
      const { graduate, degrees, known } = graduateIn(rows)
      if (!graduate) throw refuse('NOT_FOUND', { path: ['studentId'] })
      if (!graduate.isSeeker) throw refuse('NOT_A_STUDENT', { path: ['studentId'] })
      const values = {
        ...emptyLanding(input.category),
        ...valuesGiven(input),
        classYear: classOf(input.classYear, degrees)
      }
      const problems = problemsOf(input, values, { studentId: graduate.id, degrees, offers })
      const codes = await codesOf(tx, input)
      refuseAll([...problems, ...codes.problems])
      const landing = rowOf(tx, graduate.id, source, { ...values, ...codes.values })
      refuseTwice(landing, known.earlier)
      recordChange(tx, 'landing.recorded', landing, values)
      const news = tellOfLanding(tx, landing, graduate, known)
      return landed(tx, alongWith(insertRow('landings', landing, returning(visibleOffers(tx.actor))), news))
    },
    [holdOffer(input.offerId, visibleOffers(scope.actor)), ...leadOfGraduate(studentWith(studentId))]
  )
}

const selfOf = (actor: Actor): string | null =>
  actor.kind === 'PERSON' && hasRole(actor, 'STUDENT', 'ALUM') ? actor.id : null

function rowOf(tx: Tx, studentId: string, source: LandingSource, values: LandingValues) {
  const told = { source, precedence: precedenceOf(source, values.category), destination: destinationOf(values) }
  const stamps = { version: 1, recordedAt: tx.now, updatedAt: tx.now }
  return { id: newId(), studentId, ...values, ...told, recordedById: tx.actor.id, ...stamps }
}

function refuseTwice(landing: ReturnType<typeof rowOf>, earlier: readonly EarlierLanding[]): void {
  const isSame = (one: EarlierLanding) =>
    !one.isWithdrawn &&
    one.source === landing.source &&
    one.classYear === landing.classYear &&
    one.destination === landing.destination
  if (earlier.some(isSame)) throw refuse('LANDING_ALREADY_RECORDED')
}
