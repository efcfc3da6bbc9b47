import type { Actor } from '../actor.ts'
import { refuse } from '../errors.ts'
import { addMinutes } from '../ports/clock.ts'
import type { Rows } from './pipeline.ts'
import { type Sql, sql, tenant } from './sql.ts'

/** The Idempotency-Key of a request, and how it went with it so far. */
export interface Idempotency {
  readonly key: string
  /** A digest of what was asked for: a key stands for one request and no other. */
  readonly fingerprint: string
  /** Which change of the request comes next: a GraphQL document may hold several. */
  next: number
  /** REPLAYED once a change was answered from what is kept, IN_USE when the first request is still running. */
  state: 'FRESH' | 'REPLAYED' | 'IN_USE'
}

/** One change of a request with a key. */
export interface Slot extends Pick<Idempotency, 'key' | 'fingerprint'> {
  readonly ordinal: number
  readonly actor: Actor
}

/** The state that app.claim_idempotency_key fails with. */
export const keyInUse = 'HH409'

/** As long as a day, so that an integration that failed at night is repeated by somebody who comes in the morning. */
const keptMinutes = 24 * 60

/**
 * The slot of the request's next change; null without a key. Changes are told apart by their order, so a verb reaches
 * `write` exactly once: what it refuses before may depend on its input only, or a repeated document would count otherwise.
 */
export function takeSlot(idempotency: Idempotency | null, actor: Actor): Slot | null {
  if (idempotency === null) return null
  const { key, fingerprint } = idempotency
  return { key, fingerprint, ordinal: idempotency.next++, actor }
}

const ofKey = ({ key, actor }: Slot): Sql =>
  sql`tenant_id = ${tenant} and actor_kind = ${actor.kind} and actor_id = ${actor.id} and key = ${key}`

/**
 * Takes the key for this transaction and reads what it stands for, the last of the statements. They see what the one who
 * had the key before has committed, because each statement has a snapshot of its own.
 */
export const claim = (slot: Slot, now: string): Sql[] => [
  sql`select app.claim_idempotency_key(${tenant}::uuid, ${`${slot.actor.kind} ${slot.actor.id} ${slot.key}`})`,
  sql`delete from idempotency_keys where ${ofKey(slot)} and expires_at <= ${now}`,
  sql`select fingerprint, result from idempotency_keys
    where ${ofKey(slot)} and (ordinal = ${slot.ordinal} or fingerprint <> ${slot.fingerprint})
    order by fingerprint = ${slot.fingerprint} limit 1`
]

/**
 * What the change ended in when it was sent before; null when this is the first time.
 * Throws IDEMPOTENCY_KEY_REUSED when the key came with another request.
 */
export function keptResult(slot: Slot, rows: Rows): { result: unknown } | null {
  const row = rows[0] as { fingerprint: string; result: unknown } | undefined
  if (!row) return null
  if (row.fingerprint !== slot.fingerprint) throw refuse('IDEMPOTENCY_KEY_REUSED')
  return { result: row.result }
}

/** Keeps what a change ended in, to travel with its commit. */
export const keep = ({ key, fingerprint, ordinal, actor }: Slot, result: unknown, now: string): Sql => sql`
  insert into idempotency_keys (tenant_id, actor_kind, actor_id, key, ordinal, fingerprint, result, created_at, expires_at)
  values (${tenant}, ${actor.kind}, ${actor.id}, ${key}, ${ordinal}, ${fingerprint}, ${JSON.stringify(result ?? null)},
    ${now}, ${addMinutes(now, keptMinutes)})`

/** Removes the campus's keys whose day is over, and says of each that it did. */
export const removeExpired = (now: string): Sql =>
  sql`delete from idempotency_keys where tenant_id = ${tenant} and expires_at <= ${now} returning ordinal`
