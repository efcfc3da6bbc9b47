import type { PageArgs } from '../../db/page.ts'

export type OfferKind = 'JOB' | 'INTERNSHIP'
export type OfferStage = 'INTERVIEWING' | 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'LOST'
export type Attribution = 'DIRECT' | 'CONTRIBUTED' | 'NONE'
export type EmployedCategory = 'EMPLOYED_FULL_TIME' | 'EMPLOYED_PART_TIME'
export type LandingCategory =
  | EmployedCategory
  | 'SERVICE'
  | 'MILITARY'
  | 'CONTINUING_EDUCATION'
  | 'SEEKING_EMPLOYMENT'
  | 'SEEKING_CONTINUING_EDUCATION'
  | 'NOT_SEEKING'
  | 'NO_INFORMATION'
export type EmploymentType =
  | 'ORGANIZATION'
  | 'ENTREPRENEUR'
  | 'TEMPORARY_CONTRACT'
  | 'FREELANCE'
  | 'POSTGRADUATE_INTERNSHIP'
  | 'FACULTY_TENURE_TRACK'
  | 'FACULTY_NON_TENURE_TRACK'
export type LandingSource =
  | 'GRADUATE_SURVEY'
  | 'STUDENT'
  | 'EMPLOYER'
  | 'FACULTY'
  | 'PARENT'
  | 'LINKEDIN'
  | 'CLEARINGHOUSE'
  | 'OTHER'
export type SalaryPeriod = 'HOUR' | 'MONTH' | 'YEAR'
export type Direction = 'ASC' | 'DESC'

/** What can be said of an offer, as its columns have it. */
export interface OfferValues {
  kind: OfferKind
  stage: OfferStage
  organization: string
  title: string
  occupationCode: string | null
  industryCode: string | null
  receivedOn: string | null
  decidedOn: string | null
  note: string | null
}

export interface OfferRow extends OfferValues {
  id: string
  studentId: string
  stageSince: string
  destination: string
  attributedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface Salary {
  amount: number
  currency: string
  period: SalaryPeriod
}

/** What can be said of a landing, as its columns have it. */
export interface LandingValues {
  category: LandingCategory
  employmentType: EmploymentType | null
  organization: string | null
  title: string | null
  occupationCode: string | null
  industryCode: string | null
  programCode: string | null
  startsOn: string | null
  city: string | null
  region: string | null
  country: string | null
  salaryAmount: number | null
  salaryCurrency: string | null
  salaryPeriod: SalaryPeriod | null
  offerId: string | null
  classYear: number | null
}

export interface LandingRow extends LandingValues {
  id: string
  studentId: string
  destination: string
  source: LandingSource
  precedence: number
  isCurrent: boolean
  attributedAt: string | null
  recordedById: string | null
  withdrawnAt: string | null
  withdrawReason: string | null
  recordedAt: string
  updatedAt: string
  version: number
}

export interface AttributionRow {
  offerId: string | null
  landingId: string | null
  meetingId: string
  attribution: Attribution
  statedAt: string
}

interface ById {
  id: string
  expectedVersion?: number | null
}

interface OfferFields {
  kind?: OfferKind | null
  stage?: OfferStage | null
  organization?: string | null
  title?: string | null
  occupation?: string | null
  industry?: string | null
  receivedOn?: string | null
  decidedOn?: string | null
  note?: string | null
}

export interface RecordOfferInput extends OfferFields {
  kind: OfferKind
  organization: string
  title: string
}

export interface UpdateOfferInput extends OfferFields, ById {}
export type RemoveOfferInput = ById

interface LandingFields {
  category?: LandingCategory | null
  employmentType?: EmploymentType | null
  organization?: string | null
  title?: string | null
  occupation?: string | null
  industry?: string | null
  program?: string | null
  startsOn?: string | null
  city?: string | null
  region?: string | null
  country?: string | null
  salary?: Salary | null
  offerId?: string | null
  classYear?: number | null
}

export interface RecordLandingInput extends LandingFields {
  studentId?: string | null
  category: LandingCategory
  source?: LandingSource | null
}

export interface UpdateLandingInput extends LandingFields, ById {}

export interface WithdrawLandingInput extends ById {
  reason: string
}

export interface Link {
  meetingId: string
  attribution: Attribution
}

export interface SetAttributionInput extends ById {
  links: Link[]
}

export interface OfferFilter {
  studentId?: string | null
  kind?: OfferKind | null
  stage?: OfferStage[] | null
  isAttributed?: boolean | null
  createdFrom?: string | null
  createdBefore?: string | null
}

export interface LandingFilter {
  studentId?: string | null
  classYear?: number | null
  category?: LandingCategory[] | null
  source?: LandingSource[] | null
  isCurrent?: boolean | null
  isWithdrawn?: boolean | null
  recordedFrom?: string | null
  recordedBefore?: string | null
}

interface OrderBy<Field> {
  field: Field
  direction: Direction
}

export type OfferOrderField = 'CREATED_AT' | 'UPDATED_AT'
export type LandingOrderField = 'RECORDED_AT' | 'UPDATED_AT'

export interface ListOffersArgs extends PageArgs {
  filter?: OfferFilter | null
  orderBy?: OrderBy<OfferOrderField> | null
}

export interface ListLandingsArgs extends PageArgs {
  filter?: LandingFilter | null
  orderBy?: OrderBy<LandingOrderField> | null
}
