import { defineConfig } from 'prisma/config'

// As in the product's own: generating needs no engine, and must not try to fetch one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= '/bin/false'

export default defineConfig({ schema: 'schema.prisma' })
