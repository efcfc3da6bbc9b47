import type { Module } from '../module.ts'
import { loaders } from './taxonomy.loaders.ts'
import { resolvers } from './taxonomy.resolvers.ts'
import { routes } from './taxonomy.routes.ts'

export const taxonomy: Module = { resolvers, loaders, routes }
