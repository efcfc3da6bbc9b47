import type { Cast } from './cast.ts'
import type { Circle } from './columns.ts'

export type Arguments = Record<string, unknown>

/** One call of an operation that would do, were the reader free to make it. */
export interface Example {
  circle: Circle
  argumentsFor(cast: Cast): Promise<Arguments> | Arguments
}

export const example = (circle: Circle, argumentsFor: Example['argumentsFor']): Example => ({ circle, argumentsFor })
export const none = example('anybody', () => ({}))
export const code = (value: string) => example('anybody', () => ({ code: value }))
export const change = (circle: Circle, input: (cast: Cast) => Promise<Arguments> | Arguments): Example =>
  example(circle, async (cast) => ({ input: await input(cast) }))
