import { stopTestServer } from './server.ts'

// Run once after all tests: no server is left behind.
await stopTestServer()
