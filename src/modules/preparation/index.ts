import type { Module } from '../module.ts'
import { loaders } from './preparation.loaders.ts'
import { resolvers } from './preparation.resolvers.ts'
import { routes } from './preparation.routes.ts'

export const preparation: Module = { resolvers, loaders, routes }
