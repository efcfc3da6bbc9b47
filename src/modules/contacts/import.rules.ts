import { type Problem, problem } from '../../errors.ts'
import {
  circularIds,
  columnsOf,
  contactsMax,
  differences,
  fieldProblems,
  nameOf,
  nameProblems,
  newContact
} from './contacts.rules.ts'
import type { ContactRow, ContactValues, FileContact, ImportedContact } from './contacts.types.ts'

/** A contact of a file on its way into a list. */
export interface ImportRow {
  from: FileContact
  /** The contact of the list that it is; null for a new one. */
  before: ContactRow | null
  after: ContactRow
  changed: readonly string[]
  problems: Problem[]
}

/** What the database knows of what the file names. */
export interface Known {
  ownerId: string
  /** All contacts of the list. */
  contacts: readonly ContactRow[]
  linkable: ReadonlySet<string>
  unknownOccupations: ReadonlySet<string>
  newId(): string
  uidOf(id: string): string
}

const invalid = (path: string[], message: string) => problem('INVALID_INPUT', { path, message })
const keyOfName = (values: Pick<ContactValues, 'givenName' | 'familyName' | 'organization'>) =>
  [values.givenName, values.familyName, values.organization].map((part) => part?.toLowerCase() ?? '').join('\n')
const keyOfMail = (email: string | null | undefined) => email?.toLowerCase() ?? null

type Match = ContactRow | 'SEVERAL' | null
type Key<Of> = (of: Of) => string | null

const nameOfRow: Key<FileContact> = ({ fields }) => keyOfName({ ...newContact, ...columnsOf(fields) })

/**
 * The contacts of the list that the rows of a file are, so that the same file read again changes nothing: by UID; else by
 * mail address; else by name and organization, where one of the two has no address and not both came with UIDs. Each
 * contact is found once; where several could be meant, the name decides, or nothing does.
 */
export function matchesOf(
  rows: readonly FileContact[],
  { contacts, uidOf }: Pick<Known, 'contacts' | 'uidOf'>
): Match[] {
  const found: Match[] = rows.map(() => null)
  const free = new Set(contacts)
  const match = (
    keyOfRow: Key<FileContact>,
    keyOfContact: Key<ContactRow>,
    fits: (row: FileContact, contact: ContactRow) => boolean = () => true
  ) => {
    const byKey = Map.groupBy(free, keyOfContact)
    rows.forEach((row, index) => {
      const key = found[index] === null || found[index] === 'SEVERAL' ? keyOfRow(row) : null
      const fitting = (key === null ? [] : (byKey.get(key) ?? [])).filter((one) => free.has(one) && fits(row, one))
      const named = fitting.length > 1 ? fitting.filter((one) => keyOfName(one) === nameOfRow(row)) : fitting
      const [contact] = named
      if (named.length === 1 && contact) free.delete((found[index] = contact))
      else if (fitting.length > 1) found[index] = 'SEVERAL'
    })
  }
  match(
    ({ uid }) => uid,
    ({ uid }) => uid
  )
  match(
    ({ fields }) => keyOfMail(fields.email),
    ({ email }) => keyOfMail(email)
  )
  const isSame = ({ uid, fields }: FileContact, contact: ContactRow) =>
    (fields.email == null || contact.email === null) && (uid === null || contact.uid === uidOf(contact.id))
  match(nameOfRow, keyOfName, isSame)
  return found
}

/** The rows that say the same as an earlier one of their file: by UID, mail address, or name where there is neither. */
export function repeatedRows(rows: readonly FileContact[]): Set<FileContact> {
  const seen = new Set<string>()
  const isSeen = (row: FileContact) => {
    const mail = keyOfMail(row.fields.email)
    return seen.size === seen.add(row.uid ? `uid ${row.uid}` : mail ? `mail ${mail}` : `name ${nameOfRow(row)}`).size
  }
  return new Set(rows.filter(isSeen))
}

/**
 * What becomes of the rows of a file. A row with a mistake is refused and the others are kept, as `upsertPeople` has it;
 * what a row does not say stays as it is. A row that only a refused one introduces is refused with it.
 */
export function planImport(rows: readonly FileContact[], known: Known): ImportRow[] {
  const repeated = repeatedRows(rows)
  const matches = matchesOf(rows, known)
  const plan = rows.map((from, index) => {
    const match = matches[index] ?? null
    const row = merged(from, match === 'SEVERAL' ? null : match, known)
    row.problems.push(...ownProblems(row, known))
    if (match === 'SEVERAL') row.problems.push(invalid([], 'Several contacts of the list could be meant: give a uid.'))
    if (repeated.has(from)) row.problems.push(invalid([], 'An earlier row of the file is the same contact.'))
    return row
  })
  refuseSecondLinks(plan, known)
  introduce(plan, known)
  refuseOverflow(plan, known)
  for (const row of plan) row.changed = changesOf(row)
  return plan
}

