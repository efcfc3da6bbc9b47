import { newId } from '../../src/db/ids.ts'
import { outcomeOf } from '../modules/meetings/meeting-seed.ts'
import type { Cast } from './cast.ts'
import { change, type Example, example, none } from './example.ts'
import { depthRows } from './filled-outcome-depth.ts'

async function freshTask(cast: Cast) {
  const { id: outcomeId } = await outcomeOf(cast.there, cast)
  const [lead, id] = [newId(), newId()]
  const people = { studentId: cast.student.id, mentorId: cast.mentor.id }
  await cast.there.run(...depthRows({ outcomeId, ...people }, { lead, skillTask: id }))
  return { id }
}

export const depthQueries: Record<string, Example> = {
  lead: example('conversation', ({ lead }) => ({ id: lead })),
  leads: none,
  skillTask: example('conversation', ({ skillTask }) => ({ id: skillTask })),
  skillTasks: none,
  competencyDeltas: example('conversation', ({ student }) => ({ studentId: student.id })),
  fitReport: none,
  competencyReport: none,
  referralReport: none
}

export const depthMutations: Record<string, Example> = {
  updateSkillTask: change('conversation', async (cast) => ({ ...(await freshTask(cast)), name: 'Statistics' })),
  completeSkillTask: change('conversation', freshTask),
  dropSkillTask: change('conversation', freshTask)
}
