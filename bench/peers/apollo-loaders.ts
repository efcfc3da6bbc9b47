import DataLoader from 'dataloader'
import { inOrder } from '../../src/db/ids.ts'
import type { VerifiedToken } from '../../src/modules/tenants/verify-token.ts'
import type { Reader, Reads } from './apollo-tenant.ts'

export type Loaders = ReturnType<typeof openLoaders>

/** The loaders of one request: what the objects of a level ask for becomes one query. */
export function openLoaders(reads: Reads, { tenantId }: VerifiedToken) {
  const loader = <Row>(read: (reader: Reader, ids: string[]) => Promise<Row[]>, keyOf: (row: Row) => string) =>
    new DataLoader<string, Row | null>(async (ids) => inOrder(ids, await read(await reads.reader(), [...ids]), keyOf))
  return {
    person: loader(
      ({ person }, ids) => person.findMany({ where: { tenantId, id: { in: ids } } }),
      ({ id }) => id
    ),
    mentorProfile: loader(
      ({ mentorProfile }, ids) => mentorProfile.findMany({ where: { tenantId, personId: { in: ids } } }),
      ({ personId }) => personId
    ),
    outcome: loader(
      ({ outcome }, ids) => outcome.findMany({ where: { tenantId, meetingId: { in: ids } } }),
      ({ meetingId }) => meetingId
    )
  }
}
