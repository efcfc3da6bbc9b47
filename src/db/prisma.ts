import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

/** Prisma's client without the verbs that would leave the transaction it is bound to. */
export type PrismaTransaction = Omit<PrismaClient, '$transaction' | '$connect' | '$disconnect' | '$on' | '$extends'>

/** A pool in name only: every query of the Prisma client made for it goes down the one connection it stands for. */
class PoolOfOne extends pg.Pool {
  readonly #client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    super({ max: 1 })
    this.#client = client
  }

  override query(...args: unknown[]): never {
    return (this.#client.query as (...args: unknown[]) => never)(...args)
  }

  override connect(): never {
    throw new Error(
      'A Prisma call tried to open a transaction of its own inside one; write the rows one model at a time.'
    )
  }
}

const clients = new WeakMap<pg.PoolClient, PrismaTransaction>()

/**
 * The Prisma client of a connection, made at its first use. One client per connection, never one shared: Prisma joins
 * the look-ups of one tick into one statement, and under a shared client that gave one campus another's rows.
 * A connection serves one transaction at a time, so what is joined here belongs to one tenant.
 */
export function prismaOn(client: pg.PoolClient): PrismaTransaction {
  const known = clients.get(client)
  if (known) return known
  const prisma = new PrismaClient({ adapter: new PrismaPg(new PoolOfOne(client)) })
  clients.set(client, prisma)
  return prisma
}
