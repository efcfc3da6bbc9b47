import type { Module } from '../module.ts'
import { loaders } from './plans.loaders.ts'
import { resolvers } from './plans.resolvers.ts'
import { routes } from './plans.routes.ts'

export const plans: Module = { resolvers, loaders, routes }