function merged(from: FileContact, before: ContactRow | null, known: Known): ImportRow {
  const id = before?.id ?? known.newId()
  const made = { ...newContact, id, ownerId: known.ownerId, uid: from.uid ?? known.uidOf(id) }
  const base = before ?? { ...made, version: 1, createdAt: '', updatedAt: '' }
  const { introducedById: _, ...values } = columnsOf(from.fields)
  return { from, before, after: { ...base, ...values }, changed: [], problems: [...from.problems] }
}

const uidMax = 255

function ownProblems({ from, before, after }: ImportRow, known: Known): Problem[] {
  // A file that could not be read this far has said all that there is to say.
  if (from.problems.length > 0) return []
  const { introducedById: _, ...fields } = from.fields
  const problems = [...fieldProblems(fields), ...nameProblems(after)]
  if (from.uid !== null && (from.uid.length > uidMax || /[\u0000-\u001f\u007f]/.test(from.uid)))
    problems.push(invalid(['uid'], `A UID is one line of at most ${uidMax} characters.`))
  if (fields.occupation != null && known.unknownOccupations.has(fields.occupation))
    problems.push(problem('UNKNOWN_OCCUPATION', { path: ['occupation'] }))
  if (after.personId !== null && after.personId !== (before?.personId ?? null)) {
    if (!known.linkable.has(after.personId)) problems.push(problem('NOT_A_MENTOR', { path: ['personId'] }))
    else if (after.personId === known.ownerId) problems.push(problem('SAME_PERSON', { path: ['personId'] }))
  }
  return problems
}

const isGood = ({ problems }: ImportRow) => problems.length === 0

function refuseSecondLinks(plan: readonly ImportRow[], { contacts }: Known): void {
  const holders = new Map(contacts.flatMap(({ id, personId }) => (personId === null ? [] : [[personId, id]])))
  for (const { after, problems } of plan.filter(isGood)) {
    if (after.personId === null) continue
    const holder = holders.get(after.personId) ?? after.id
    holders.set(after.personId, holder)
    if (holder !== after.id) problems.push(problem('CONTACT_ALREADY_LISTED', { path: ['personId'] }))
  }
}

/** Refusing one row may take the introducer from others, so it goes on until nothing more is refused. */
function introduce(plan: readonly ImportRow[], { contacts, uidOf }: Known): void {
  for (let refused = true; refused; ) {
    refused = false
    const good = plan.filter(isGood)
    // A row's own names go before those of the list: in another list the ids of the file mean nothing.
    const ids = new Map([
      ...contacts.flatMap(({ id, uid }) => [[id, id] as const, [uid, id] as const]),
      ...good.flatMap(({ from, after }) =>
        [from.fileId, from.uid].flatMap((name) => (name ? [[name, after.id] as const] : []))
      )
    ])
    const refuseRow = (row: ImportRow, code: 'NOT_FOUND' | 'INTRODUCTION_CYCLE') => {
      row.problems.push(problem(code, { path: ['introducedById'] }))
      refused = true
    }
    for (const row of good) {
      const named = row.from.fields.introducedById
      if (named === undefined) continue
      // Of a list that was read page by page somebody on another page is here by the UID that their id made.
      const names = named === null ? [] : [named, named.toLowerCase(), uidOf(named.toLowerCase())]
      row.after.introducedById = names.map((name) => ids.get(name)).find((id) => id !== undefined) ?? null
      if (named !== null && row.after.introducedById === null) refuseRow(row, 'NOT_FOUND')
    }
    const introducers = new Map([
      ...contacts.map(({ id, introducedById }) => [id, introducedById] as const),
      ...good.filter(isGood).map(({ after }) => [after.id, after.introducedById] as const)
    ])
    const circular = circularIds(introducers)
    for (const row of good.filter(isGood)) if (circular.has(row.after.id)) refuseRow(row, 'INTRODUCTION_CYCLE')
  }
}

function refuseOverflow(plan: readonly ImportRow[], { contacts }: Known): void {
  const fresh = plan.filter((row) => isGood(row) && row.before === null)
  const gone = fresh.slice(Math.max(0, contactsMax - contacts.length))
  for (const { problems } of gone) problems.push(problem('CONTACT_LIST_FULL'))
  const goneIds = new Set(gone.map(({ after }) => after.id))
  for (const { after, problems } of plan.filter(isGood))
    if (after.introducedById !== null && goneIds.has(after.introducedById))
      problems.push(problem('NOT_FOUND', { path: ['introducedById'] }))
}

function changesOf({ before, after, problems }: ImportRow): string[] {
  if (problems.length > 0) return []
  const { id: _, ownerId: __, uid: ___, version: ____, createdAt: _____, updatedAt: ______, ...values } = after
  return Object.keys(differences(before ?? ({ ...newContact } as ContactRow), values))
}

/** What is told of a row; the id of a contact that is only to be made would mean nothing yet. */
export function importedOf(row: ImportRow, isDryRun: boolean): ImportedContact {
  const { from, before, after, problems } = row
  const isRefused = problems.length > 0
  const result = isRefused ? 'INVALID' : before === null ? 'CREATED' : row.changed.length > 0 ? 'UPDATED' : 'UNCHANGED'
  const contactId = isRefused || (isDryRun && before === null) ? null : after.id
  return { line: from.line, name: nameOf(from.fields) || null, result, contactId, problems }
}
