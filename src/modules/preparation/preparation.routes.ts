import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { requestJson } from '../requests/requests.routes.ts'
import {
  allowedSessionActions,
  cancelMockSession,
  feedbackIn,
  getMockSession,
  giveMockFeedback,
  linkIn,
  listMockSessions,
  planMockSession,
  recordMockSession,
  updateMockSession
} from './mock-sessions.service.ts'
import { getPartnerLink, givePartnerFeedback, inviteMockPartner, revokePartnerLink } from './partner-links.service.ts'
import {
  archivePitch,
  attachPitch,
  createPitch,
  detachPitch,
  getPitch,
  listPitches,
  revisePitch,
  versionsOfPitches
} from './pitches.service.ts'
import type { MockSessionRow } from './practice.types.ts'
import type { PitchRow, ResearchChecklist, ResearchNoteRow } from './preparation.types.ts'
import {
  copyResearchNote,
  getResearchChecklist,
  getResearchNote,
  listResearchNotes,
  removeResearchNote,
  saveResearchNote
} from './research.service.ts'

const noteJson = ({ occupationCode: occupation, ...note }: ResearchNoteRow) => ({ ...note, occupation })
const checklistJson = ({ items, percentComplete }: ResearchChecklist) => ({
  items: items.map(({ note, ...item }) => ({ ...item, note: note && noteJson(note) })),
  percentComplete
})
const pitchJson = async (scope: Scope, pitch: PitchRow) => ({
  ...pitch,
  versions: (await versionsOfPitches(scope, [pitch.id]))[0]
})
const sessionJson = (scope: Scope) => (session: MockSessionRow) => {
  // What is kept of a link, and the columns that are told as one object.
  const own = Object.entries(session).filter(([name]) => !/^(partnerLink|feedback)/.test(name))
  const { id, version, createdAt, updatedAt, ...what } = Object.fromEntries(own)
  const told = { feedback: feedbackIn(session), partnerLink: linkIn(scope, session) }
  return { id, ...what, ...told, allowedActions: allowedSessionActions(scope, session), createdAt, updatedAt, version }
}

type Verb<Row> = (scope: Scope, input: never) => Promise<Row>

/** A change of the object in the path, with the body as its input. */
const changeRoute =
  <Row>(verb: Verb<Row>, toJson: (scope: Scope, row: Row) => unknown): RouteHandler =>
  async ({ scope, body, params }) =>
    toJson(scope, await verb(scope, { ...(body as object), ...(params as object) } as never))

/** A change that makes an object, which is then at this path. */
const makeRoute =
  <Row extends { id: string }>(
    verb: Verb<Row>,
    path: string,
    toJson: (scope: Scope, row: Row) => unknown
  ): RouteHandler =>
  async ({ scope, body, params }, reply) => {
    const made = await verb(scope, { ...(body as object), ...(params as object) } as never)
    reply.code(201).header('location', `${path}/${made.id}`)
    return toJson(scope, made)
  }

const note = (_: Scope, row: ResearchNoteRow) => noteJson(row)
const session = (scope: Scope, row: MockSessionRow) => sessionJson(scope)(row)

export const routes: Record<string, RouteHandler> = {
  listResearchNotes: async (request, reply) =>
    sendPage(request, reply, await listResearchNotes(request.scope, pageArgs(request.query, 'DESC')), noteJson),
  getResearchNote: changeRoute(getResearchNote, note),
  getResearchChecklist: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return checklistJson(await getResearchChecklist(scope, params as { id: string }))
  },
  saveResearchNote: changeRoute(saveResearchNote, note),
  copyResearchNote: makeRoute(copyResearchNote, '/v1/research-notes', note),
  removeResearchNote: changeRoute(removeResearchNote, note),
  listPitches: async (request, reply) =>
    sendPage(request, reply, await listPitches(request.scope, pageArgs(request.query, 'DESC')), (row) => row),
  getPitch: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return pitchJson(scope, await getPitch(scope, params as { id: string }))
  },
  createPitch: makeRoute(createPitch, '/v1/pitches', pitchJson),
  revisePitch: changeRoute(revisePitch, pitchJson),
  archivePitch: changeRoute(archivePitch, pitchJson),
  attachPitch: changeRoute(attachPitch, requestJson),
  detachPitch: changeRoute(detachPitch, requestJson),
  listMockSessions: async (request, reply) => {
    const found = await listMockSessions(request.scope, pageArgs(request.query, 'DESC'))
    return sendPage(request, reply, found, sessionJson(request.scope))
  },
  getMockSession: changeRoute(getMockSession, session),
  planMockSession: makeRoute(planMockSession, '/v1/mock-sessions', session),
  updateMockSession: changeRoute(updateMockSession, session),
  recordMockSession: changeRoute(recordMockSession, session),
  cancelMockSession: changeRoute(cancelMockSession, session),
  giveMockFeedback: changeRoute(giveMockFeedback, session),
  inviteMockPartner: changeRoute(inviteMockPartner, session),
  revokePartnerLink: changeRoute(revokePartnerLink, session),
  getPartnerLink: changeRoute(getPartnerLink, (_, view) => view),
  givePartnerFeedback: changeRoute(givePartnerFeedback, (_, feedback) => feedback)
}
