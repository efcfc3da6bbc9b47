import { type Operation, operations } from '../operations.ts'

export type PeerName = 'postgraphile' | 'apollo' | 'apolloExtension'
export type ServerName = 'halfhour' | PeerName

/** A server that does a part of Halfhour's job, and how it is asked. */
export interface Peer {
  name: PeerName
  title: string
  /** Its file, below bench. */
  file: string
  /** Its documents by operation; without them it is asked Halfhour's. */
  documents: Record<string, string> | null
}

const compared = ['student', 'mentors', 'meetings', 'send']

/** The row reads and the write. Search and reports are statements of Halfhour's own: no peer has them. */
export const comparedOperations = operations.filter(({ name }) => compared.includes(name))

const names = 'id: rowId givenName familyName'

// PostGraphile's own names, renamed to Halfhour's in the document. It gets the tenant as an argument, so that it can use
// the indexes as Halfhour does; row security still decides.
const documents = {
  student: `query ($tenantId: UUID!, $id: UUID!) {
    person: personByTenantIdAndRowId(tenantId: $tenantId, rowId: $id) { ${names} city } }`,
  mentors: `query ($first: Int!, $industry: String!, $seniority: [String!]!) {
    mentors: allPeersMentors(first: $first, condition: { industry: $industry, seniorities: $seniority },
      orderBy: [BY_FAMILY_NAME_ASC, BY_GIVEN_NAME_ASC, BY_ID_ASC]) { nodes {
        ${names} city headline seniority topics capacity title: currentTitle employer: currentEmployer } } }`,
  meetings: `query ($tenantId: UUID!, $first: Int!) {
    meetings: allMeetings(first: $first, condition: { tenantId: $tenantId }, orderBy: [STARTS_AT_DESC, PRIMARY_KEY_DESC]) {
      nodes { id: rowId startsAt status student: personByTenantIdAndStudentId { ${names} }
        mentor: personByTenantIdAndMentorId { ${names} } outcome: outcomeByTenantIdAndMeetingId { fitVerdict learned } } } }`,
  send: `mutation ($id: UUID!) { sendMeetingRequest: peersSendMeetingRequest(input: { requestId: $id }) {
    meetingRequest: result { id: rowId status sentAt expiresAt version } } }`
}

export const peers: readonly Peer[] = [
  { name: 'postgraphile', title: 'PostGraphile', file: 'peers/postgraphile.ts', documents },
  { name: 'apollo', title: 'Apollo, one transaction a request', file: 'peers/apollo.ts', documents: null },
  { name: 'apolloExtension', title: 'Apollo, one a query', file: 'peers/apollo-extension.ts', documents: null }
]

/**
 * An operation as a peer is asked it: the same people, tokens and values, in the peer's words. Measuring can then treat
 * the peer as it treats Halfhour.
 */
export function inWordsOf({ documents }: Peer, operation: Operation): Operation {
  const query = documents?.[operation.name]
  if (!query) return operation
  const proof = { ...operation.proof }
  if (operation.name === 'send') proof.halfhour = /"status":"SENT"/
  return {
    ...operation,
    query,
    proof,
    asked(campuses, drafts) {
      const tenants = new Map(campuses.map(({ counselor, tenantId }) => [counselor, tenantId]))
      return operation.asked(campuses, drafts).map(({ token, values }) => {
        const tenantId = tenants.get(token)
        return { token, values: tenantId ? { ...values, tenantId } : values }
      })
    }
  }
}
