import type { StateMachine } from '../state-machine.ts'
import type { SkillTaskStatus } from './skill-tasks.types.ts'

export type SkillTaskAction = 'UPDATE' | 'COMPLETE' | 'DROP'

/** Every move of a skill to acquire (S#63). What is done or let go stays so: it is written down anew in another outcome. */
export const skillTaskMachine: StateMachine<SkillTaskStatus, SkillTaskAction> = Object.freeze({
  OPEN: {
    UPDATE: { to: 'OPEN', by: ['STUDENT'] },
    COMPLETE: { to: 'DONE', by: ['STUDENT'] },
    DROP: { to: 'DROPPED', by: ['STUDENT'] }
  },
  DONE: {},
  DROPPED: {}
})
