import { toUuid } from '../../db/ids.ts'
import { pageSizeMax } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { trustedDocumentsByIds } from '../documents/documents.service.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import { outcomesByIds } from '../meetings/outcomes.service.ts'
import { notificationsByIds } from '../notifications/notifications.service.ts'
import { visiblePersonsByIds } from '../people/people.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { type NodeType, typesOf } from './nodes.queries.ts'

export interface FoundNode {
  __typename: NodeType
  id: string
}

type ByIds = (scope: Scope, ids: readonly string[]) => Promise<(object | null)[]>

// Each type is fetched through its own service, so that a node is visible exactly where the object is.
const services: Record<NodeType, ByIds> = {
  Institution: async (scope, ids) => {
    const institution = await getInstitution(scope)
    return ids.map((id) => (id === institution.id ? institution : null))
  },
  Person: visiblePersonsByIds,
  MeetingRequest: requestsByIds,
  Meeting: meetingsByIds,
  Outcome: outcomesByIds,
  TrustedDocument: trustedDocumentsByIds,
  Notification: notificationsByIds
}

/**
 * The objects with these ids in their order, null where there is none for the actor to see. One statement finds the
 * types, one more each type's rows. Throws INVALID_INPUT for more than 100 ids.
 */
export async function findNodes(scope: Scope, ids: readonly string[]): Promise<(FoundNode | null)[]> {
  if (ids.length > pageSizeMax)
    throw refuse('INVALID_INPUT', { path: ['ids'], message: `At most ${pageSizeMax} ids at a time.` })
  scope.expectSeveralReads()
  const wanted = ids.map((id) => toUuid(id).toLowerCase())
  const typed = await typesOf(scope, wanted)
  const byType = Map.groupBy(typed, (row) => row.type)
  const found = await Promise.all(
    [...byType].map(([type, rows]) =>
      nodesOfType(
        scope,
        type,
        rows.map(({ id }) => id)
      )
    )
  )
  const nodes = new Map(found.flat().map((node) => [node.id, node]))
  return wanted.map((id) => nodes.get(id) ?? null)
}

async function nodesOfType(scope: Scope, type: NodeType, ids: string[]): Promise<FoundNode[]> {
  const rows = await services[type](scope, ids)
  return rows.flatMap((row) => (row ? [{ ...(row as { id: string }), __typename: type }] : []))
}

/** The type and id of an object of the campus. Throws NOT_FOUND. */
export async function getNode(scope: Scope, { id }: { id: string }): Promise<FoundNode> {
  const [node] = await findNodes(scope, [id])
  if (!node) throw refuse('NOT_FOUND', { path: ['id'] })
  return node
}
