import type { Entries } from './entry.ts'

/** Exploration plans, and the counselors of those who have them. */
export const ofPlans = {
  PLAN_ALREADY_ACTIVE: {
    status: 409,
    title: 'The student has an active exploration plan.',
    remedy: 'Go on with that plan, or archive it first.'
  },
  TOO_MANY_TARGETS: {
    status: 409,
    title: 'The plan aims at as many occupations as the campus allows.',
    remedy: 'Drop a target first, or put the new one in its place with swapTargetOccupation.'
  },
  TARGET_ALREADY_CHOSEN: {
    status: 409,
    title: 'The plan aims at this occupation already.',
    remedy: 'Choose another occupation; the order of targets is changed with updateExplorationPlan.'
  },
  NOT_A_TARGET: {
    status: 422,
    title: 'The plan does not aim at this occupation.',
    remedy: "Choose one of the plan's targetOccupations."
  },
  NOT_A_STUDENT: {
    status: 422,
    title: 'The person is neither a student nor an alum.',
    remedy: 'Choose a person with such an affiliation at present.'
  },
  NOT_A_COUNSELOR: {
    status: 422,
    title: 'The person is no counselor of the campus.',
    remedy: 'Choose a person with the role COUNSELOR.'
  },
  COUNSELOR_ALREADY_ASSIGNED: {
    status: 409,
    title: 'The counselor is assigned to the student already.',
    remedy: 'Go on with that assignment.'
  }
} satisfies Entries
