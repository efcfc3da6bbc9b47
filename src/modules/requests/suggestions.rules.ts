import type { RequestRow } from './requests.types.ts'
import type { SuggestionReason, SuggestionRow } from './suggestions.types.ts'

/** How a request comes to nothing: then others are suggested, because a no costs nothing (S#33). */
export const cameToNothing: readonly RequestRow['status'][] = ['DECLINED', 'EXPIRED', 'WITHDRAWN', 'CLOSED_BY_MENTOR']

export const suggestionsMax = 10

/** Why a mentor is suggested, in the order in which it weighs; that they take requests at all, when nothing else is. */
export function reasonsOf(row: SuggestionRow): SuggestionReason[] {
  const reasons: SuggestionReason[] = [
    ...(row.isReferred ? (['REFERRED'] as const) : []),
    ...(row.isSameOccupation ? (['SAME_OCCUPATION'] as const) : []),
    ...(row.isSameOccupationGroup && !row.isSameOccupation ? (['SAME_OCCUPATION_GROUP'] as const) : []),
    ...(row.isSameOrganization ? (['SAME_ORGANIZATION'] as const) : []),
    ...(row.isSameIndustry ? (['SAME_INDUSTRY'] as const) : [])
  ]
  return reasons.length > 0 ? reasons : ['HAS_TIME']
}
