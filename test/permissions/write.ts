import { writeFileSync } from 'node:fs'
import { stopTestServer } from '../support/server.ts'
import { measure } from './matrix.ts'
import { pageOf, pagePath } from './table.ts'

// Writes docs/permissions.md anew, from what the doors answer.
const atEnd: (() => unknown)[] = []
const { matrix } = await measure({ teardown: (done: () => unknown) => atEnd.unshift(done) } as never)
writeFileSync(pagePath, pageOf(matrix))
for (const done of atEnd) await done()
await stopTestServer()
