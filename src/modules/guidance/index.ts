import type { Module } from '../module.ts'
import { loaders } from './guidance.loaders.ts'
import { resolvers } from './guidance.resolvers.ts'
import { routes } from './guidance.routes.ts'

export const guidance: Module = { resolvers, loaders, routes }
