import type { Actor } from '../../actor.ts'
import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { allowedActions, checkVersion, move, type Party } from '../state-machine.ts'
import { ownOrCounseled } from './outcomes.policy.ts'
import { skillProblems } from './outcomes.rules.ts'
import { lockSkillTask, returning, skillTaskPage, skillTaskRowsBy } from './skill-tasks.queries.ts'
import { type SkillTaskAction, skillTaskMachine } from './skill-tasks.rules.ts'
import type { SkillTaskById, SkillTaskFilter, SkillTaskRow, UpdateSkillTaskInput } from './skill-tasks.types.ts'

interface ListArgs extends PageArgs {
  filter?: SkillTaskFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

const visibleTo = (actor: Actor) => ownOrCounseled(actor, 'k.student_id')

/** The skills to acquire (S#63) that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listSkillTasks = (scope: Scope, args: ListArgs): Promise<Connection<SkillTaskRow>> =>
  skillTaskPage(scope, visibleTo(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Tasks by id in their order; null for what is missing or not for the actor to see. */
export const skillTasksByIds = async (scope: Scope, ids: readonly string[]): Promise<(SkillTaskRow | null)[]> =>
  inOrder(ids, await skillTaskRowsBy(scope, visibleTo(scope.actor), 'id', ids), (row) => row.id)

/** The tasks of each outcome, as they were given, as far as the actor may see them. */
export const skillTasksOfOutcomes = async (scope: Scope, ids: readonly string[]): Promise<SkillTaskRow[][]> =>
  groupedBy(ids, await skillTaskRowsBy(scope, visibleTo(scope.actor), 'outcome_id', ids), (row) => row.outcomeId)

/** One task, or null. */
export const findSkillTask = async (scope: Scope, { id }: { id: string }): Promise<SkillTaskRow | null> =>
  (await skillTasksByIds(scope, [id]))[0] ?? null

/** One task. Throws NOT_FOUND. */
export async function getSkillTask(scope: Scope, args: { id: string }): Promise<SkillTaskRow> {
  const task = await findSkillTask(scope, args)
  if (!task) throw refuse('NOT_FOUND', { path: ['id'] })
  return task
}

const partiesOf = (actor: Actor, { studentId }: SkillTaskRow): Party[] => (actor.id === studentId ? ['STUDENT'] : [])

/** The moves that the actor may make with a task. */
export const allowedSkillTaskActions = ({ actor }: Pick<Scope, 'actor'>, task: SkillTaskRow): SkillTaskAction[] =>
  allowedActions(skillTaskMachine, task.status, partiesOf(actor, task))

/**
 * Words a skill anew, or sets another day. Throws NOT_FOUND, FORBIDDEN when it is somebody else's, INVALID_TRANSITION
 * once it is done or let go, VERSION_CONFLICT, INVALID_INPUT.
 */
export const updateSkillTask = (scope: Scope, input: UpdateSkillTaskInput): Promise<SkillTaskRow> =>
  change(scope, input, 'UPDATE', (_, task) => {
    refuseAll(skillProblems(input as { name?: string; dueOn?: string | null }))
    const name = input.name != null && input.name !== task.name ? input.name : undefined
    const dueOn = input.dueOn !== undefined && input.dueOn !== task.dueOn ? input.dueOn : undefined
    return { name, dueOn }
  })

/** Says that a skill has been acquired. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT. */
export const completeSkillTask = (scope: Scope, input: SkillTaskById): Promise<SkillTaskRow> =>
  change(scope, input, 'COMPLETE', (tx) => ({ closedAt: tx.now }))

/** Lets a skill go. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT. */
export const dropSkillTask = (scope: Scope, input: SkillTaskById): Promise<SkillTaskRow> =>
  change(scope, input, 'DROP', (tx) => ({ closedAt: tx.now }))

const words = { UPDATE: 'skill_task.updated', COMPLETE: 'skill_task.completed', DROP: 'skill_task.dropped' } as const

const change = (
  scope: Scope,
  { id, expectedVersion }: SkillTaskById,
  action: SkillTaskAction,
  valuesOf: (tx: Tx, task: SkillTaskRow) => Partial<SkillTaskRow>
): Promise<SkillTaskRow> =>
  write(
    scope,
    async (tx, [tasks]) => {
      const task = taskIn(tasks)
      const status = move(skillTaskMachine, task.status, action, partiesOf(tx.actor, task))
      checkVersion(task, expectedVersion)
      const values = Object.entries(valuesOf(tx, task)).filter(([, value]) => value !== undefined)
      if (values.length === 0) return task
      const changes = { ...Object.fromEntries(values), status }
      const { outcomeId, studentId } = task
      const payload = { outcomeId, studentId, from: task.status, status }
      tx.record({ action: words[action], subjectType: 'SkillTask', subjectId: task.id, changes, payload })
      const statement = updateRow('skill_tasks', task.id, changes, tx.now, returning)
      return new Last(statement, ([row]) => row as unknown as SkillTaskRow)
    },
    [lockSkillTask(id, visibleTo(scope.actor))]
  )

function taskIn(rows: Rows | undefined): SkillTaskRow {
  const task = rows?.[0] as unknown as SkillTaskRow | undefined
  if (!task) throw refuse('NOT_FOUND', { path: ['id'] })
  return task
}
