import type { PageArgs } from '../../db/page.ts'
import type { AffiliationKind, SeniorityLevel } from './people.types.ts'

export interface PersonFilter {
  affiliation?: AffiliationKind | null
  externalId?: string | null
  classYear?: number | null
  program?: string | null
  name?: string | null
  isActive?: boolean | null
}

export interface MentorFilter {
  industry?: string | null
  occupation?: string | null
  employer?: string | null
  city?: string | null
  program?: string | null
  seniority?: SeniorityLevel[] | null
  topic?: string | null
  classYear?: number | null
  text?: string | null
  isAvailable?: boolean | null
}

interface ListArgs<Filter, Field> extends PageArgs {
  filter?: Filter | null
  orderBy?: { field: Field; direction: 'ASC' | 'DESC' } | null
}

export type ListPeopleArgs = ListArgs<PersonFilter, 'NAME' | 'CREATED_AT'>
export type ListMentorsArgs = ListArgs<MentorFilter, 'NAME' | 'RELEVANCE' | 'CREATED_AT'>
