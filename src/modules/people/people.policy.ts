import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'

export const everybody: Sql = raw('true')

/**
 * Whom an actor may find among `persons p`: officials everybody, others those who are active and did not opt out of the
 * directory, and always themselves (FERPA 99.37; an opt-out outlives the studies).
 */
export function visibleTo(actor: Actor): Sql {
  if (isOfficial(actor)) return everybody
  const findable = sql`(p.is_active and not p.is_directory_opted_out)`
  return actor.kind === 'PERSON' ? sql`(${findable} or p.id = ${actor.id}::uuid)` : findable
}

const isSelf = (actor: Actor, personId: string): boolean =>
  actor.kind === 'PERSON' && actor.id === personId.toLowerCase()

/** Contact data and the directory choice are for the person and for officials. */
export const maySeeContact = (actor: Actor, personId: string): boolean => isSelf(actor, personId) || isOfficial(actor)

/** Ids of the campus's own systems are no directory information: officials only, and nobody else may look by them. */
export const maySeeExternalId = (actor: Actor): boolean => isOfficial(actor)

/** Who keeps the campus's people: admins, its systems, and the commands and jobs of Halfhour itself. */
export const mayKeepPeople = (actor: Actor): boolean =>
  actor.kind === 'OPERATOR' || actor.kind === 'SYSTEM' || hasRole(actor, 'ADMIN', 'INTEGRATION')

/** Throws FORBIDDEN for all others. */
export function assertMayKeepPeople(actor: Actor): void {
  if (!mayKeepPeople(actor)) throw refuse('FORBIDDEN')
}

/** A profile is written by its person or by who keeps people. Throws FORBIDDEN for all others. */
export function assertMayWriteProfile(actor: Actor, personId: string): void {
  if (!mayKeepPeople(actor) && !isSelf(actor, personId)) throw refuse('FORBIDDEN')
}

const ownFields = new Set(['email', 'phone', 'timeZone', 'locale', 'city', 'region', 'country', 'isDirectoryOptedOut'])

/**
 * Which of these fields of a person the actor may not change: none for who keeps people; for oneself those that the
 * campus vouches for (names, ids, affiliations, degrees, standing); null when the person is out of reach altogether.
 */
export function forbiddenFields(actor: Actor, personId: string, fields: readonly string[]): string[] | null {
  if (mayKeepPeople(actor)) return []
  if (!isSelf(actor, personId)) return null
  return fields.filter((field) => !ownFields.has(field))
}
