import type { Module } from '../module.ts'
import { loaders } from './followups.loaders.ts'
import { resolvers } from './followups.resolvers.ts'
import { routes } from './followups.routes.ts'

export const followups: Module = { resolvers, loaders, routes }
