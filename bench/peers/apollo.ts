import { serveApollo } from './apollo-server.ts'
import { inOneTransaction } from './apollo-tenant.ts'

serveApollo(inOneTransaction)
