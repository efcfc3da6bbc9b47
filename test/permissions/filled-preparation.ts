import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A note with sources, for a request unless it is about something else. */
export const noteRow = (values: Values): Sql =>
  insertRow(
    'research_notes',
    {
      kind: 'FIELD',
      text: 'Field trials take two seasons, and most of the work is in the plan.',
      sources: JSON.stringify([{ title: 'Outlook', url: 'https://www.bls.gov/ooh/' }]),
      ...stamps,
      ...values
    },
    ignored
  )

/** A pitch with its text. */
export const pitchRows = (values: Values & { id: string }, textId = newId(), text = 'I plan.'): Sql[] => [
  insertRow('pitches', { title: 'Trials', number: 1, ...stamps, ...values }, ignored),
  insertRow('pitch_versions', { id: textId, pitchId: values.id, number: 1, text, createdAt: at }, ignored)
]

const said = { feedbackRating: 4, feedbackStrengths: 'Calm.', feedbackImprovements: 'Listen.', feedbackAt: at }
export const outside = { partnerName: 'Sam Rivera', partnerEmail: 'sam@lab.example' }
/** A link that can be used. */
export const linked = () => ({
  partnerLinkId: newId(),
  partnerLinkSha256: 'f'.repeat(64),
  partnerLinkExpiresAt: '2026-12-31T09:00:00.000Z'
})

/** A session that was held and spoken of. */
export const heldSessionRow = (values: Values): Sql =>
  sessionRow({ status: 'HELD', heldAt: at, selfRating: 3, selfReflection: 'Too fast.', ...said, ...values })

export const sessionRow = (values: Values): Sql =>
  insertRow(
    'mock_sessions',
    { kind: 'INFORMATIONAL', status: 'PLANNED', scheduledFor: at, ...stamps, ...values },
    ignored
  )
