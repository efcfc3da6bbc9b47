import type { Module } from '../module.ts'
import { loaders } from './cards.loaders.ts'
import { resolvers } from './cards.resolvers.ts'
import { routes } from './cards.routes.ts'

export const cards: Module = { resolvers, loaders, routes }
