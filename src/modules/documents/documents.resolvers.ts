import type { PageArgs } from '../../db/page.ts'
import { payload } from '../../graphql/payload.ts'
import { readDocument } from '../../graphql/read-document.ts'
import type { GraphqlContext } from '../module.ts'
import {
  findTrustedDocument,
  listTrustedDocuments,
  type RegisterTrustedDocumentsInput,
  registerTrustedDocuments,
  removeTrustedDocument
} from './documents.service.ts'

export const resolvers = {
  Query: {
    trustedDocument: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findTrustedDocument(scope, args),
    trustedDocuments: (_: unknown, args: PageArgs, { scope }: GraphqlContext) => listTrustedDocuments(scope, args)
  },
  Mutation: {
    registerTrustedDocuments: (
      _: unknown,
      { input }: { input: RegisterTrustedDocumentsInput },
      { scope }: GraphqlContext
    ) => payload('trustedDocuments', () => registerTrustedDocuments(scope, input, readDocument)),
    removeTrustedDocument: (_: unknown, { input }: { input: { id: string } }, { scope }: GraphqlContext) =>
      payload('trustedDocument', () => removeTrustedDocument(scope, input))
  }
}
