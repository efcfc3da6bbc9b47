import type { Actor } from '../../actor.ts'
import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { sharedWith } from './cards.policy.ts'
import type { CardRow } from './cards.types.ts'

const names = `id person_id display_name title organization phone email url note version created_at updated_at`.split(
  ' '
)

/** The columns of a card, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(`${names.map((name) => `c.${name}`).join(', ')}, p.given_name, p.family_name`)
const from = sql`contact_cards c join persons p on p.tenant_id = ${tenant} and p.id = c.person_id`

/** The cards with these ids, or of these persons, that `visible` allows, as far as the actor is shown them. */
export const cardRowsBy = (
  reader: Reader,
  actor: Actor,
  visible: Sql,
  column: 'id' | 'person_id',
  ids: readonly string[]
): Promise<CardRow[]> =>
  reader.rows(sql`select ${columns}, ${sharedWith(actor)} as is_shared from ${from}
    where c.tenant_id = ${tenant} and c.${raw(column)} = any(${ids.map(toUuid)}::uuid[]) and ${visible}`)

/** A person, locked, so that two first cards of theirs can't both be made. */
export const lockPersonOf = (personId: string): Sql => sql`
  select p.given_name, p.family_name from persons p where p.tenant_id = ${tenant} and p.id = ${toUuid(personId)} for no key update`

/** The card of a person. A statement of its own after the lock, to see what an earlier holder committed. */
export const cardOf = (personId: string): Sql =>
  sql`select ${returning} from contact_cards where tenant_id = ${tenant} and person_id = ${toUuid(personId)}`
