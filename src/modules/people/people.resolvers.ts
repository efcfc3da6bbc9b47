import type { GraphQLResolveInfo } from 'graphql'
import type { Scope } from '../../db/scope.ts'
import { wantedOfItems } from '../../graphql/look-ahead.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { createPerson, updateMentorProfile, updatePerson, updateStudentProfile } from './change-people.ts'
import { contactOf, currentPositionOf, externalIdOf, nameOf, responsesOf } from './people.fields.ts'
import { findPerson, joinedProfileOf, listMentors, listPeople } from './people.service.ts'
import type { PersonRow, UpsertPeopleInput } from './people.types.ts'
import type { ListMentorsArgs, ListPeopleArgs } from './people-list.types.ts'
import { type UpsertedPeople, upsertPeople } from './upsert-people.ts'

const mutation =
  <Input>(verb: (scope: Scope, input: Input) => Promise<PersonRow>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload('person', () => verb(scope, input))

const ofContact =
  (field: 'email' | 'phone' | 'isDirectoryOptedOut') =>
  (person: PersonRow, _: unknown, { scope }: GraphqlContext) =>
    contactOf(scope.actor, person)[field]

export const resolvers = {
  Query: {
    person: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findPerson(scope, args),
    people: (_: unknown, args: ListPeopleArgs, { scope }: GraphqlContext, info: GraphQLResolveInfo) =>
      listPeople(scope, args, wantedOfItems(info)),
    mentors: (_: unknown, args: ListMentorsArgs, { scope }: GraphqlContext, info: GraphQLResolveInfo) =>
      listMentors(scope, args, wantedOfItems(info))
  },
  Mutation: {
    createPerson: mutation(createPerson),
    updatePerson: mutation(updatePerson),
    updateStudentProfile: mutation(updateStudentProfile),
    updateMentorProfile: mutation(updateMentorProfile),
    upsertPeople: async (_: unknown, { input }: { input: UpsertPeopleInput }, { scope }: GraphqlContext) => {
      const { done, problems } = (await payload('done', () => upsertPeople(scope, input))) as UpsertPayload
      return done ?? { rows: [], problems }
    }
  },
  Person: {
    name: nameOf,
    email: ofContact('email'),
    phone: ofContact('phone'),
    isDirectoryOptedOut: ofContact('isDirectoryOptedOut'),
    externalId: (person: PersonRow, _: unknown, { scope }: GraphqlContext) => externalIdOf(scope.actor, person),
    mentorProfile: joinedProfileOf
  },
  MentorProfile: { currentPosition: currentPositionOf, ...responsesOf }
}

interface UpsertPayload {
  done: UpsertedPeople | null
  problems: UpsertedPeople['problems']
}
