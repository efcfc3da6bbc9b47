import type { GraphqlContext } from '../module.ts'
import { findReadiness } from './readiness.service.ts'

export const resolvers = {
  Query: {
    readiness: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findReadiness(scope, args)
  }
}
