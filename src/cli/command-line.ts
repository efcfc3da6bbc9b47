import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from '../errors.ts'
import { lineOf, StartupError } from '../startup-error.ts'

/** The options of a command. Throws StartupError with the usage when they can't be read. */
export function optionsOf<Config extends ParseArgsConfig>(config: Config, usage: string) {
  try {
    return parseArgs({ allowPositionals: false, strict: true, ...config } as Config)
  } catch (error) {
    throw usageError((error as Error).message, usage)
  }
}

/** A mistake in how a command was called, with how it is called. */
export const usageError = (mistake: string, usage: string): StartupError =>
  new StartupError(`${mistake.split('\n')[0]?.replace(/\.?$/, '.')} Usage: ${usage}`)

/**
 * Runs a command: what it gives back goes to stdout and nothing else does; an expected failure is one line a mistake on
 * stderr and the exit code 1.
 */
export async function runCommand(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(await command())
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(linesOf(error))
  }
}

const linesOf = (error: unknown): string =>
  error instanceof Refusal ? error.problems.map(({ message }) => `halfhour: ${message}\n`).join('') : lineOf(error)
