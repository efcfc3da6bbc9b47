import { readDocument } from '../../graphql/read-document.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  getTrustedDocument,
  listTrustedDocuments,
  registerTrustedDocuments,
  removeTrustedDocument
} from './documents.service.ts'

export const routes: Record<string, RouteHandler> = {
  listTrustedDocuments: async (request, reply) =>
    sendPage(request, reply, await listTrustedDocuments(request.scope, pageArgs(request.query, 'ASC')), (row) => row),
  getTrustedDocument: async ({ scope, params }) => getTrustedDocument(scope, params as { id: string }),
  registerTrustedDocuments: async ({ scope, body }) => ({
    items: await registerTrustedDocuments(scope, body as never, readDocument)
  }),
  removeTrustedDocument: async ({ scope, params }) => removeTrustedDocument(scope, params as { id: string })
}
