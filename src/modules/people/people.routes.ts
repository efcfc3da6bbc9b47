import type { Scope } from '../../db/scope.ts'
import { catalogue } from '../../errors.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { createPerson, updateMentorProfile, updatePerson, updateStudentProfile } from './change-people.ts'
import { listedPersonJson, personJson } from './people.json.ts'
import { getPerson, listMentors, listPeople, wholePerson } from './people.service.ts'
import type { PersonRow } from './people.types.ts'
import type { MentorFilter, PersonFilter } from './people-list.types.ts'
import { upsertPeople } from './upsert-people.ts'

const answer = async (scope: Scope, person: PersonRow) =>
  personJson(scope.actor, person, await wholePerson(scope, person))

export const routes: Record<string, RouteHandler> = {
  listPeople: async (request, reply) => {
    const args = pageArgs<PersonFilter, 'NAME' | 'CREATED_AT'>(request.query, 'ASC')
    return sendPage(request, reply, await listPeople(request.scope, args), listedPersonJson(request.scope.actor))
  },
  listMentors: async (request, reply) => {
    const args = pageArgs<MentorFilter, 'NAME' | 'RELEVANCE' | 'CREATED_AT'>(request.query, 'ASC')
    return sendPage(request, reply, await listMentors(request.scope, args), listedPersonJson(request.scope.actor))
  },
  getPerson: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return answer(scope, await getPerson(scope, params as { id: string }))
  },
  createPerson: async ({ scope, body }, reply) => {
    const person = await createPerson(scope, body as never)
    reply.code(201).header('location', `/v1/people/${person.id}`)
    return answer(scope, person)
  },
  updatePerson: async ({ scope, body, params }) =>
    answer(scope, await updatePerson(scope, { ...(body as object), ...(params as { id: string }) })),
  updateStudentProfile: async ({ scope, body, params }) =>
    answer(scope, await updateStudentProfile(scope, { ...(body as object), personId: (params as { id: string }).id })),
  updateMentorProfile: async ({ scope, body, params }) =>
    answer(scope, await updateMentorProfile(scope, { ...(body as object), personId: (params as { id: string }).id })),
  upsertPeople: async ({ scope, body }) => {
    const { rows, problems } = await upsertPeople(scope, body as never)
    return { rows, problems: problems.map((found) => ({ ...found, remedy: catalogue[found.code].remedy })) }
  }
}
