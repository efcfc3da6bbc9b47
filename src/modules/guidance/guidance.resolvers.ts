import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import {
  addGuidanceItem,
  hideGuidanceItem,
  retireGuidanceItem,
  reviseGuidanceItem,
  showGuidanceItem
} from './change-guidance.ts'
import { allowedGuidanceActions, findGuidanceItem, listGuidanceItems } from './guidance.service.ts'
import type { FindGuidanceArgs, GuidanceRow, ListGuidanceArgs } from './guidance.types.ts'

const mutation =
  <Input>(verb: (scope: Scope, input: Input) => Promise<GuidanceRow>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload('guidanceItem', () => verb(scope, input))

export const resolvers = {
  Query: {
    guidanceItem: (_: unknown, args: FindGuidanceArgs, { scope }: GraphqlContext) => findGuidanceItem(scope, args),
    guidanceItems: (_: unknown, args: ListGuidanceArgs, { scope }: GraphqlContext) => listGuidanceItems(scope, args)
  },
  Mutation: {
    addGuidanceItem: mutation(addGuidanceItem),
    reviseGuidanceItem: mutation(reviseGuidanceItem),
    hideGuidanceItem: mutation(hideGuidanceItem),
    showGuidanceItem: mutation(showGuidanceItem),
    retireGuidanceItem: mutation(retireGuidanceItem)
  },
  GuidanceItem: {
    allowedActions: (item: GuidanceRow, _: unknown, { scope }: GraphqlContext) => allowedGuidanceActions(scope, item)
  }
}
