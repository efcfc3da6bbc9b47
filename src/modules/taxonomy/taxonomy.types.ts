/** An O*NET-SOC occupation. */
export interface OccupationRow {
  code: string
  title: string
  socCode: string
  jobZone: number | null
  description: string | null
}

/** A NAICS industry. */
export interface IndustryRow {
  code: string
  title: string
  level: number
  parentCode: string | null
}

/** A CIP program of study that is in force. */
export interface ProgramRow {
  code: string
  title: string
  level: number
  parentCode: string | null
}

/** A row that was found by a search; the smaller the rank, the better it fits. */
export type Ranked<Row> = Row & { rank: number }

/** A code that somebody gave, and the way to it in their input. */
export interface CodeAt {
  code: string
  path: readonly (string | number)[]
}

export interface GivenCodes {
  programs?: readonly CodeAt[]
  occupations?: readonly CodeAt[]
  industries?: readonly CodeAt[]
}
