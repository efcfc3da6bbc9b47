import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { listNotificationTexts, resetNotificationText, setNotificationText, shownText } from './own-texts.service.ts'

export const textRoutes: Record<string, RouteHandler> = {
  listNotificationTexts: async (request, reply) => {
    const found = await listNotificationTexts(request.scope, pageArgs(request.query, 'ASC'))
    return sendPage(request, reply, found, shownText)
  },
  setNotificationText: async ({ scope, body }) => shownText(await setNotificationText(scope, body as never)),
  resetNotificationText: async ({ scope, body }) => shownText(await resetNotificationText(scope, body as never))
}
