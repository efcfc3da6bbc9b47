import { spawn } from 'node:child_process'
import { bundled } from './bundles.ts'

// The suite with one line at its end that people and machines can read. tap's own process is run, rather than its
// command, so that it uses the Node that runs this file.
const tap = new URL('../node_modules/tap/dist/esm/run.mjs', import.meta.url).pathname
const asked = process.argv.slice(2)
const files = bundled(asked.length > 0 ? asked : ['test/**/*.test.ts'])
const args = [tap, 'run', '--reporter=tap', ...files]
// Each of these is a process of its own, and reads the same sources.
const compiled = new URL('../node_modules/.cache/halfhour-compiled', import.meta.url).pathname
const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })

let output = ''
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  output += text
  const failures = text.split('\n').filter((line) => /^\s*not ok|^ok .* # time/.test(line))
  if (failures.length > 0) process.stdout.write(`${failures.join('\n')}\n`)
})

child.on('close', (code) => {
  const totals = [...output.matchAll(/^# \{ total: (\d+), pass: (\d+)(?:, fail: (\d+))?/gm)].at(-1)
  const [, total = '0', passed = '0', failed = '0'] = totals ?? []
  if (code !== 0) process.stdout.write(`${output.slice(-20_000)}\n`)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = code === 0 && Number(total) > 0 ? 0 : 1
})
