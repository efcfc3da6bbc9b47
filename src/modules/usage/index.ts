import type { PageArgs } from '../../db/page.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { GraphqlContext, Module } from '../module.ts'
import { type ContractUsageFilter, type ContractUsageRow, listContractUsage } from './usage.service.ts'

type Args = PageArgs & { filter?: ContractUsageFilter | null }

const toJson = ({ client: _, ...use }: ContractUsageRow) => use

export const usage: Module = {
  resolvers: {
    Query: {
      contractUsage: (_: unknown, args: Args, { scope }: GraphqlContext) => listContractUsage(scope, args)
    }
  },
  routes: {
    listContractUsage: async (request, reply) =>
      sendPage(request, reply, await listContractUsage(request.scope, pageArgs(request.query, 'ASC')), toJson)
  }
}
