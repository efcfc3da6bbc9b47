import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Tx } from '../../db/write.ts'
import type { InstitutionPolicy } from './institution-policy.ts'

export interface InstitutionRow {
  id: string
  slug: string
  name: string
  timeZone: string
  locale: string
  policy: InstitutionPolicy
  version: number
}

const columns = raw('id, slug, name, time_zone, locale, policy, version')

/** The campus itself. */
export const institutionRow = async (reader: Reader): Promise<InstitutionRow | undefined> =>
  (await reader.rows<InstitutionRow>(sql`select ${columns} from institutions where id = ${tenant}`))[0]

export const lockInstitution = (): Sql => sql`select ${columns} from institutions where id = ${tenant} for update`

/** Writes a changed policy under its next version. A cold write, so it is Prisma's (docs/decisions/0002). */
export const updatePolicy = (tx: Tx, version: number, policy: InstitutionPolicy): Promise<unknown> =>
  tx.prisma.institution.updateMany({
    where: { id: tx.tenantId },
    data: { policy: policy as never, version, updatedAt: new Date(tx.now) }
  })
