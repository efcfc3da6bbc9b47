import { Refusal } from '../errors.ts'

// These say something about the whole request, not about one mutation of it, so they stay in the error channel.
const requestWide = new Set([
  'UNAUTHENTICATED',
  'SERVICE_UNAVAILABLE',
  'IDEMPOTENCY_KEY_REQUIRED',
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENCY_KEY_REUSED'
])

/**
 * A mutation's payload: the changed object under its noun, or null with the problems that the service verb refused with.
 * Faults are no problems: they are thrown on, and masked at the door.
 */
export async function payload<Noun extends string, T>(noun: Noun, verb: () => Promise<T>) {
  try {
    return { [noun]: await verb(), problems: [] } as never
  } catch (error) {
    if (!(error instanceof Refusal) || requestWide.has(error.problems[0]?.code ?? '')) throw error
    return { [noun]: null, problems: error.problems } as never
  }
}
