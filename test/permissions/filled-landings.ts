import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import type { Values } from './filled.ts'

// Rows in which every column that may stay empty has a value, so that what somebody reads as empty is kept from them.

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const codes = { occupationCode: '15-1252.00', industryCode: '541511' }

export const offerRow = (values: Values): Sql =>
  insertRow(
    'offers',
    {
      ...{
        kind: 'JOB',
        stage: 'ACCEPTED',
        stageSince: at,
        organization: 'Foxglove Software',
        title: 'Developer',
        ...codes
      },
      ...{
        destination: 'foxglove software',
        receivedOn: '2026-02-10',
        decidedOn: '2026-02-20',
        note: 'They liked the robot.'
      },
      ...{ attributedAt: at, version: 1, createdAt: at, updatedAt: at },
      ...values
    },
    ignored
  )

export const landingRow = (values: Values): Sql =>
  insertRow(
    'landings',
    {
      ...{
        classYear: 2026,
        category: 'EMPLOYED_FULL_TIME',
        employmentType: 'ORGANIZATION',
        ...codes,
        programCode: '11.0701'
      },
      ...{
        organization: 'Foxglove Software',
        destination: 'foxglove software',
        title: 'Developer',
        startsOn: '2026-06-01'
      },
      ...{
        city: 'Chicago',
        region: 'IL',
        country: 'US',
        salaryAmount: 72_000,
        salaryCurrency: 'USD',
        salaryPeriod: 'YEAR'
      },
      ...{ source: 'STUDENT', precedence: 1, recordedById: values.studentId, attributedAt: at },
      ...{ version: 1, recordedAt: at, updatedAt: at },
      ...values
    },
    ignored
  )

/** That it was recorded by mistake. */
export const withdrawn = { withdrawnAt: at, withdrawReason: 'It was somebody else of the same name.' }

export const attributionRow = (values: Values): Sql =>
  insertRow('meeting_attributions', { id: newId(), attribution: 'DIRECT', statedAt: at, ...values }, ignored)

export const invitationRow = (values: Values): Sql =>
  insertRow(
    'mentor_invitations',
    { status: 'DECLINED', answeredAt: at, version: 1, createdAt: at, updatedAt: at, ...values },
    ignored
  )

/** That somebody still owes the news of a landing, to a person. */
export const noticeRow = (values: Values): Sql =>
  insertRow(
    'follow_ups',
    {
      kind: 'LANDING_NOTICE',
      status: 'PENDING',
      dueAt: '2026-03-09T09:00:00.000Z',
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...values
    },
    ignored
  )

/** That the news was told. */
export const toldOnTime = { status: 'DONE_ON_TIME', doneAt: at, channel: 'ELSEWHERE' }
