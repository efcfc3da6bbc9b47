import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext, Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import type { InstitutionRow } from './tenants.queries.ts'
import {
  flatPolicy,
  getInstitution,
  getViewer,
  type UpdateInstitutionPolicyInput,
  updateInstitutionPolicy,
  type Viewer
} from './tenants.service.ts'

export const resolvers = {
  Query: {
    viewer: (_: unknown, __: unknown, { scope }: GraphqlContext) => getViewer(scope),
    institution: (_: unknown, __: unknown, { scope }: GraphqlContext) => getInstitution(scope)
  },
  Mutation: {
    updateInstitutionPolicy: (
      _: unknown,
      { input }: { input: UpdateInstitutionPolicyInput },
      { scope }: GraphqlContext
    ) => payload('institution', () => updateInstitutionPolicy(scope, input))
  },
  Institution: { policy: ({ policy }: InstitutionRow) => flatPolicy(policy) }
}

export const loaders = {
  Viewer: {
    person: ((queries, { scope }) =>
      personsByIds(
        scope,
        queries.map(({ obj }) => obj.id)
      )) as Loader<Viewer>
  }
}
