import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

// Rows in which every column that may stay empty has a value, so that what somebody reads as empty is kept from them.

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }

/** A contact of somebody outside the campus; their UID is that of their id. */
export const contactRow = (values: Values): Sql =>
  insertRow(
    'contacts',
    {
      uid: `urn:uuid:${values.id}`,
      givenName: 'Sam',
      familyName: 'Rivera',
      organization: 'Lakeside Labs',
      title: 'Field engineer',
      email: 'sam@lab.example',
      phone: '+1 312 555 0199',
      profileUrl: 'https://network.example/sam',
      kind: 'TARGET',
      source: 'PROFESSOR',
      occupationCode: '15-1252.00',
      whatIsUnique: 'Went from music to field trials.',
      notes: 'Met at the fair.',
      connectionState: 'REQUESTED',
      isArchived: false,
      ...stamps,
      ...values
    },
    ignored
  )

export const touchpointRow = (values: Values): Sql =>
  insertRow(
    'touchpoints',
    { kind: 'CONGRATULATE', occurredAt: at, note: 'On the new laboratory.', ...stamps, ...values },
    ignored
  )

export const milestoneRow = (values: Values): Sql =>
  insertRow(
    'milestones',
    { title: 'An award', occurredOn: '2026-02-20', url: 'https://lab.example/award', createdAt: at, ...values },
    ignored
  )
