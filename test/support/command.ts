import { execFile } from 'node:child_process'

export interface Finished {
  code: number
  stdout: string
  stderr: string
}

/** Runs one of src/cli as an operator does, with these variables and no others of ours. */
export function command(name: string, args: string[], variables: Record<string, string>): Promise<Finished> {
  const script = new URL(`../../src/cli/${name}.ts`, import.meta.url).pathname
  const env = { PATH: '/usr/bin:/bin', ...variables }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--no-warnings', script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}
