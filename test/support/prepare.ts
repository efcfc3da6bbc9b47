import { asSuperuser, dropAbandonedClones, prepareTemplate, testServer } from './server.ts'

// Run once before all tests, so that the first files find the server and its template made.
const server = await testServer()
await asSuperuser(server, dropAbandonedClones)
await prepareTemplate(server)
// Prisma's engine holds a timer for ten seconds after it has migrated.
process.exit()
