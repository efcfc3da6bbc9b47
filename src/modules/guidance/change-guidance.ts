import { newId } from '../../db/ids.ts'
import { campusLocale } from '../../db/locales.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { canonicalLocale } from '../locale.rules.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayKeepGuidance, mayKeepGuidance, partiesOf, visibleGuidance } from './guidance.policy.ts'
import { guidanceRows, lockKept, shippedItem, wordingsOf } from './guidance.queries.ts'
import { type GuidanceAction, guidanceTextProblems, moveGuidance, ownRank } from './guidance.rules.ts'
import type {
  AddGuidanceItemInput,
  ById,
  GuidanceItemRow,
  GuidanceRow,
  ReviseGuidanceItemInput
} from './guidance.types.ts'

const id = raw('id')

/** A locked item, and whether the campus has a row of its own for it. */
interface Locked {
  item: GuidanceItemRow
  isKept: boolean
}

/**
 * Adds an item of the campus's own, in the language given or else the campus's; it is shown at once (S#53).
 * Throws FORBIDDEN for all but counselors and admins, INVALID_INPUT.
 */
export const addGuidanceItem = (scope: Scope, input: AddGuidanceItemInput): Promise<GuidanceRow> =>
  write(
    scope,
    async (tx, [institutions]) => {
      assertMayKeepGuidance(tx.actor)
      const { kind, stage, text } = input
      const locale = canonicalLocale(input.locale ?? (institutions?.[0]?.locale as string), ['locale']) as string
      refuseAll(guidanceTextProblems(text))
      const what = { kind, stage, interviewType: input.interviewType ?? null, origin: 'CAMPUS', rank: ownRank }
      const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
      const item: GuidanceItemRow = { id: newId(), ...what, status: 'SHOWN', ...stamps }
      record(tx, 'guidance_item.added', item, { ...what, locale, text })
      const statements = [insertRow('guidance_items', { ...item }, id), wording(tx, item.id, locale, 1, text)]
      return changedItem(tx, item.id, locale, statements)
    },
    [campusLocale()]
  )

/**
 * Gives an item a new wording in one language, its first there being its translation; the wordings before are kept, and so
 * are those in other languages. A shipped item keeps its id and what was shipped in other languages (S#53).
 * Throws NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, INVALID_TRANSITION for what is retired, INVALID_INPUT.
 */
export const reviseGuidanceItem = (scope: Scope, input: ReviseGuidanceItemInput): Promise<GuidanceRow> =>
  write(
    scope,
    async (tx, [kept, shipped, wordings]) => {
      const { item, isKept } = lockedItem(tx, kept, shipped)
      moveGuidance(item, 'REVISE', partiesOf(tx.actor))
      checkVersion(item, input.expectedVersion)
      refuseAll(guidanceTextProblems(input.text))
      const locale = canonicalLocale(input.locale, ['locale']) as string
      const number = Number(wordings?.find((row) => row.locale === locale)?.number ?? 0) + 1
      record(tx, 'guidance_item.revised', item, { locale, number, text: input.text })
      const change = keep(tx, { item, isKept }, {})
      return changedItem(tx, item.id, locale, [change, wording(tx, item.id, locale, number, input.text)])
    },
    [lockKept(input.id), shippedItem(input.id), wordingsOf(input.id)]
  )

/** A move to another state, recorded as `action`. */
const moving =
  (action: GuidanceAction, recorded: string) =>
  (scope: Scope, input: ById): Promise<GuidanceRow> =>
    write(
      scope,
      async (tx, [kept, shipped]) => {
        const { item, isKept } = lockedItem(tx, kept, shipped)
        const status = moveGuidance(item, action, partiesOf(tx.actor))
        checkVersion(item, input.expectedVersion)
        record(tx, recorded, { ...item, status }, { from: item.status, status })
        return changedItem(tx, item.id, null, [keep(tx, { item, isKept }, { status })])
      },
      [lockKept(input.id), shippedItem(input.id)]
    )

/** Hides an item, of the campus or shipped, from all but its keepers. Throws as `reviseGuidanceItem` does. */
export const hideGuidanceItem = moving('HIDE', 'guidance_item.hidden')

/** Shows an item again. Throws as `reviseGuidanceItem` does. */
export const showGuidanceItem = moving('SHOW', 'guidance_item.shown')

/** Retires an item of the campus's own for good; a shipped one can only be hidden. Throws as `reviseGuidanceItem` does. */
export const retireGuidanceItem = moving('RETIRE', 'guidance_item.retired')

function lockedItem(tx: Tx, kept: Rows | undefined, shipped: Rows | undefined): Locked {
  const own = kept?.[0] as unknown as GuidanceItemRow | undefined
  const item = own ?? (shipped?.[0] as unknown as GuidanceItemRow | undefined)
  if (!item || (item.status !== 'SHOWN' && !mayKeepGuidance(tx.actor))) throw refuse('NOT_FOUND', { path: ['id'] })
  return { item, isKept: own !== undefined }
}

// Of two first changes of a shipped item at once the second meets the first one's key, and is tried again after it.
function keep({ now }: Tx, { item, isKept }: Locked, values: Partial<GuidanceItemRow>): Sql {
  if (isKept) return updateRow('guidance_items', item.id, values, now, id)
  return insertRow('guidance_items', { ...item, ...values, version: item.version + 1, updatedAt: now }, id)
}

const wording = (tx: Tx, itemId: string, locale: string, number: number, text: string): Sql => {
  const by = { authorId: tx.actor.id, createdAt: tx.now }
  return insertRow('guidance_texts', { itemId, locale, number, text, ...by }, raw('item_id'))
}

async function changedItem(tx: Tx, itemId: string, locale: string | null, changes: Sql[]): Promise<GuidanceRow> {
  const reading = { locale, actorId: tx.actor.id }
  const rows = (await tx.batch([...changes, guidanceRows(visibleGuidance(tx.actor), reading, [itemId])])).at(-1)
  return rows?.[0] as unknown as GuidanceRow
}

function record(tx: Tx, action: string, item: GuidanceItemRow, changes: Record<string, unknown>): void {
  const { id: subjectId, stage, interviewType, status } = item
  tx.record({ action, subjectType: 'GuidanceItem', subjectId, changes, payload: { stage, interviewType, status } })
}
