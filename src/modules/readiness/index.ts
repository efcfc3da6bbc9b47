import type { Module } from '../module.ts'
import { loaders } from './readiness.loaders.ts'
import { resolvers } from './readiness.resolvers.ts'
import { routes } from './readiness.routes.ts'

export const readiness: Module = { resolvers, loaders, routes }
