import { refuse } from '../errors.ts'

/** In which part somebody acts on an object. One actor may have several: an admin who is the mentor, say. */
export type Party = 'STUDENT' | 'MENTOR' | 'ADMIN' | 'SYSTEM' | 'PARTNER' | 'COUNSELOR' | 'INVITER'

interface Move<State extends string> {
  to: State
  by: readonly Party[]
}

/** All moves there are, by state and action. What is not in it is not possible. */
export type StateMachine<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Action, Move<State>>>>>
>

/**
 * The actions that these parties may take in this state, in the order of the machine. `isPossible` leaves out what more
 * than the state stands against.
 */
export function allowedActions<State extends string, Action extends string>(
  machine: StateMachine<State, Action>,
  state: State,
  parties: readonly Party[],
  isPossible: (action: Action) => boolean = () => true
): Action[] {
  const moves = Object.entries(machine[state]) as [Action, Move<State>][]
  return moves
    .filter(([action, move]) => move.by.some((party) => parties.includes(party)) && isPossible(action))
    .map(([action]) => action)
}

/**
 * The state that an action leads to.
 * Throws FORBIDDEN when these parties may never take the action, INVALID_TRANSITION with the moves that they may make
 * when they may not take it now.
 */
export function move<State extends string, Action extends string>(
  machine: StateMachine<State, Action>,
  state: State,
  action: Action,
  parties: readonly Party[],
  isPossible?: (action: Action) => boolean
): State {
  const allowed = allowedActions(machine, state, parties, isPossible)
  if (allowed.includes(action)) return (machine[state][action] as Move<State>).to
  const states = Object.keys(machine) as State[]
  if (!states.some((at) => allowedActions(machine, at, parties).includes(action))) throw refuse('FORBIDDEN')
  throw refuse('INVALID_TRANSITION', { message: `${action} is not possible in state ${state}.`, allowed })
}

/**
 * Holds a change against the version that the caller last read.
 * Throws VERSION_CONFLICT with the current one.
 */
export function checkVersion(row: { version: number }, expectedVersion: number | null | undefined): void {
  if (expectedVersion != null && expectedVersion !== row.version) {
    throw refuse('VERSION_CONFLICT', { path: ['expectedVersion'], currentVersion: row.version })
  }
}
