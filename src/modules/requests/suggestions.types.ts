export type SuggestionReason =
  | 'REFERRED'
  | 'SAME_OCCUPATION'
  | 'SAME_OCCUPATION_GROUP'
  | 'SAME_ORGANIZATION'
  | 'SAME_INDUSTRY'
  | 'HAS_TIME'

/** A mentor who can be asked, with what speaks for them. */
export interface SuggestionRow {
  requestId: string
  mentorId: string
  isReferred: boolean
  isSameOccupation: boolean
  isSameOccupationGroup: boolean
  isSameOrganization: boolean
  isSameIndustry: boolean
}

export interface SuggestedMentor {
  mentorId: string
  reasons: SuggestionReason[]
}
