import { PrismaPg } from '@prisma/adapter-pg'
import type { VerifiedToken } from '../../src/modules/tenants/verify-token.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'

export type Reader = Pick<Prisma.TransactionClient, 'person' | 'mentorProfile' | 'meeting' | 'outcome'>

/** How one request reads under row security, and what has to be closed behind it. */
export interface Reads {
  reader(): Promise<Reader> | Reader
  close(): Promise<void>
}

export type OpenReads = (prisma: PrismaClient, who: VerifiedToken) => Reads

export const openPrisma = (connectionString: string, max: number): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg({ connectionString, max }) })

const entering = (prisma: Pick<PrismaClient, '$executeRaw'>, { tenantId }: VerifiedToken) =>
  prisma.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`

/** A change in a transaction of the tenant. */
export function change<T>(
  prisma: PrismaClient,
  who: VerifiedToken,
  work: (tx: Prisma.TransactionClient) => Promise<T>
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await entering(tx, who)
    return work(tx)
  })
}

/** The cheapest way that Prisma offers: one transaction for all reads of a request, opened by the first one. */
export const inOneTransaction: OpenReads = (prisma, who) => {
  let opened: Promise<Reader> | undefined
  let ended: Promise<void> | undefined
  const { promise: answered, resolve: close } = Promise.withResolvers<void>()
  const open = () =>
    new Promise<Reader>((resolve, reject) => {
      ended = change(prisma, who, (tx) => {
        resolve(tx)
        return answered
      })
      ended.catch(reject)
    })
  return {
    reader() {
      opened ??= open()
      return opened
    },
    async close() {
      close()
      await ended
    }
  }
}

/** The way that Prisma's documentation shows for row security: an extension that wraps every operation. */
export const byExtension: OpenReads = (prisma, who) => {
  const extended = prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ args, query }) {
          const [, found] = await prisma.$transaction([entering(prisma, who), query(args)])
          return found
        }
      }
    }
  })
  return { reader: () => extended as unknown as Reader, close: async () => {} }
}
