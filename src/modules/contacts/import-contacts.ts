import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { visibleTo } from '../people/people.service.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { textProblems } from '../text.rules.ts'
import { plausible, recordContact, uidOf } from './change-contacts.ts'
import { contactsInCsv } from './contact-csv.ts'
import { contactsInVCards } from './contact-vcard.ts'
import { assertMayKeepContacts, readableOwner } from './contacts.policy.ts'
import { allContacts, linkableMentors, lockOwner, saveContacts } from './contacts.queries.ts'
import type { ContactRow, FileContact, ImportContactsInput, ImportedContact } from './contacts.types.ts'
import { type ImportRow, importedOf, planImport } from './import.rules.ts'

/** The SDL's and OpenAPI's words name the same numbers. */
export const importRowsMax = 500
const contentMax = 1_000_000

/**
 * Brings contacts in from a file (S#38): the same number of statements for one row and for 500. A contact that is in the
 * list is changed, and found by UID, mail address or name; the same file read again changes nothing. A bad row comes back
 * with its line and problems, and the good ones are kept. A dry run tells the same and keeps nothing.
 * Throws FORBIDDEN, BATCH_TOO_LARGE, and INVALID_INPUT for a file that can not be read at all.
 */
export async function importContacts(scope: Scope, input: ImportContactsInput): Promise<ImportedContact[]> {
  assertMayKeepContacts(scope.actor)
  const rows = rowsOf(input)
  const owner = readableOwner(scope.actor)
  const people = rows.flatMap(({ fields }) => fields.personId ?? [])
  return write(
    scope,
    async (tx, [, contacts, linkable]) => {
      assertMayKeepContacts(tx.actor)
      const plan = await planned(tx, rows, contacts, linkable)
      const isDryRun = input.isDryRun ?? false
      const results = plan.map((row) => importedOf(row, isDryRun))
      const kept = isDryRun ? [] : plan.filter(({ changed }) => changed.length > 0)
      if (kept.length === 0) return results
      for (const { before, after, changed } of kept)
        recordContact(tx, before === null ? 'contact.created' : 'contact.updated', after, changed)
      const statement = saveContacts(
        kept.map(({ after }) => after),
        tx.now
      )
      return new Last(statement, () => results)
    },
    [lockOwner(owner), allContacts(owner), linkableMentors(people, visibleTo(scope.actor))]
  )
}

function rowsOf({ format, content }: ImportContactsInput): FileContact[] {
  refuseAll(textProblems(content, ['content'], contentMax, 1))
  const rows = format === 'CSV' ? contactsInCsv(content) : contactsInVCards(content)
  if (rows.length === 0)
    throw refuse('INVALID_INPUT', { path: ['content'], message: 'There is no contact in the file.' })
  if (rows.length > importRowsMax)
    throw refuse('BATCH_TOO_LARGE', { path: ['content'], message: `At most ${importRowsMax} contacts a file.` })
  return rows
}

async function planned(
  tx: Tx,
  rows: readonly FileContact[],
  contacts: Rows | undefined,
  linkable: Rows | undefined
): Promise<ImportRow[]> {
  const codes = [...new Set(rows.flatMap(({ fields }) => fields.occupation ?? []))]
  const occupations = codes.map((code) => ({ code: plausible(code), path: [code] }))
  const unknown = await codeProblems(tx, { occupations })
  return planImport(rows, {
    ownerId: tx.actor.id as string,
    contacts: contacts as unknown as ContactRow[],
    linkable: new Set(linkable?.map(({ personId }) => String(personId))),
    unknownOccupations: new Set(unknown.map(({ path }) => path[0] as string)),
    newId,
    uidOf
  })
}
