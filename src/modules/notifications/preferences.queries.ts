import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import type { Preferences } from './preferences.rules.ts'

export interface PreferencesRow extends Preferences {
  version: number
}

const names = 'is_mail_on, unmailed_kinds, digest, digest_hour, quiet_from, quiet_until, version'
const columns = raw(names)

/** What the person has chosen; nothing while they have not. */
export const preferencesOf = async (reader: Reader, personId: string): Promise<PreferencesRow | undefined> =>
  (await reader.rows<PreferencesRow>(chosenBy(personId)))[0]

const chosenBy = (personId: string): Sql =>
  sql`select ${columns} from notification_preferences where tenant_id = ${tenant} and person_id = ${personId}`

/** The same, after the person is locked: who chooses for the first time has no row of their own to lock. */
export const lockPreferences = (personId: string): Sql[] => [
  sql`select id from persons where tenant_id = ${tenant} and id = ${personId} for no key update`,
  chosenBy(personId)
]

/** Writes the first choice of a person. */
export const insertPreferences = (personId: string, values: Preferences, now: string): Sql =>
  insertRow('notification_preferences', { personId, ...values, version: 2, createdAt: now, updatedAt: now }, columns)

/** Writes a later one, under its next version. */
export const updatePreferences = (personId: string, values: Preferences, now: string): Sql => sql`
  update notification_preferences set is_mail_on = ${values.isMailOn}, unmailed_kinds = ${values.unmailedKinds},
    digest = ${values.digest}, digest_hour = ${values.digestHour}, quiet_from = ${values.quietFrom},
    quiet_until = ${values.quietUntil}, version = version + 1, updated_at = ${now}
  where tenant_id = ${tenant} and person_id = ${personId} returning ${columns}`
