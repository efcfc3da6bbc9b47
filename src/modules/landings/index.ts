import type { Module } from '../module.ts'
import { loaders } from './landings.loaders.ts'
import { resolvers } from './landings.resolvers.ts'
import { routes } from './landings.routes.ts'

export const landings: Module = { resolvers, loaders, routes }
