import type { Module } from '../module.ts'
import { loaders as asksLoaders } from './asks.loaders.ts'
import { resolvers as asksResolvers } from './asks.resolvers.ts'
import { routes as asksRoutes } from './asks.routes.ts'
import { loaders } from './requests.loaders.ts'
import { resolvers } from './requests.resolvers.ts'
import { routes } from './requests.routes.ts'

export const requests: Module = { resolvers, loaders, routes }

/** What happens around an ask: counter-proposals, warnings, suggestions, names passed on after a decline. */
export const asks: Module = { resolvers: asksResolvers, loaders: asksLoaders, routes: asksRoutes }
