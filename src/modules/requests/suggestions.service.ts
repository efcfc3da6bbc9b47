import { groupedBy } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { maySeeSuggestions, suggestible } from './requests.policy.ts'
import { requestsByIds } from './requests.service.ts'
import type { RequestRow } from './requests.types.ts'
import { suggestionRows } from './suggestions.queries.ts'
import { cameToNothing, reasonsOf, suggestionsMax } from './suggestions.rules.ts'
import type { SuggestedMentor } from './suggestions.types.ts'

interface Asked {
  request: Pick<RequestRow, 'id' | 'status'>
  first?: number | null
}

const suggestionsUnlessAsked = 3

function sizeOf({ first }: Pick<Asked, 'first'>): number {
  const size = first ?? suggestionsUnlessAsked
  if (size >= 1 && size <= suggestionsMax) return size
  throw refuse('INVALID_INPUT', { path: ['first'], message: `The number has to be from 1 to ${suggestionsMax}.` })
}

/**
 * Whom the student of each request can ask next, best first, once it has come to nothing (S#33); empty before, and for whom
 * suggestions are not. One statement, however many requests. Throws INVALID_INPUT for a `first` out of bounds.
 */
export async function suggestionsOfRequests(scope: Scope, asked: readonly Asked[]): Promise<SuggestedMentor[][]> {
  const sizes = asked.map(sizeOf)
  const over = asked.filter(({ request }) => cameToNothing.includes(request.status))
  const ids = [...new Set(over.map(({ request }) => request.id))]
  if (ids.length === 0) return asked.map(() => [])
  const found = await rowsFor(scope, ids, Math.max(...sizes))
  return asked.map(({ request }, index) => (found.get(request.id) ?? []).slice(0, sizes[index]))
}

async function rowsFor(scope: Scope, ids: string[], limit: number): Promise<Map<string, SuggestedMentor[]>> {
  const rows = await suggestionRows(scope, { ids, visible: suggestible(scope.actor), now: scope.clock.now(), limit })
  const lists = groupedBy(ids, rows, (row) => row.requestId)
  return new Map(
    ids.map((id, index) => [
      id,
      (lists[index] ?? []).map((row) => ({ mentorId: row.mentorId, reasons: reasonsOf(row) }))
    ])
  )
}

/**
 * Whom the student of a request can ask next, as `suggestionsOfRequests` has it.
 * Throws NOT_FOUND, FORBIDDEN for its mentor and for machines, INVALID_INPUT.
 */
export async function getSuggestedNext(
  scope: Scope,
  { requestId, first }: { requestId: string; first?: number | null }
): Promise<{ suggestions: SuggestedMentor[] }> {
  const limit = sizeOf({ first })
  const id = requestId.toLowerCase()
  const [[request], found] = await Promise.all([requestsByIds(scope, [id]), rowsFor(scope, [id], limit)])
  if (!request) throw refuse('NOT_FOUND', { path: ['requestId'] })
  if (!maySeeSuggestions(scope.actor, request)) throw refuse('FORBIDDEN')
  return { suggestions: found.get(id) ?? [] }
}
