import { defineConfig } from 'prisma/config'

// Prisma's engine binary is downloaded, which fails offline and is not needed to generate or validate. Not /bin/true:
// with that, `migrate deploy` would report success having done nothing.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= '/bin/false'

export default defineConfig({
  schema: 'schema',
  migrations: { path: 'migrations' },
  datasource: { url: process.env.MIGRATE_DATABASE_URL ?? '' }
})
