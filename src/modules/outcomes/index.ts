import type { Module } from '../module.ts'
import { loaders } from './outcomes.loaders.ts'
import { resolvers } from './outcomes.resolvers.ts'
import { routes } from './outcomes.routes.ts'

export const outcomes: Module = { resolvers, loaders, routes }
