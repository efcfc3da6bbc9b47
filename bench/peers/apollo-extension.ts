import { serveApollo } from './apollo-server.ts'
import { byExtension } from './apollo-tenant.ts'

serveApollo(byExtension)
