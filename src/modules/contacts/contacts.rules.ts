import { type Problem, problem } from '../../errors.ts'
import {
  choiceProblems,
  emailProblems,
  missingProblems,
  type Path,
  textProblems,
  urlProblems
} from './contact-values.rules.ts'
import type { ContactFields, ContactRow, ContactValues } from './contacts.types.ts'

/** So many contacts are a network that one can keep in touch with; and an import reads them all. */
export const contactsMax = 2_000

const kinds = ['EXISTING', 'TARGET']
const sources = 'FAMILY FRIEND TEACHER PROFESSOR SUPERVISOR ALUM PEER EVENT ONLINE OTHER'.split(' ')
const connectionStates = ['NONE', 'REQUESTED', 'CONNECTED']

const lineLengths = { givenName: 100, familyName: 100, organization: 200, title: 200, phone: 40 }
const noteLengths = { whatIsUnique: 2_000, notes: 2_000 }

const keysOf = <Of extends object>(of: Of) => Object.keys(of) as (keyof Of)[]

/** What is wrong with the fields of a contact as far as they are given, and as far as it can be told without the database. */
export const fieldProblems = (fields: ContactFields, path: Path = []): Problem[] => [
  ...keysOf(lineLengths).flatMap((name) => textProblems(fields[name], [...path, name], lineLengths[name], 'line')),
  ...keysOf(noteLengths).flatMap((name) => textProblems(fields[name], [...path, name], noteLengths[name], 'note')),
  ...emailProblems(fields.email, [...path, 'email']),
  ...urlProblems(fields.profileUrl, [...path, 'profileUrl'], ['https', 'http']),
  ...choiceProblems(fields.kind, kinds, [...path, 'kind']),
  ...choiceProblems(fields.source, sources, [...path, 'source']),
  ...choiceProblems(fields.connectionState, connectionStates, [...path, 'connectionState']),
  ...(['kind', 'source', 'connectionState', 'isArchived'] as const).flatMap((name) =>
    missingProblems(fields[name] === null, [...path, name])
  )
]

/** A contact has a given or a family name: many people have one only. */
export const nameProblems = ({ givenName, familyName }: Partial<ContactValues>, path: Path = []): Problem[] =>
  givenName == null && familyName == null
    ? [problem('INVALID_INPUT', { path: [...path, 'givenName'], message: 'A given or a family name is needed.' })]
    : []

const line = (text: string | null | undefined) => text?.trim() ?? text
const note = (text: string | null | undefined) => text?.replace(/\r\n?/g, '\n') ?? text

/**
 * The columns of the fields that are given, in the one form that is kept: no blanks around a line, a line feed for each
 * line end, ids in lower case. A file that was exported is then read as what it was.
 */
export function columnsOf({ occupation, ...fields }: ContactFields): Partial<ContactValues> {
  const columns = {
    ...fields,
    ...Object.fromEntries(keysOf(lineLengths).map((name) => [name, line(fields[name])])),
    ...Object.fromEntries(keysOf(noteLengths).map((name) => [name, note(fields[name])])),
    personId: fields.personId?.toLowerCase() ?? fields.personId,
    introducedById: fields.introducedById?.toLowerCase() ?? fields.introducedById,
    occupationCode: occupation
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
}

/** What a new contact is unless it says otherwise. A file seldom says where somebody comes from. */
export const newContact: ContactValues = Object.freeze({
  ...{ givenName: null, familyName: null, organization: null, title: null, email: null, phone: null, profileUrl: null },
  ...{ personId: null, introducedById: null, occupationCode: null, whatIsUnique: null, notes: null },
  ...{ kind: 'EXISTING', source: 'OTHER', connectionState: 'NONE', isArchived: false }
})

/** The values that differ from those that a contact has. */
export const differences = (contact: ContactRow, values: Partial<ContactValues>): Partial<ContactValues> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== contact[name as keyof ContactRow]))

/** Given and family name as far as they are there, as one is addressed. */
export const nameOf = ({ givenName, familyName }: Pick<ContactFields, 'givenName' | 'familyName'>): string =>
  [givenName, familyName].filter((name) => name != null && name !== '').join(' ')

/** By the id of a contact who introduced it. */
export type Introducers = ReadonlyMap<string, string | null>

/** Those who lead back to themselves, from each one to who introduced it: nobody may. */
export function circularIds(introducers: Introducers): Set<string> {
  const [settled, circular] = [new Set<string>(), new Set<string>()]
  for (const start of introducers.keys()) {
    const way: string[] = []
    const places = new Map<string, number>()
    for (let at: string | null = start; at !== null && !settled.has(at); at = introducers.get(at) ?? null) {
      const place = places.get(at)
      if (place !== undefined) {
        for (const id of way.slice(place)) circular.add(id)
        break
      }
      places.set(at, way.push(at) - 1)
    }
    for (const id of way) settled.add(id)
  }
  return circular
}
