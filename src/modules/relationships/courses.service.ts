import { newId } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { type Tx, write } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import {
  type FactRow,
  factsOf,
  lapseProposals,
  lockPairs,
  lockSleepers,
  openMissing,
  type Pair,
  pairsTouched,
  pairsWithout,
  type Settled,
  saveStages,
  saveStandings
} from './courses.queries.ts'
import type { RelationshipRow } from './relationships.types.ts'
import { courseOf } from './stages.rules.ts'

/** As much of a domain event as tells whom it concerns. */
interface Happening {
  type: string
  subjectType: string
  payload: Readonly<Record<string, unknown>>
}

const idIn = ({ payload }: Happening, key: string): string | null =>
  typeof payload[key] === 'string' ? payload[key] : null

/**
 * Brings the relationships up to date that these events concern, in the relay's own commit (S#72). The stage is worked
 * out anew from all facts of the two, behind a lock of their row, so it does not matter in which order events come, how
 * often, or to how many workers: each change of stage is written, and told of, exactly once.
 */
export async function followEvents(tx: Tx, events: readonly Happening[]): Promise<void> {
  const ofTwo = events.filter(
    ({ type, subjectType }) => type === 'meeting_request.accepted' || subjectType === 'Meeting'
  )
  const pairs = ofTwo.flatMap((event) => {
    const [seekerId, mentorId] = [idIn(event, 'studentId'), idIn(event, 'mentorId')]
    return seekerId && mentorId ? [{ seekerId, mentorId }] : []
  })
  const touches = events.flatMap((event) => {
    const ownerId = event.subjectType === 'Touchpoint' ? idIn(event, 'ownerId') : null
    return ownerId ? [{ ownerId, contactId: idIn(event, 'contactId'), mentorId: idIn(event, 'mentorId') }] : []
  })
  if (touches.length > 0) pairs.push(...(await tx.rows<Pair>(pairsTouched(touches))))
  await bringUpToDate(tx, pairs)
}

async function bringUpToDate(tx: Tx, pairs: readonly Pair[]): Promise<number> {
  if (pairs.length === 0) return 0
  const distinct = [...new Map(pairs.map((pair) => [`${pair.seekerId} ${pair.mentorId}`, pair])).values()]
  const ids = distinct.map(() => newId())
  const [opened = [], locked = []] = await tx.batch([openMissing(distinct, ids, tx.now), lockPairs(distinct)])
  return settle(tx, locked as unknown as RelationshipRow[], new Set(opened.map(({ id }) => String(id))))
}

/** Works out locked relationships anew, and says how many of them are new or have come to another stage. */
async function settle(tx: Tx, rows: readonly RelationshipRow[], opened: ReadonlySet<string>): Promise<number> {
  if (rows.length === 0) return 0
  const facts = Map.groupBy(
    await tx.rows<FactRow>(factsOf(rows.map(({ id }) => id))),
    ({ relationshipId }) => relationshipId
  )
  const settled = rows
    .map((row) => ({ row, course: courseAt(tx, facts.get(row.id) ?? []) }))
    .filter(({ course }) => course.steps.length > 0)
  if (settled.length === 0) return 0
  const over = settled.filter(isOver).map(({ row: { id } }) => id)
  const lapsing = over.length > 0 ? [lapseProposals(over, tx.now)] : []
  await tx.batch([...saveStages(settled), saveStandings(settled, tx.now), ...lapsing])
  const changed = settled.filter((one) => opened.has(one.row.id) || isMoved(one))
  for (const one of changed) recordCourse(tx, one, opened.has(one.row.id))
  return changed.length
}

/** What facts amount to as the campus sees it now. */
export const courseAt = (tx: Pick<Tx, 'policy' | 'now'>, facts: readonly FactRow[]) =>
  courseOf(facts, tx.policy.relationships.dormantAfterDays, tx.now)

// Whoever is asleep or has gone gives no answer: what was proposed ends with it, so that nobody waits in silence.
const isOver = ({ row, course }: Settled) =>
  row.openProposalById !== null && ['DORMANT', 'ENDED'].includes(course.steps.at(-1)?.stage as string)

const isMoved = ({ row, course }: Settled) => {
  const last = course.steps.at(-1)
  return row.stage !== last?.stage || row.stageSince !== last.since
}

function recordCourse(tx: Tx, { row, course }: Settled, isNew: boolean): void {
  const { id: subjectId, seekerId, mentorId } = row
  const stage = course.steps.at(-1)?.stage
  const changes = isNew ? { stage } : { from: row.stage, stage }
  const action = isNew ? 'relationship.opened' : 'relationship.moved'
  tx.record({ action, subjectType: 'Relationship', subjectId, changes, payload: { seekerId, mentorId, ...changes } })
}

const batch = 200

/**
 * Lets the campus's relationships fall asleep that have been silent for its `dormantAfterDays` (S#72), wakes up those that
 * have not once it has raised the number, and says how many it took. Safe to run twice and by several workers at once.
 */
export const restRelationships = (scope: Scope): Promise<number> =>
  write(scope, async (tx) => {
    const silentSince = addMinutes(tx.now, -tx.policy.relationships.dormantAfterDays * 24 * 60)
    const rows = await tx.rows<RelationshipRow>(lockSleepers(silentSince, batch))
    return settle(tx, rows, new Set())
  })

/** Makes the relationships that are lacking: of requests from before there were any. Says how many it made. */
export const openRelationships = (scope: Scope): Promise<number> =>
  write(scope, async (tx, [pairs]) => bringUpToDate(tx, (pairs ?? []) as unknown as Pair[]), [pairsWithout(batch)])
