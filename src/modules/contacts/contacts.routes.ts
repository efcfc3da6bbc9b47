import type { FastifyReply } from 'fastify'
import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import { problemItem } from '../../rest/problems.ts'
import type { RouteHandler } from '../module.ts'
import { createContact, removeContact, updateContact } from './change-contacts.ts'
import { getContact, getContactCounts, listContacts, nameOf, vCardsOf } from './contacts.service.ts'
import type { ContactFilter, ContactOrderField, ContactRow } from './contacts.types.ts'
import { importContacts } from './import-contacts.ts'
import { addMilestone, getMilestone, listMilestones, removeMilestone } from './milestones.service.ts'
import type { MilestoneFilter } from './milestones.types.ts'
import {
  getTouchpoint,
  listTouchpoints,
  logTouchpoint,
  removeTouchpoint,
  updateTouchpoint
} from './touchpoints.service.ts'
import type { TouchpointFilter, TouchpointRow } from './touchpoints.types.ts'

const contactJson = ({ ownerId: _, occupationCode, ...contact }: ContactRow) => ({
  ...contact,
  name: nameOf(contact),
  occupation: occupationCode
})

const touchpointJson = ({ ownerId: _, ...touchpoint }: TouchpointRow) => touchpoint

type Path = { id: string }
type Verb<Row> = (scope: Scope, input: never) => Promise<Row>

const changeRoute =
  <Row>(verb: Verb<Row>, toJson: (row: Row) => object): RouteHandler =>
  async ({ scope, body, params }) =>
    toJson(await verb(scope, { ...(body as object), ...(params as Path) } as never))

const makeRoute =
  <Row extends { id: string }>(path: string, verb: Verb<Row>, toJson: (row: Row) => object): RouteHandler =>
  async ({ scope, body }, reply: FastifyReply) => {
    const made = await verb(scope, body as never)
    reply.code(201).header('location', `${path}/${made.id}`)
    return toJson(made)
  }

const same = <Row>(row: Row): Row => row

export const routes: Record<string, RouteHandler> = {
  listContacts: async (request, reply) => {
    const args = pageArgs<ContactFilter, ContactOrderField>(request.query, 'ASC')
    const vCard = { mediaType: 'text/vcard', write: vCardsOf }
    return sendPage(request, reply, await listContacts(request.scope, args), contactJson, vCard)
  },
  getContact: async ({ scope, params }) => contactJson(await getContact(scope, params as Path)),
  getContactCounts: async ({ scope, params }) => getContactCounts(scope, { personId: (params as Path).id }),
  createContact: makeRoute('/v1/contacts', createContact, contactJson),
  updateContact: changeRoute(updateContact, contactJson),
  removeContact: changeRoute(removeContact, contactJson),
  importContacts: async ({ scope, body }) => {
    const rows = await importContacts(scope, body as never)
    return { rows: rows.map((row) => ({ ...row, problems: row.problems.map(problemItem) })) }
  },
  listTouchpoints: async (request, reply) => {
    const args = pageArgs<TouchpointFilter, 'OCCURRED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listTouchpoints(request.scope, args), touchpointJson)
  },
  getTouchpoint: async ({ scope, params }) => touchpointJson(await getTouchpoint(scope, params as Path)),
  logTouchpoint: makeRoute('/v1/touchpoints', logTouchpoint, touchpointJson),
  updateTouchpoint: changeRoute(updateTouchpoint, touchpointJson),
  removeTouchpoint: changeRoute(removeTouchpoint, touchpointJson),
  listMilestones: async (request, reply) => {
    const args = pageArgs<MilestoneFilter, 'OCCURRED_ON'>(request.query, 'DESC')
    return sendPage(request, reply, await listMilestones(request.scope, args), same)
  },
  getMilestone: async ({ scope, params }) => getMilestone(scope, params as Path),
  addMilestone: makeRoute('/v1/milestones', addMilestone, same),
  removeMilestone: changeRoute(removeMilestone, same)
}
