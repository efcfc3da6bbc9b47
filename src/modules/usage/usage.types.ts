export interface ContractUsageRow {
  coordinate: string
  /** A machine's id, or `people`. */
  client: string
  clientId: string | null
  clientName: string | null
  uses: number
  lastUsedOn: string
}

export interface ContractUsageFilter {
  coordinate?: string | null
  clientId?: string | null
  usedFrom?: string | null
}

/** How often a client used a part of the contract since it was last written. */
export interface Use {
  client: string
  coordinate: string
  uses: number
}
