/**
 * An expected reason not to start: its message is one line that says what to do. main.ts and the commands print it
 * without a stack and end with 1; every other error is a fault of ours and keeps its stack.
 */
export class StartupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartupError'
  }
}

/** The line that a failed start or command prints. */
export function lineOf(error: unknown): string {
  if (error instanceof StartupError) return `halfhour: ${error.message}\n`
  return `halfhour: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
}
