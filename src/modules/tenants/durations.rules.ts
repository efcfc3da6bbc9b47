import type { DurationMinutesOfType, InstitutionPolicy } from './institution-policy.ts'

const [shortest, longest] = [5, 240]
const isPossible = (minutes: number) => minutes >= shortest && minutes <= longest

/** The bounds and the default of a conversation's length, in minutes: the type's own, else the campus's (S#28). */
export function durationMinutesOf(
  { requests }: InstitutionPolicy,
  type: DurationMinutesOfType['type']
): { min: number; max: number; default: number } {
  return requests.durationMinutesByType.find((own) => own.type === type) ?? requests.durationMinutes
}

/** What is wrong with the durations of single types, with the way to it: out of bounds, in contradiction, or said twice. */
export function durationsByTypeMistakes(
  durations: readonly DurationMinutesOfType[]
): { message: string; path: (string | number)[] }[] {
  return durations.flatMap((own, index) => {
    const outside = (['min', 'max', 'default'] as const).filter((name) => !isPossible(own[name]))
    if (outside.length > 0) {
      const message = `The number has to be from ${shortest} to ${longest}.`
      return outside.map((name) => ({ path: [index, name], message }))
    }
    if (durations.findIndex(({ type }) => type === own.type) < index)
      return [{ path: [index, 'type'], message: 'The list has this type before.' }]
    if (own.min <= own.default && own.default <= own.max) return []
    return [
      { path: [index, 'default'], message: 'The default duration has to lie between the shortest and the longest.' }
    ]
  })
}
