import type { ProblemCode } from '../../src/errors.ts'
import { metPair } from '../modules/relationships/related.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

/** What a relationship is refused with. */
export const ofRelationships = {
  MENTORSHIP_ALREADY_PROPOSED: async ({ app, home }) => {
    const { id, student, mentor } = await metPair(app, home)
    await mutate(app, student, 'proposeMentorship', { id }, '')
    return change(app, mentor, 'proposeMentorship', { id })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
