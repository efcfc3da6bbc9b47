import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A relationship of two people who have met. */
export const relationshipRow = (values: Values): Sql => {
  const stage = { stage: 'INTERVIEWED', awakeStage: 'INTERVIEWED', stageSince: at }
  return insertRow('relationships', { ...stage, openedAt: at, lastContactAt: at, ...stamps, ...values }, ignored)
}

/** The stages that it has been through. */
export const stageRows = (relationshipId: string): Sql[] => [
  insertRow(
    'relationship_stages',
    { relationshipId, place: 1, stage: 'CONTACT', cause: 'REQUEST_ACCEPTED', since: at, until: at },
    ignored
  ),
  insertRow(
    'relationship_stages',
    { relationshipId, place: 2, stage: 'INTERVIEWED', cause: 'MEETING_COMPLETED', since: at },
    ignored
  )
]

export const proposalRow = (values: Values): Sql =>
  insertRow(
    'mentorship_proposals',
    { id: newId(), message: 'Go on with me.', status: 'OPEN', proposedAt: at, ...values },
    ignored
  )

export const endingRow = (values: Values): Sql =>
  insertRow('relationship_endings', { id: newId(), reason: 'Another field.', endedAt: at, ...values }, ignored)

export const cadenceRow = (values: Values): Sql =>
  insertRow(
    'update_cadences',
    { everyDays: 30, snoozedUntil: '2026-01-02T09:00:00.000Z', ...stamps, ...values },
    ignored
  )
