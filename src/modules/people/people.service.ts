import type { Reader, Scope } from '../../db/scope.ts'
import { everybody, visibleTo } from './people.policy.ts'
import { personsById } from './people.queries.ts'
import type { PersonRow } from './people.types.ts'

export type { MentorProfileRow, PersonRow } from './people.types.ts'

/**
 * The people of a relation whose parent the actor may see (a request's student, say), in order, null for each that is
 * missing. The directory is not asked: who may see the request may see who is in it.
 */
export const personsByIds = (reader: Reader, ids: readonly string[]): Promise<(PersonRow | null)[]> =>
  personsById(reader, ids, everybody)

/** The people with these ids whom the actor may find, in order, null for each other. */
export const visiblePersonsByIds = (scope: Scope, ids: readonly string[]): Promise<(PersonRow | null)[]> =>
  personsById(scope, ids, visibleTo(scope.actor))
