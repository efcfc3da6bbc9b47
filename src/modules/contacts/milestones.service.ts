import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { visibleTo } from '../people/people.service.ts'
import { dayProblems, textProblems, urlProblems } from './contact-values.rules.ts'
import { assertMayTellMilestones, readableOwner } from './contacts.policy.ts'
import {
  countOf,
  deleteMilestone,
  latestOf,
  lockMilestone,
  lockTeller,
  milestonePage,
  milestoneRows,
  returning
} from './milestones.queries.ts'
import type { AddMilestoneInput, ListMilestonesArgs, MilestoneFilter, MilestoneRow } from './milestones.types.ts'

const titleMax = 200
const milestonesMax = 50
const latestMax = 10

/**
 * Tells of something that the actor, a mentor, can be congratulated on: a reason to write that is not an ask yet (S#23).
 * Throws FORBIDDEN, INVALID_INPUT, TOO_MANY_MILESTONES past 50.
 */
export const addMilestone = (scope: Scope, input: AddMilestoneInput): Promise<MilestoneRow> =>
  write(
    scope,
    async (tx, [, counts]) => {
      assertMayTellMilestones(tx.actor)
      refuseAll(fieldProblems(input, tx.now))
      if (Number(counts?.[0]?.count) >= milestonesMax) throw refuse('TOO_MANY_MILESTONES')
      const { title, occurredOn, url = null } = input
      const row = {
        id: newId(),
        mentorId: tx.actor.id as string,
        title: title.trim(),
        occurredOn,
        url,
        createdAt: tx.now
      }
      record(tx, 'milestone.added', row)
      return new Last(insertRow('milestones', row, returning), ([made]) => made as unknown as MilestoneRow)
    },
    [lockTeller(readableOwner(scope.actor)), countOf(readableOwner(scope.actor))]
  )

function fieldProblems({ title, occurredOn, url }: AddMilestoneInput, now: string): Problem[] {
  const problems = [
    ...textProblems(title, ['title'], titleMax, 'line'),
    ...dayProblems(occurredOn, ['occurredOn']),
    ...urlProblems(url, ['url'], ['https', 'http'])
  ]
  // East of Greenwich it may be tomorrow already.
  const lastDay = addMinutes(now, 24 * 60).slice(0, 10)
  if (problems.length === 0 && occurredOn > lastDay)
    problems.push(problem('INVALID_INPUT', { path: ['occurredOn'], message: 'A milestone has happened already.' }))
  return problems
}

/** Takes a milestone of the actor back. Throws NOT_FOUND, FORBIDDEN for anybody else's. */
export const removeMilestone = (scope: Scope, { id }: { id: string }): Promise<MilestoneRow> =>
  write(
    scope,
    async (tx, [rows]) => {
      const milestone = rows?.[0] as unknown as MilestoneRow | undefined
      if (!milestone) throw refuse('NOT_FOUND', { path: ['id'] })
      if (milestone.mentorId !== tx.actor.id) throw refuse('FORBIDDEN')
      record(tx, 'milestone.removed', milestone)
      return new Last(deleteMilestone(milestone.id), () => milestone)
    },
    [lockMilestone(visibleTo(scope.actor), id)]
  )

function record(tx: Tx, action: string, { id: subjectId, mentorId }: MilestoneRow): void {
  tx.record({ action, subjectType: 'Milestone', subjectId, changes: { mentorId }, payload: { mentorId } })
}

const filterProblems = ({ occurredFrom, occurredBefore }: MilestoneFilter): Problem[] => [
  ...dayProblems(occurredFrom, ['filter', 'occurredFrom']),
  ...dayProblems(occurredBefore, ['filter', 'occurredBefore'])
]

/**
 * A page of the milestones of mentors whom the actor may find, latest first unless ordered otherwise.
 * Throws INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listMilestones(scope: Scope, args: ListMilestonesArgs): Promise<Connection<MilestoneRow>> {
  const filter = args.filter ?? {}
  refuseAll(filterProblems(filter))
  return milestonePage(scope, visibleTo(scope.actor), filter, args.orderBy?.direction ?? 'DESC', args)
}

/** Milestones by id in their order; null for what is missing or of somebody whom the actor may not find. */
export const milestonesByIds = async (scope: Scope, ids: readonly string[]): Promise<(MilestoneRow | null)[]> =>
  inOrder(ids, await milestoneRows(scope, visibleTo(scope.actor), ids), (row) => row.id)

/** One milestone, or null. */
export const findMilestone = async (scope: Scope, { id }: { id: string }): Promise<MilestoneRow | null> =>
  (await milestonesByIds(scope, [id]))[0] ?? null

/** One milestone. Throws NOT_FOUND. */
export async function getMilestone(scope: Scope, args: { id: string }): Promise<MilestoneRow> {
  const milestone = await findMilestone(scope, args)
  if (!milestone) throw refuse('NOT_FOUND', { path: ['id'] })
  return milestone
}

/** The latest milestones of each of these mentors, at most 10 each, for whoever sees their profiles. */
export const milestonesOfMentors = async (scope: Scope, ids: readonly string[]): Promise<MilestoneRow[][]> =>
  groupedBy(ids, await latestOf(scope, ids, latestMax), ({ mentorId }) => mentorId)
