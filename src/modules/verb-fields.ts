import type { Scope } from '../db/scope.ts'
import { payload } from '../graphql/payload.ts'
import type { GraphqlContext } from './module.ts'

/** A query that one service verb answers. */
export const query =
  <Args, Found>(verb: (scope: Scope, args: Args) => Found) =>
  (_: unknown, args: Args, { scope }: GraphqlContext): Found =>
    verb(scope, args)

/** A mutation that one service verb does; its payload has what was changed under the noun. */
export const mutation =
  <Input, Changed>(noun: string, verb: (scope: Scope, input: Input) => Promise<Changed>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload(noun, () => verb(scope, input))
