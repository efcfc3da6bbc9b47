/** What somebody is at the campus: read from its database, never from a token's claim. */
export type Role = 'STUDENT' | 'ALUM' | 'MENTOR' | 'COUNSELOR' | 'ADMIN' | 'INTEGRATION'

export type ActorKind = 'PERSON' | 'SERVICE' | 'SYSTEM' | 'OPERATOR' | 'LINK'

/** Who acts: a person, a machine (SERVICE), the worker (SYSTEM), a command of the operator, or whoever shows a link. */
export interface Actor {
  readonly kind: ActorKind
  /** The person's, service account's or link's id; null for SYSTEM and OPERATOR. */
  readonly id: string | null
  readonly roles: ReadonlySet<Role>
}

export const systemActor: Actor = { kind: 'SYSTEM', id: null, roles: new Set() }
export const operatorActor: Actor = { kind: 'OPERATOR', id: null, roles: new Set() }

export const hasRole = (actor: Actor, ...roles: Role[]): boolean => roles.some((role) => actor.roles.has(role))

/** School officials in FERPA's sense (34 CFR 99.31(a)(1)): they see people who opted out of the directory. */
export const isOfficial = (actor: Actor): boolean =>
  actor.kind === 'SYSTEM' || actor.kind === 'OPERATOR' || hasRole(actor, 'COUNSELOR', 'ADMIN', 'INTEGRATION')
