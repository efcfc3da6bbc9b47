import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import type { FollowUpRow } from '../followups/followups.types.ts'
import { lockDebtor, oweUpdate } from '../followups/updates.service.ts'
import { subjectOf } from './cadences.queries.ts'
import { ownSubject } from './cadences.service.ts'
import { dueAtOf } from './due-people.queries.ts'
import { keeperOf } from './relationships.policy.ts'
import { subjectProblems } from './updates.rules.ts'
import type { SubjectInput } from './updates.types.ts'

/**
 * Begins the update that the actor owes somebody, as a follow-up that is edited and sent, or completed; that logs the
 * touchpoint from which the days count anew (S#68). Due when the update is; now for whoever is owed none, because they were
 * put away. One that is begun already is given back.
 * Throws INVALID_INPUT, NOT_FOUND for what is not the actor's.
 */
export const startUpdate = (scope: Scope, input: SubjectInput): Promise<FollowUpRow> =>
  write(
    scope,
    async (tx, [, subjects, due]) => {
      refuseAll(subjectProblems(input))
      const { contactId, mentorId: personId } = ownSubject(subjects, input)
      const dueAt = (due?.[0]?.dueAt as string | undefined) ?? tx.now
      return oweUpdate(tx, { personId, contactId: personId === null ? contactId : null }, dueAt)
    },
    [lockDebtor(keeperOf(scope.actor)), subjectOf(keeperOf(scope.actor), input), dueAtOf(keeperOf(scope.actor), input)]
  )
