import type { ReadinessItemKind } from '../readiness/readiness.types.ts'
import type { InstitutionPolicy, RequiredReadinessOfType } from './institution-policy.ts'

/** What has to be prepared before a request of this type is sent: the type's own list, else the campus's (S#30, S#54). */
export const requiredReadinessOf = (
  { requests }: InstitutionPolicy,
  type: RequiredReadinessOfType['type']
): readonly ReadinessItemKind[] =>
  requests.requiredReadinessByType.find((own) => own.type === type)?.items ?? requests.requiredReadiness

/** What is wrong with the lists of single types, with the way to it: a type or an item that is said twice. */
export const readinessByTypeMistakes = (
  lists: readonly RequiredReadinessOfType[]
): { message: string; path: (string | number)[] }[] =>
  lists.flatMap(({ type, items }, index) => {
    if (lists.findIndex((one) => one.type === type) < index)
      return [{ path: [index, 'type'], message: 'The list has this type before.' }]
    if (new Set(items).size === items.length) return []
    return [{ path: [index, 'items'], message: 'The list has an item twice.' }]
  })
