export interface CatalogueEntry {
  status: number
  title: string
  /** What the caller can do about it. */
  remedy: string
}

export type Entries = Record<string, CatalogueEntry>
