import { wilsonInterval } from './wilson.rules.ts'

export type ReferenceKind = 'INFORMATIONAL_INTERVIEWS' | 'ONLINE_APPLICATIONS'

export interface Reference {
  kind: ReferenceKind
  label: string
  rate: number
  source: string
  lift: number | null
}

export interface Conversion {
  isSuppressed: boolean
  completedMeetings: number | null
  attributedJobs: number | null
  rate: number | null
  lower: number | null
  upper: number | null
  references: Reference[]
}

const source = "An estimate of one author's blog (S0), without a source of its own: a line to read by, not a target."

const lines: readonly Omit<Reference, 'lift' | 'source'>[] = [
  { kind: 'INFORMATIONAL_INTERVIEWS', label: '1 in 12 informational interviews (estimate)', rate: 0.0833 },
  { kind: 'ONLINE_APPLICATIONS', label: '1 in 200 online applications (estimate)', rate: 0.005 }
]

const references = (rate: number | null): Reference[] =>
  lines.map((line) => ({ ...line, source, lift: rate === null ? null : rate / line.rate }))

export interface ConversionCounts {
  meetings: number
  students: number
  jobs: number
  smallNumber: number
}

/**
 * What a campus is shown of its conversion (S#60): k jobs of n conversations with the rate's interval, beside two reference
 * lines that are estimates and say so. Behind figures of fewer students than the campus shows somebody could be recognised:
 * then there are none. A conversation backs one job at most, so that k of n is a share.
 */
export function conversionOf({ meetings, students, jobs, smallNumber }: ConversionCounts): Conversion {
  if (meetings > 0 && students < smallNumber) {
    const none = { completedMeetings: null, attributedJobs: null, rate: null, lower: null, upper: null }
    return { isSuppressed: true, ...none, references: references(null) }
  }
  const k = Math.min(jobs, meetings)
  const rate = meetings === 0 ? null : k / meetings
  const { lower = null, upper = null } = wilsonInterval(k, meetings) ?? {}
  const counts = { completedMeetings: meetings, attributedJobs: k }
  return { isSuppressed: false, ...counts, rate, lower, upper, references: references(rate) }
}
