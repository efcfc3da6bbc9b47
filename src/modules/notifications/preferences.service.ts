import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import type { NotificationKind } from './kinds.ts'
import { personIn } from './notifications.policy.ts'
import {
  insertPreferences,
  lockPreferences,
  type PreferencesRow,
  preferencesOf,
  updatePreferences
} from './preferences.queries.ts'
import { defaultPreferences, type Preferences, preferenceProblems } from './preferences.rules.ts'

export interface UpdateNotificationPreferencesInput extends Partial<Preferences> {
  unmailedKinds?: NotificationKind[]
  expectedVersion?: number | null
}

// Whoever has not chosen yet is at version 1, so that a first choice can be held against it too.
const unchosen: PreferencesRow = { ...defaultPreferences, version: 1 }

/** What the actor wants to be told by mail, and when. Throws FORBIDDEN for machines. */
export const getNotificationPreferences = async (scope: Scope): Promise<PreferencesRow> =>
  (await preferencesOf(scope, personIn(scope.actor))) ?? unchosen

/**
 * Changes what the actor wants by mail; in force for what is not under way yet. What is left out stays, and null ends the
 * quiet hours. Throws FORBIDDEN for machines, VERSION_CONFLICT, INVALID_INPUT.
 */
export const updateNotificationPreferences = async (
  scope: Scope,
  input: UpdateNotificationPreferencesInput
): Promise<PreferencesRow> => {
  const personId = personIn(scope.actor)
  return write(
    scope,
    async (tx, [, rows]) => {
      const before = chosen(rows)
      const { expectedVersion, ...given } = input
      checkVersion(before ?? unchosen, expectedVersion)
      return savePreferences(tx, personId, before, given)
    },
    lockPreferences(personId)
  )
}

const chosen = (rows: Rows | undefined): PreferencesRow | null => (rows?.[0] as unknown as PreferencesRow) ?? null

/**
 * Turns all mail to a person off, as their mail's link asks for, whoever holds it. Doing so again changes nothing. The
 * link's token has been verified.
 */
export const stopMail = (scope: Scope, personId: string): Promise<PreferencesRow> =>
  write(scope, async (tx, [, rows]) => savePreferences(tx, personId, chosen(rows), { isMailOn: false }), [
    ...lockPreferences(personId)
  ])

async function savePreferences(
  tx: Tx,
  personId: string,
  before: PreferencesRow | null,
  given: Partial<Preferences>
): Promise<PreferencesRow | Last<PreferencesRow>> {
  const { version: _, ...settings } = before ?? unchosen
  const after = { ...settings, ...withoutGaps(given) }
  refuseAll(preferenceProblems(after))
  if (JSON.stringify(after) === JSON.stringify(settings)) return before ?? unchosen
  const changes = { before: settings, after }
  tx.record({
    action: 'notification_preferences.updated',
    subjectType: 'NotificationPreferences',
    subjectId: personId,
    changes
  })
  const save = before ? updatePreferences : insertPreferences
  return new Last(save(personId, after, tx.now), ([row]) => row as unknown as PreferencesRow)
}

// Null says "as it is", but of quiet hours "none".
function withoutGaps(given: Partial<Preferences>): Partial<Preferences> {
  const { quietFrom, quietUntil, ...rest } = given
  const entries = Object.entries(rest).filter(([, value]) => value != null)
  const unmailed = given.unmailedKinds ? { unmailedKinds: [...new Set(given.unmailedKinds)].sort() } : {}
  const quiet = {
    ...(quietFrom !== undefined && { quietFrom }),
    ...(quietUntil !== undefined && { quietUntil })
  }
  return { ...(Object.fromEntries(entries) as Partial<Preferences>), ...unmailed, ...quiet }
}
