import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  addGuidanceItem,
  hideGuidanceItem,
  retireGuidanceItem,
  reviseGuidanceItem,
  showGuidanceItem
} from './change-guidance.ts'
import {
  allowedGuidanceActions,
  getGuidanceItem,
  listGuidanceItems,
  revisionsOf,
  translationsOf
} from './guidance.service.ts'
import type {
  FindGuidanceArgs,
  GuidanceFilter,
  GuidanceOrderField,
  GuidanceRow,
  GuidanceTextRow,
  ListGuidanceArgs
} from './guidance.types.ts'

const listedJson =
  (scope: Scope) =>
  ({ rank: _, ...item }: GuidanceRow) => ({
    ...item,
    allowedActions: allowedGuidanceActions(scope, item as GuidanceRow)
  })

const textJson = ({ itemId: _, ...text }: GuidanceTextRow) => text

async function itemJson(scope: Scope, item: GuidanceRow) {
  const found = await Promise.all([translationsOf(scope, [item.id]), revisionsOf(scope, [item.id])])
  const [[translations = []], [revisions = []]] = found
  return { ...listedJson(scope)(item), translations: translations.map(textJson), revisions: revisions.map(textJson) }
}

function listArgs(query: unknown): ListGuidanceArgs {
  const { filter, ...args } = pageArgs<GuidanceFilter & { locale?: string }, GuidanceOrderField>(query, 'ASC')
  const { locale, ...conditions } = filter
  return { ...args, filter: conditions, ...(locale !== undefined && { locale }) }
}

/** A change of the item in the path, with the body as its input. */
const changeRoute =
  (verb: (scope: Scope, input: never) => Promise<GuidanceRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    itemJson(scope, await verb(scope, { ...(body as object), ...(params as object) } as never))

export const routes: Record<string, RouteHandler> = {
  listGuidanceItems: async (request, reply) => {
    const found = await listGuidanceItems(request.scope, listArgs(request.query))
    return sendPage(request, reply, found, listedJson(request.scope))
  },
  getGuidanceItem: async ({ scope, params, query }) => {
    scope.expectSeveralReads()
    return itemJson(scope, await getGuidanceItem(scope, { ...(query as object), ...(params as FindGuidanceArgs) }))
  },
  addGuidanceItem: async ({ scope, body }, reply) => {
    const added = await addGuidanceItem(scope, body as never)
    reply.code(201).header('location', `/v1/guidance-items/${added.id}`)
    return itemJson(scope, added)
  },
  reviseGuidanceItem: changeRoute(reviseGuidanceItem),
  hideGuidanceItem: changeRoute(hideGuidanceItem),
  showGuidanceItem: changeRoute(showGuidanceItem),
  retireGuidanceItem: changeRoute(retireGuidanceItem)
}
