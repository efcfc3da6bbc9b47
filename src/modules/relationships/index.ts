import type { Module } from '../module.ts'
import { loaders } from './relationships.loaders.ts'
import { resolvers } from './relationships.resolvers.ts'
import { routes } from './relationships.routes.ts'

export const relationships: Module = { resolvers, loaders, routes }
