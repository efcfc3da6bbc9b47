import type { Module } from '../module.ts'
import { loaders } from './accountability.loaders.ts'
import { resolvers } from './accountability.resolvers.ts'
import { routes } from './accountability.routes.ts'

export const accountability: Module = { resolvers, loaders, routes }
