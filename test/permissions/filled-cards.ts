import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A card with everything on it. */
export const cardRow = (values: Values): Sql =>
  insertRow(
    'contact_cards',
    {
      displayName: 'Dr. Ada Kowalski',
      title: 'Developer',
      organization: 'Foxglove Software',
      phone: '+1 312 555 0199',
      email: 'card@ada.example',
      url: 'https://ada.example',
      note: 'Ask about field trials.',
      ...stamps,
      ...values
    },
    ignored
  )

/** An exchange of cards to which both have agreed. */
export const exchangeRow = (values: Values): Sql =>
  insertRow('card_exchanges', { studentConsentedAt: at, mentorConsentedAt: at, ...stamps, ...values }, ignored)

/** A resume with one version. */
export const resumeRows = (values: Values & { id: string }, versionId = newId(), text = 'Laboratories'): Sql[] => [
  insertRow('resumes', { title: text, versionCount: 1, ...stamps, ...values }, ignored),
  insertRow(
    'resume_versions',
    {
      id: versionId,
      resumeId: values.id,
      number: 1,
      label: text,
      url: `https://files.example/${text}.pdf`,
      fileName: `${text}.pdf`,
      sha256: 'a'.repeat(64),
      note: text,
      createdAt: at
    },
    ignored
  )
]

/** A share in force until the end of the year. */
export const shareRow = (values: Values): Sql =>
  insertRow('resume_shares', { expiresAt: '2026-12-31T09:00:00.000Z', ...stamps, ...values }, ignored)

export const openingRow = (values: Values): Sql =>
  insertRow('resume_openings', { id: newId(), openedAt: at, ...values }, ignored)
