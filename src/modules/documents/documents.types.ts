export interface TrustedDocumentRow {
  id: string
  documentId: string
  name: string | null
  text: string
  createdAt: string
}

/** GraphQL text, with the name of its operation once it has been looked at. */
export interface ReadDocument {
  name: string | null
  /** What is wrong with it, in words for a developer; empty when it can be run. */
  mistakes: readonly string[]
}

/** Reads a GraphQL document and measures it against the schema and the bounds; given by the door, which knows GraphQL. */
export type ReadsDocument = (text: string) => ReadDocument
