import { newId } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { canonicalLocale } from '../locale.rules.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayKeepTexts } from './own-texts.policy.ts'
import { deleteText, lockText, ownColumns, textPage } from './own-texts.queries.ts'
import { ownTextProblems, placeholdersOf, shippedTemplate, shippedTemplates } from './own-texts.rules.ts'
import type {
  ListNotificationTextsArgs,
  NotificationTextRow,
  ResetNotificationTextInput,
  SetNotificationTextInput
} from './own-texts.types.ts'

export type { NotificationTextRow } from './own-texts.types.ts'

type Kept = NotificationTextRow & { id: string }

/**
 * What the campus says of each kind in each language, the shipped words where it has none of its own; by kind and locale,
 * at most 100 a page. Throws FORBIDDEN for all but admins, INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listNotificationTexts(
  scope: Scope,
  { filter, ...args }: ListNotificationTextsArgs
): Promise<Connection<NotificationTextRow>> {
  assertMayKeepTexts(scope.actor)
  const locale = canonicalLocale(filter?.locale, ['filter', 'locale'])
  return textPage(scope, shippedTemplates(), { ...filter, locale }, args)
}

/**
 * Says something of a kind in one language in the campus's own words, in the list and by mail, from the next look on.
 * Throws FORBIDDEN for all but admins, INVALID_INPUT for a placeholder that the kind does not have, VERSION_CONFLICT.
 */
export const setNotificationText = async (
  scope: Scope,
  input: SetNotificationTextInput
): Promise<NotificationTextRow> => {
  const locale = canonicalLocale(input.locale, ['locale']) as string
  return write(
    scope,
    async (tx, [rows]) => {
      assertMayKeepTexts(tx.actor)
      refuseAll(ownTextProblems(input))
      const own = rows?.[0] as unknown as Kept | undefined
      checkVersion(own ?? { version: 0 }, input.expectedVersion)
      const { kind, title, text } = input
      const id = own?.id ?? newId()
      record(tx, 'notification_text.set', id, { kind, locale }, { title, text })
      const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
      const statement = own
        ? updateRow('notification_texts', id, { title, text }, tx.now, ownColumns)
        : insertRow('notification_texts', { id, kind, locale, title, text, ...stamps }, ownColumns)
      return new Last(statement, ([row]) => row as unknown as NotificationTextRow)
    },
    [lockText(input.kind, locale)]
  )
}

/**
 * Takes back the campus's words of a kind in one language, and gives what is said from then on: the shipped ones. Where
 * there are none of its own, nothing changes. Throws FORBIDDEN for all but admins, INVALID_INPUT, VERSION_CONFLICT.
 */
export const resetNotificationText = async (
  scope: Scope,
  input: ResetNotificationTextInput
): Promise<NotificationTextRow> => {
  const locale = canonicalLocale(input.locale, ['locale']) as string
  return write(
    scope,
    async (tx, [rows]) => {
      assertMayKeepTexts(tx.actor)
      const own = rows?.[0] as unknown as Kept | undefined
      checkVersion(own ?? { version: 0 }, input.expectedVersion)
      const { kind } = input
      const shipped = { ...shippedTemplate(kind, locale), isOwn: false, version: 0, updatedAt: null }
      if (!own) return shipped
      record(tx, 'notification_text.reset', own.id, { kind, locale }, { title: own.title, text: own.text })
      return new Last(deleteText(own.id), () => shipped)
    },
    [lockText(input.kind, locale)]
  )
}

function record(tx: Tx, action: string, subjectId: string, payload: object, changes: object): void {
  const subjectType = 'NotificationText'
  tx.record({ action, subjectType, subjectId, changes: { ...payload, ...changes }, payload: { ...payload } })
}

/** A text as the doors show it, with what it may name. */
export const shownText = ({ kind, locale, title, text, isOwn, version, updatedAt }: NotificationTextRow) => ({
  ...{ kind, locale, title, text, placeholders: placeholdersOf(kind), isOwn, version, updatedAt }
})
